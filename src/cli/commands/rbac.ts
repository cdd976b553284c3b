import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import type { SendAs } from '../../identity/send-mode.ts';
import { rbacFor } from '../../app/rbac.ts';
import { toolNamespaceOption, label, sendAsOption } from '../options/existing.ts';

interface RbacFlags {
  readonly namespace?: readonly string[];
  readonly sendAs: SendAs;
  readonly toolNamespace: string;
  readonly serviceAccount: string;
  readonly apply?: boolean;
  readonly inClusterWorkers?: boolean;
}

/** Adds `flowproof rbac`: what a service account has to be allowed, as manifests. */
export function addRbac(program: Command, { io }: CommandContext): void {
  program
    .command('rbac')
    .description('print the service account and the roles that a run needs; touches no cluster')
    .argument('[scenario]', 'scenario file, or folder with a scenario.yaml')
    .addOption(
      new Option('-n, --namespace <name>', 'instead of a scenario: probe this namespace, repeatable').argParser(
        (value, previous?: readonly string[]) => [...(previous ?? []), label(value)],
      ),
    )
    .addOption(sendAsOption())
    .addOption(toolNamespaceOption())
    .addOption(
      new Option('--service-account <name>', 'name of the account, in the tool namespace')
        .argParser(label)
        .default('flowproof'),
    )
    .option('--apply', 'the run applies the manifests of the scenario, and removes them')
    .option('--in-cluster-workers', 'a Job in the cluster sends the probes')
    .action(async (scenario: string | undefined, flags: RbacFlags) => {
      const {
        namespace: namespaces = [],
        sendAs,
        toolNamespace,
        serviceAccount,
        apply = false,
        inClusterWorkers,
      } = flags;
      const needs = { mode: sendAs, toolNamespace, apply, workers: inClusterWorkers ?? false };
      io.stdout.write(await rbacFor({ scenario, namespaces }, { ...needs, serviceAccount }));
    });
}
