import { Option, type Command } from 'commander';
import type { Detail } from '../../reporters/terminal/detail.ts';

export interface DetailFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function quietOption(what: string): Option {
  return new Option('-q, --quiet', `print ${what} and the verdict alone`);
}

/** Adds `--quiet` and `--verbose`, which exclude each other. */
export function addDetailOptions(command: Command, quietly: string): Command {
  return command
    .addOption(quietOption(quietly))
    .addOption(new Option('-v, --verbose', 'print every attempt of every flow').conflicts('quiet'));
}

export function detailOf({ quiet, verbose }: DetailFlags): Detail {
  if (quiet) return 'quiet';
  return verbose ? 'verbose' : 'normal';
}
