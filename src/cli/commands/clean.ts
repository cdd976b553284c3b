import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { removeSandboxes } from '../../environments/netns/clean-netns.ts';
import { EnvironmentError } from '../../model/errors.ts';
import {
  contextOption,
  toolNamespaceOption,
  kubeconfigOption,
  label,
  type KubeconfigFlags,
} from '../options/existing.ts';
import { clusterOption } from '../options/kind.ts';
import { targetOf, TargetOption } from '../options/target.ts';

interface CleanFlags extends KubeconfigFlags {
  readonly cluster: string;
  readonly toolNamespace: string;
  readonly namespace?: readonly string[];
}

/** What was removed, in whole sentences, and what nobody could look for. */
interface Found {
  readonly removed: readonly string[];
  readonly unseen: readonly string[];
}

export function addClean(program: Command, { io, signal }: CommandContext): void {
  program
    .command('clean')
    .description('remove what killed runs, and runs with --keep, left behind')
    .addHelpText('after', examples('flowproof clean', 'flowproof clean --context staging -n shop'))
    .addOption(clusterOption())
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(toolNamespaceOption())
    .addOption(
      new TargetOption(
        'existing',
        '-n, --namespace <name...>',
        'look here and in the tool namespace (in all)',
      ).argParser((name: string, before?: readonly string[]) => [...(before ?? []), label(name)]),
    )
    .action(async (flags: CleanFlags, command: Command) => {
      const { removed, unseen } =
        targetOf(command) === 'existing' ? await inExisting(flags) : await onThisMachine(flags);
      const unlisted =
        unseen.length === 0 ? [] : [`Not looked at, because you may not list them: ${unseen.join(', ')}.`];
      const lines = [...(removed.length === 0 ? ['Nothing was left.'] : removed), ...unlisted];
      io.stdout.write(lines.map((line) => `${line}\n`).join(''));
    });

  async function inExisting({ namespace, ...flags }: CleanFlags): Promise<Found> {
    const { cleanExisting } = await import('../../environments/existing/clean-existing.ts');
    const { objects, unseen } = await cleanExisting({ ...flags, namespaces: namespace }, signal);
    return { removed: objectsLine(objects), unseen };
  }

  async function onThisMachine({ cluster }: CleanFlags): Promise<Found> {
    const { clean } = await import('../../app/cluster.ts');
    const sandboxes = await removeSandboxes();
    const objects = await clean(cluster, { signal }).catch((error: unknown) => {
      // Where there is no Docker, what network namespaces left may be all that there is.
      if (sandboxes === 0 || !(error instanceof EnvironmentError)) throw error;
      return 0;
    });
    const ended = sandboxes > 0 ? [`Ended ${sandboxes} clusters of network namespaces.`] : [];
    return { removed: [...ended, ...objectsLine(objects)], unseen: [] };
  }
}

function objectsLine(objects: number): string[] {
  return objects > 0 ? [`Removed ${objects} objects.`] : [];
}
