import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  packPlan,
  partFile,
  readPlan,
  type WorkerPlan,
} from '../../../../src/environments/cluster/workers/worker-plan.ts';
import { UsageError } from '../../../../src/model/errors.ts';
import { temporaryFolder } from '../../../helpers/temporary.ts';

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A plan whose batches do not compress. */
function planOf(requests: number): WorkerPlan {
  const place = { namespace: 'shop', pod: 'api-1', container: 'flowproof', deadlineMs: 18_000 };
  return {
    nonce: 'f00d',
    requests: Array.from({ length: requests }, (_, request) => ({
      ...place,
      request,
      command: ['sh', '-c', 'true'],
      stdin: randomBytes(500).toString('hex'),
    })),
  };
}

async function mount(plan: WorkerPlan, index: number, bytes?: number): Promise<Buffer[]> {
  const parts = packPlan(plan, bytes);
  await Promise.all(parts.map(async (part, at) => await writeFile(join(folder, partFile(index, at)), part)));
  return parts;
}

test('a pod reads its own plan, in however many parts it is', async () => {
  const plans = [planOf(40), planOf(1)] as const;
  expect((await mount(plans[0], 1, 1000)).length).toBeGreaterThan(11);
  await mount(plans[1], 11);
  expect(await readPlan(folder, 1)).toEqual(plans[0]);
  expect(await readPlan(folder, 11)).toEqual(plans[1]);
});

test('no part is larger than a ConfigMap takes', () => {
  const parts = packPlan(planOf(4000));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part.length).toBeLessThan(1024 * 1024 - 1000);
});

test('a plan that lacks a part is none', async () => {
  await mount(planOf(40), 0, 1000);
  await rm(join(folder, partFile(0, 3)));
  await expect(readPlan(folder, 0)).rejects.toThrow(UsageError);
});

test('an index without a plan is bad input', async () => {
  await expect(readPlan(folder, 7)).rejects.toThrow(`${folder} holds no plan for index 7`);
});
