import { randomBytes } from 'node:crypto';
import { ApiException, type V1ConfigMap, type V1Job } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import type { Owner } from '../labels.ts';
import { neverAborted } from '../../never-aborted.ts';
import { forTidying, retryTransient } from '../retry.ts';
import { connectUnaborted, type Client } from '../client.ts';
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
export async function runJob(
  client: Client,
  { name, owner, options, slices }: JobRun,
  signal: AbortSignal,
): Promise<Map<number, string>> {
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
  const uid = await createJob(client, { name, namespace, body }, signal);
  const limit = pLimit(10);
  await limit.map(packed, async ({ bytes, ...part }) => {
    await createPlan(client, planConfigMap({ name, namespace, uid, runId }, part, bytes), signal);
  });
  return await collect(client, { name, namespace, count: slices.length, nonce, limitMs }, signal);
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
  signal: AbortSignal,
): Promise<string> {
  const create = async (): Promise<V1Job> => await client.batch.createNamespacedJob({ ...place, body });
  const created = await retryTransient(create, signal).catch(async (error: unknown) => {
    // Its name is this round's alone: the answer to an earlier attempt was lost.
    if (!isConflict(error)) throw error;
    return await retryTransient(async () => await client.batch.readNamespacedJob(place), signal);
  });
  return created.metadata?.uid ?? '';
}

async function createPlan(client: Client, body: V1ConfigMap, signal: AbortSignal): Promise<void> {
  const namespace = body.metadata?.namespace ?? '';
  const create = async (): Promise<unknown> => await client.core.createNamespacedConfigMap({ namespace, body });
  await retryTransient(create, signal).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
}

/** Removes what a round made; what a dead run left of it goes with its Job. */
async function removeJob(
  { kubeConfig }: Client,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  parts: readonly PlanPart[],
): Promise<void> {
  const client = connectUnaborted(kubeConfig);
  const limit = pLimit(10);
  const remove = async (action: () => Promise<unknown>): Promise<void> => {
    await retryTransient(action, neverAborted, forTidying).catch((error: unknown) => {
      if (!(error instanceof ApiException && error.code === 404)) throw error;
    });
  };
  await remove(
    async () => await client.batch.deleteNamespacedJob({ name, namespace, propagationPolicy: 'Background' }),
  );
  await limit.map(parts, async (part) => {
    await remove(async () => await client.core.deleteNamespacedConfigMap({ name: partName(name, part), namespace }));
  });
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiException && error.code === 409;
}
