import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ClusterBusyError } from '../../model/errors.ts';

/** Enough for many processes to discard the same stale lock one after the other; each takes a few milliseconds. */
const ATTEMPTS = 100;
const PAUSE_MS = 20;

/**
 * Holds the right to create, change or delete a cluster of that name on this machine, until disposed.
 *
 * The right is a file with the process id of its holder, in the system's folder for temporary files. What a process
 * left behind that exists no more counts for nothing.
 *
 * @throws {@link ClusterBusyError} when another live process holds it.
 */
export async function lockCluster(clusterName: string): Promise<AsyncDisposable> {
  const path = lockPath(clusterName);
  const mine = `${path}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    for (let attempt = 1; ; attempt += 1) {
      if (await take(path, mine)) return { [Symbol.asyncDispose]: async () => await rm(path, { force: true }) };
      const holder = await holderOf(path);
      if (isAlive(holder) || attempt === ATTEMPTS) throw busy(clusterName, path, holder);
      await discardStale(path, mine);
      await wait(PAUSE_MS);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Where the lock of a cluster is kept. */
export function lockPath(clusterName: string): string {
  return join(tmpdir(), `flowproof-${encodeURIComponent(clusterName)}.lock`);
}

/** Creates the lock together with its content, so that nobody ever reads one that is still empty. */
async function take(path: string, mine: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock whose holder is dead, unless another process is about to. One at a time: of two that found the same
 * dead holder, the slower one would remove the lock that the quicker one took meanwhile.
 */
async function discardStale(path: string, mine: string): Promise<void> {
  const guard = `${path}.discard`;
  if (!(await take(guard, mine))) {
    if (isDead(await holderOf(guard))) await rm(guard, { force: true });
    return;
  }
  try {
    if (isDead(await holderOf(path))) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** The process id in a lock, NaN when there is something else in it, undefined when there is no lock. */
async function holderOf(path: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(path, 'utf8'), 10);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isDead(holder: number | undefined): boolean {
  return holder !== undefined && !isAlive(holder);
}

function isAlive(holder: number | undefined): boolean {
  // 0 and less mean groups of processes to kill().
  if (holder === undefined || !(holder > 0)) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    // A process of another user cannot be signalled, yet is alive.
    return codeOf(error) === 'EPERM';
  }
}

function busy(clusterName: string, path: string, holder: number | undefined): ClusterBusyError {
  return new ClusterBusyError(
    `Another flowproof (process ${holder ?? 'unknown'}) is creating or deleting the cluster "${clusterName}".`,
    `Wait until it is done, or choose another cluster name. If none is running, delete ${path}.`,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
