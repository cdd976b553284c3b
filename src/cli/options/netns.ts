import { InvalidArgumentError, Option, type Command } from 'commander';
import type { IpFamily } from '../../policy/addresses.ts';
import { faultSyntax, parseFaults, type Faults } from '../../netns-plan/fault.ts';
import type { NetnsOptions } from '../../environments/netns/standing-cluster.ts';

/** The flags that only network namespaces understand. */
export interface NetnsFlags {
  readonly ipFamily?: IpFamily;
  readonly fault?: Faults;
}

export function addNetnsOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--ip-family <family>', 'network namespaces: addresses of pods and Services (default: ipv4)').choices([
        'ipv4',
        'ipv6',
        'dual',
      ]),
    )
    .addOption(
      new Option('--fault <list>', `network namespaces: what is wrong on purpose (${faultSyntax})`).argParser(faults),
    );
}

/** Absent where no flag asks for anything. */
export function netnsOptionsOf({ ipFamily, fault }: NetnsFlags): NetnsOptions | undefined {
  if (ipFamily === undefined && fault === undefined) return undefined;
  return { ipFamily: ipFamily ?? 'ipv4', faults: fault ?? {} };
}

function faults(text: string): Faults {
  const parsed = parseFaults(text);
  if (!parsed) throw new InvalidArgumentError(`It is a list of: ${faultSyntax}.`);
  return parsed;
}
