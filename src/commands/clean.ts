import type { Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { cleanContext } from '../environments/context/clean.ts';
import { cleanKind } from '../environments/kind/clean.ts';
import { removeSandboxes } from '../environments/netns/clean.ts';
import { EnvironmentError } from '../errors.ts';
import { contextOption, homeOption, kubeconfigOption, meansExisting, type TargetFlags } from './context-options.ts';
import { clusterOption } from './kind-options.ts';

interface CleanFlags extends TargetFlags {
  readonly cluster: string;
  readonly home: string;
  readonly namespace?: readonly string[];
}

export function addClean(program: Command, { io, signal }: CommandContext): void {
  program
    .command('clean')
    .description('remove what runs that were killed, or run with --keep, left behind')
    .addOption(clusterOption())
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(homeOption())
    .option('-n, --namespace <name...>', 'existing cluster: look in these namespaces and the home (default: in all)')
    .action(async (flags: CleanFlags) => {
      const removed = meansExisting(flags) ? await inExisting(flags) : await onThisMachine(flags);
      io.stdout.write(removed.length === 0 ? 'Nothing was left.\n' : removed.map((line) => `${line}\n`).join(''));
    });

  async function inExisting({ namespace, ...flags }: CleanFlags): Promise<string[]> {
    const { objects, unseen } = await cleanContext({ ...flags, namespaces: namespace }, signal);
    const removed = objects > 0 ? `Removed ${objects} objects.` : 'Nothing was left.';
    return unseen.length === 0
      ? [removed]
      : [removed, `You may not list, so that nobody looked: ${unseen.join(', ')}.`];
  }

  async function onThisMachine({ cluster }: CleanFlags): Promise<string[]> {
    const sandboxes = await removeSandboxes();
    const objects = await cleanKind(cluster, signal).catch((error: unknown) => {
      // Where there is no Docker, what network namespaces left may be all that there is.
      if (sandboxes === 0 || !(error instanceof EnvironmentError)) throw error;
      return 0;
    });
    return [
      ...(sandboxes > 0 ? [`Ended ${sandboxes} clusters of network namespaces.`] : []),
      ...(objects > 0 ? [`Removed ${objects} objects.`] : []),
    ];
  }
}
