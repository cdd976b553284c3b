import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { neverAborted } from './never-aborted.ts';
import { tool, ToolError } from './tool.ts';

/** A path as it is in a revision. */
export interface GitPath {
  /** Whatever git takes for a commit: `origin/main`, `HEAD~1`, `v1.2`. */
  readonly revision: string;
  /** From the root of the repository. */
  readonly path: string;
}

/**
 * Reads `git:REVISION:PATH`; `undefined` for a text that is none.
 *
 * @throws {@link UsageError} where the revision or the path is left out.
 */
export function parseGitPath(text: string): GitPath | undefined {
  const [, revision, path] = /^git:([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (revision === undefined) return undefined;
  if (revision === '') throw new UsageError(`${text} names no revision`, gitPathHint);
  if (path === undefined) throw new UsageError(`${text} names no path`, gitPathHint);
  return { revision, path: path.replace(/\/+$/, '') };
}

const gitPathHint = 'Write git:REVISION:PATH, for example git:origin/main:k8s';

/** Files of a revision, for as long as they are used. */
export interface CheckedOut extends AsyncDisposable {
  /** The folder that stands for the root of the repository. */
  readonly folder: string;
}

/**
 * Writes the files of a revision into a temporary folder; the repository stays as it is.
 *
 * @throws {@link UsageError} where there is no repository, no such revision, or nothing at that path.
 */
export async function checkOut({ revision, path }: GitPath): Promise<CheckedOut> {
  const root = await git(['rev-parse', '--show-toplevel'], 'this folder is in no git repository', 'Run it in one.');
  const commit = await git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    `git knows no revision "${revision}"`,
    'Fetch it first, or list branches with: git branch --all',
  );
  await git(
    ['cat-file', '-e', `${commit}:${path}`],
    `revision "${revision}" has no ${path}`,
    'Paths begin at the root of the repository: git:origin/main:k8s',
  );
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-git-'));
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  const archive = join(folder, '.tar');
  try {
    // All of it: a scenario may name manifests anywhere.
    await run('git', ['-C', root, 'archive', '--format=tar', `--output=${archive}`, commit]);
    await run('tar', ['-xf', archive, '-C', folder]);
    await rm(archive);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, [Symbol.asyncDispose]: remove };
}

async function git(args: readonly string[], problem: string, hint: string): Promise<string> {
  try {
    return (await run('git', args)).trim();
  } catch (cause) {
    if (cause instanceof ToolError && cause.reason === 'failed') throw new UsageError(problem, hint, { cause });
    throw cause;
  }
}

async function run(name: string, args: readonly string[]): Promise<string> {
  return await tool(name, args, { signal: neverAborted, timeoutMs: 60_000 });
}
