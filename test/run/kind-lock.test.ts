import { rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { ClusterBusyError } from '../../src/errors.ts';
import { lockCluster, lockPath } from '../../src/environments/kind/lock.ts';

const name = `lock-test-${process.pid}`;
afterEach(async () => {
  await rm(lockPath(name), { force: true });
});

test('a cluster that is being made is busy, and free again afterwards', async () => {
  {
    await using held = new AsyncDisposableStack();
    held.use(await lockCluster(name));
    const second = lockCluster(name);
    await expect(second).rejects.toBeInstanceOf(ClusterBusyError);
    await expect(second).rejects.toThrow(
      `Another flowproof (process ${process.pid}) is creating or deleting the cluster "${name}".`,
    );
  }
  await (await lockCluster(name))[Symbol.asyncDispose]();
});

test('another cluster can be made at the same time', async () => {
  await using held = new AsyncDisposableStack();
  held.use(await lockCluster(name));
  const other = await lockCluster(`${name}-other`);
  await expect(other[Symbol.asyncDispose]()).resolves.toBeUndefined();
});

test('the lock of a process that is no more counts for nothing', async () => {
  const { stdout } = await execa(process.execPath, ['-p', 'process.pid']);
  await writeFile(lockPath(name), stdout);
  await expect(lockCluster(name)).resolves.toBeDefined();
});

test('of many that find a stale lock at once, one gets the cluster', async () => {
  const { stdout } = await execa(process.execPath, ['-p', 'process.pid']);
  await writeFile(lockPath(name), stdout);
  const results = await Promise.allSettled(Array.from({ length: 8 }, async () => await lockCluster(name)));
  const taken = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(taken).toHaveLength(1);
  expect(refusals.every((reason) => reason instanceof ClusterBusyError)).toBe(true);
  for (const lock of taken) await lock[Symbol.asyncDispose]();
});
