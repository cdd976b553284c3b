import type { Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { cleanKind } from '../environments/kind/clean.ts';
import { clusterOption } from './kind-options.ts';

export function addClean(program: Command, { io, signal }: CommandContext): void {
  program
    .command('clean')
    .description('remove what runs that were killed left in the cluster and beside it')
    .addOption(clusterOption())
    .action(async ({ cluster }: { readonly cluster: string }) => {
      const count = await cleanKind(cluster, signal);
      io.stdout.write(count === 0 ? 'Nothing was left.\n' : `Removed ${count} objects.\n`);
    });
}
