import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { root, type CliResult } from './cli.ts';
import { temporaryFolder } from './temporary.ts';

/** A copy of the example for vitest, with what it needs installed: flowproof is the sources of this checkout. */
export async function vitestProject(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(root, 'docs/examples/vitest'), folder, { recursive: true });
  const installed = join(folder, 'node_modules/flowproof');
  await mkdir(installed, { recursive: true });
  const manifest = { type: 'module', exports: { './vitest': './src/vitest/index.ts' } };
  await writeFile(join(installed, 'package.json'), JSON.stringify(manifest));
  await symlink(join(root, 'src'), join(installed, 'src'));
  await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  return folder;
}

/** Runs its tests, all or those of one file. */
export async function runVitest(
  folder: string,
  ...args: readonly string[]
): Promise<CliResult & { readonly stdout: string; readonly stderr: string }> {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const options = { cwd: folder, env: { NO_COLOR: '1' }, reject: false, all: true } as const;
  const run = await execa(process.execPath, [vitest, 'run', '--reporter=verbose', ...args], options);
  return { exitCode: run.exitCode, all: run.all, stdout: run.stdout, stderr: run.stderr };
}
