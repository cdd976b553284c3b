import { rm, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { ClusterBusyError } from '../../../src/model/errors.ts';
import { lockCluster, lockPath } from '../../../src/environments/kind/lock.ts';

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

test('of many that find a stale lock one after the other, one gets the cluster', async () => {
  const { stdout: dead } = await execa(process.execPath, ['-p', 'process.pid']);
  for (let round = 0; round < 20; round += 1) {
    await writeFile(lockPath(name), dead);
    const results = await Promise.allSettled(
      // Each begins a little later than the one before, so that they meet in every order of their steps.
      Array.from({ length: 16 }, async (_, index) => {
        for (let turn = 0; turn < index * 2; turn += 1) await setImmediate();
        return await lockCluster(name);
      }),
    );
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refusals.every((reason) => reason instanceof ClusterBusyError)).toBe(true);
    expect(refusals).toHaveLength(15);
  }
});
