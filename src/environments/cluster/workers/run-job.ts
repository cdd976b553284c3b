import { randomBytes } from 'node:crypto';
import { ApiException, type V1ConfigMap, type V1Job } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import type { Owner } from '../labels.ts';
import { connectForTidying, type Client } from '../client.ts';
import { collect } from './collect.ts';
import { partName, planConfigMap, workersJob, type PlanPart, type WorkerOptions } from './job.ts';
import { packPlan, type WorkerPlan, type WorkerRequest } from './worker-plan.ts';
import { workerConcurrency } from './worker.ts';

interface JobRun {
  readonly name: string;
  readonly owner: Owner;
  readonly options: WorkerOptions;
  readonly slices: readonly (readonly WorkerRequest[])[];
}

/** Time for the image and the scheduler. */
const startMs = 180_000;

/** Runs a Job to its end and resolves to the outputs that are in the logs of its pods. */
export async function runJob(client: Client, { name, owner, options, slices }: JobRun): Promise<Map<number, string>> {
  const nonce = randomBytes(8).toString('hex');
  const packed = slices.flatMap((requests, index) =>
    packPlan({ nonce, requests } satisfies WorkerPlan).map((bytes, part) => ({ index, part, bytes })),
  );
  const limitMs = startMs + workMs(slices);
  await using undo = new AsyncDisposableStack();
  undo.defer(async () => await removeJob(client, { name, namespace: owner.namespace }, packed));
  const { namespace, runId } = owner;
  const limitSeconds = Math.ceil(limitMs / 1000);
  const body = workersJob(name, { owner, options, slices: slices.length, parts: packed, limitSeconds });
  const uid = await createJob(client, { name, namespace, body });
  const limit = pLimit(10);
  await limit.map(packed, async ({ bytes, ...part }) => {
    await createPlan(client, planConfigMap({ name, namespace, uid, runId }, part, bytes));
  });
  return await collect(client, { name, namespace, count: slices.length, nonce, limitMs });
}

/** What the largest slice takes at the longest, every batch tried twice. */
function workMs(slices: readonly (readonly WorkerRequest[])[]): number {
  const times = slices.map((requests) => {
    const longest = requests.reduce((most, { deadlineMs }) => Math.max(most, deadlineMs), 0);
    return 2 * longest * Math.ceil(requests.length / workerConcurrency);
  });
  return Math.max(...times);
}

/** Creates a Job, and resolves to its uid. */
async function createJob(
  client: Client,
  { body, ...place }: { readonly name: string; readonly namespace: string; readonly body: V1Job },
): Promise<string> {
  const create = async (): Promise<V1Job> => await client.batch.createNamespacedJob({ ...place, body });
  const created = await client.call(create).catch(async (error: unknown) => {
    // Its name is this round's alone: the answer to an earlier attempt was lost.
    if (!isConflict(error)) throw error;
    return await client.call(async () => await client.batch.readNamespacedJob(place));
  });
  return created.metadata?.uid ?? '';
}

async function createPlan(client: Client, body: V1ConfigMap): Promise<void> {
  const namespace = body.metadata?.namespace ?? '';
  const create = async (): Promise<unknown> => await client.core.createNamespacedConfigMap({ namespace, body });
  await client.call(create).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
}

/** Removes what a round made; what a dead run left of it goes with its Job. */
async function removeJob(
  client: Client,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  parts: readonly PlanPart[],
): Promise<void> {
  const tidying = connectForTidying(client);
  await tidying.find(
    async () => await tidying.batch.deleteNamespacedJob({ name, namespace, propagationPolicy: 'Background' }),
  );
  await pLimit(10).map(parts, async (part) => {
    const body = { name: partName(name, part), namespace };
    await tidying.find(async () => await tidying.core.deleteNamespacedConfigMap(body));
  });
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiException && error.code === 409;
}
