import type { Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { cleanKind } from '../environments/kind/clean.ts';
import { removeSandboxes } from '../environments/netns/clean.ts';
import { EnvironmentError } from '../errors.ts';
import { clusterOption } from './kind-options.ts';

export function addClean(program: Command, { io, signal }: CommandContext): void {
  program
    .command('clean')
    .description('remove what runs that were killed, or run with --keep, left behind')
    .addOption(clusterOption())
    .action(async ({ cluster }: { readonly cluster: string }) => {
      const sandboxes = await removeSandboxes();
      if (sandboxes > 0) io.stdout.write(`Ended ${sandboxes} clusters of network namespaces.\n`);
      const objects = await cleanKind(cluster, signal).catch((error: unknown) => {
        // Where there is no Docker, what network namespaces left may be all that there is.
        if (sandboxes === 0 || !(error instanceof EnvironmentError)) throw error;
        return 0;
      });
      if (objects > 0) io.stdout.write(`Removed ${objects} objects.\n`);
      if (sandboxes + objects === 0) io.stdout.write('Nothing was left.\n');
    });
}
