import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterBusyError } from '../../errors.ts';

/**
 * Holds the right to create, change or delete a cluster of that name on this machine, until disposed.
 *
 * The right is a file with the process id of its holder in the system's folder for temporary files. What a process
 * left behind that exists no more counts for nothing.
 *
 * @throws {@link ClusterBusyError} when another live process holds it.
 */
export async function lockCluster(clusterName: string): Promise<AsyncDisposable> {
  const path = lockPath(clusterName);
  const mine = `${path}.${randomUUID()}`;
  try {
    if (!(await take(path, mine))) {
      await discardStale(path, clusterName);
      // Whoever was quicker after the stale one went holds it now.
      if (!(await take(path, mine))) throw busy(clusterName, path, await holderOf(path));
    }
  } finally {
    await rm(mine, { force: true });
  }
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
}

/** Where the lock of a cluster is kept. */
export function lockPath(clusterName: string): string {
  return join(tmpdir(), `flowproof-${encodeURIComponent(clusterName)}.lock`);
}

/** Creates the lock together with its content, so that nobody ever reads one that is still empty. */
async function take(path: string, mine: string): Promise<boolean> {
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function discardStale(path: string, clusterName: string): Promise<void> {
  const holder = await holderOf(path);
  if (isAlive(holder)) throw busy(clusterName, path, holder);
  // Moved aside rather than deleted: of two processes that found it stale, the slower one moves away the lock of the
  // quicker one, sees that, and puts it back.
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const moved = await holderOf(aside);
    if (!isAlive(moved)) return;
    await link(aside, path);
    throw busy(clusterName, path, moved);
  } catch (error) {
    // Another process moved it first, or took the lock meanwhile: the next attempt to take it decides.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, yet is alive.
    return codeOf(error) === 'EPERM';
  }
}

function busy(clusterName: string, path: string, holder: number | undefined): ClusterBusyError {
  const who = holder === undefined ? 'Another flowproof' : `Another flowproof (process ${holder})`;
  return new ClusterBusyError(
    `${who} is creating or deleting the cluster "${clusterName}".`,
    `Wait until it is done, or choose another cluster name. If none is running, delete ${path}.`,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
