import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { nodeProblem } from '../../src/cli/node-problem.ts';

/** A Node on the PATH, behind the one that runs the tests, that is too old. */
export async function olderNode(): Promise<{ path: string; version: string } | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const { stdout } = await execa(path, ['--version']);
    const version = stdout.slice(1);
    if (nodeProblem(version) !== undefined) return { path, version };
  }
  return undefined;
}
