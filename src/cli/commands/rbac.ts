import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
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
    .description('print the service account and the roles that a run needs')
    .addHelpText(
      'after',
      examples('flowproof rbac scenarios/shop --send-as ephemeral', 'flowproof rbac -n shop -n database'),
    )
    .argument('[scenario]', 'scenario.yaml, or its folder')
    .addOption(
      new Option('-n, --namespace <name>', 'or a namespace to probe, repeatable').argParser(
        (value, previous?: readonly string[]) => [...(previous ?? []), label(value)],
      ),
    )
    .addOption(sendAsOption())
    .addOption(toolNamespaceOption())
    .addOption(new Option('--service-account <name>', 'name of the account').argParser(label).default('flowproof'))
    .option('--apply', 'for a run that applies the manifests')
    .option('--in-cluster-workers', 'for a run with probes from a Job there')
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
