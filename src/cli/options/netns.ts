import { InvalidArgumentError, type Command } from 'commander';
import type { IpFamily } from '../../policy/addresses.ts';
import { faultSyntax, parseFaults, type Faults } from '../../netns-plan/fault.ts';
import { defaultNetnsOptions, type NetnsOptions } from '../../environments/netns/standing-cluster.ts';
import { TargetOption } from './target.ts';

/** The flags that only network namespaces understand. */
export interface NetnsFlags {
  readonly ipFamily: IpFamily;
  readonly fault: Faults;
}

export function addNetnsOptions(command: Command): Command {
  return command
    .addOption(
      new TargetOption('netns', '--ip-family <family>', 'addresses of pods and Services')
        .choices(['ipv4', 'ipv6', 'dual'])
        .default(defaultNetnsOptions.ipFamily),
    )
    .addOption(
      new TargetOption('netns', '--fault <list>', `wrong on purpose: ${faultSyntax}`)
        .argParser(parsedFaults)
        .default(defaultNetnsOptions.faults, 'nothing'),
    );
}

export function netnsOptionsOf({ ipFamily, fault: faults }: NetnsFlags): NetnsOptions {
  return { ipFamily, faults };
}

function parsedFaults(text: string): Faults {
  const parsed = parseFaults(text);
  if (!parsed) throw new InvalidArgumentError(`It is a list of: ${faultSyntax}.`);
  return parsed;
}
