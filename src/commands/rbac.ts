import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { sourceModes, type SourceMode } from '../core/access/place-rules.ts';
import { rbacFor } from '../rbac.ts';

interface RbacFlags {
  readonly namespace?: readonly string[];
  readonly source: SourceMode;
  readonly home: string;
  readonly serviceAccount: string;
  readonly apply?: boolean;
  readonly inClusterWorkers?: boolean;
}

/** Adds `flowproof rbac`: what a service account has to be allowed, as manifests. */
export function addRbac(program: Command, { io }: CommandContext): void {
  program
    .command('rbac')
    .description('print the service account and the roles with which a run can do its work; touches no cluster')
    .argument('[scenario]', 'scenario file, or folder with a scenario.yaml')
    .addOption(
      new Option('-n, --namespace <name>', 'instead of a scenario: probe this namespace, repeatable').argParser(
        (value, previous?: readonly string[]) => [...(previous ?? []), label(value)],
      ),
    )
    .addOption(
      new Option('--source <mode>', 'how probes are sent from pods that stand').choices(sourceModes).default('auto'),
    )
    .addOption(homeOption())
    .addOption(
      new Option('--service-account <name>', 'the account, which is made in the home')
        .argParser(label)
        .default('flowproof'),
    )
    .option('--apply', 'the run applies the manifests of the scenario, and removes them')
    .option('--in-cluster-workers', 'a Job in the cluster sends the probes')
    .action(async (scenario: string | undefined, flags: RbacFlags) => {
      const { namespace: namespaces = [], source, home, serviceAccount, apply = false, inClusterWorkers } = flags;
      const needs = { mode: source, home, apply, workers: inClusterWorkers ?? false };
      io.stdout.write(await rbacFor({ scenario, namespaces }, { ...needs, serviceAccount }));
    });
}

function homeOption(): Option {
  return new Option('--home <namespace>', 'namespace of what a run makes for itself')
    .argParser(label)
    .default('flowproof');
}

/** A name as Kubernetes takes it for a namespace, and for a service account (RFC 1123 label). */
function label(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('A name has lower-case letters, digits and "-", 63 at the most.');
}
