import { ApiException, type V1Pod } from '@kubernetes/client-node';
import { readFrames } from '../../../probe/worker-frames.ts';
import { EnvironmentError } from '../../../model/errors.ts';
import { pause } from '../../pause.ts';
import type { Client } from '../client.ts';
import { hopelessLine, neverStarted } from '../container-start.ts';

/** The pods of one Job. */
interface Collection {
  readonly name: string;
  readonly namespace: string;
  /** How many there are to be. */
  readonly count: number;
  readonly nonce: string;
  /** Whoever has not ended by then is not waited for. */
  readonly limitMs: number;
}

const pollMs = 500;
/** A pod that has no node by then finds no room, or may not be made: a quota is full. */
const roomMs = 30_000;

/**
 * Waits for the pods of a Job and resolves to the outputs in their logs, by request. What a pod that failed had printed
 * counts; what it had not is missing, and so is all that a pod was to do that found no room.
 *
 * @throws {@link EnvironmentError} when a pod waits for what will not come: its image.
 */
export async function collect(
  client: Client,
  { name, namespace, count, nonce, limitMs }: Collection,
): Promise<Map<number, string>> {
  const outputs = new Map<number, string>();
  const read = new Set<string>();
  const started = performance.now();
  const labelSelector = `batch.kubernetes.io/job-name=${name}`;
  for (;;) {
    const { items } = await client.call(async () => await client.core.listNamespacedPod({ namespace, labelSelector }));
    refuseStuck(items, namespace);
    // One pod for each index: what replaces a pod that failed is not waited for, unless that one had not even started.
    const again = indexesToStartAgain(items);
    const ended = items.filter(
      (pod) => hasEnded(pod) && !read.has(indexOf(pod)) && !(isUnstarted(pod) && again.has(indexOf(pod))),
    );
    for (const pod of ended) {
      const log = await readLog(client, pod);
      for (const [request, output] of readFrames(log, nonce)) outputs.set(request, output);
      read.add(indexOf(pod));
    }
    const waitedMs = performance.now() - started;
    const awaited = waitedMs < roomMs ? count : new Set([...read, ...items.filter(hasNode).map(indexOf)]).size;
    if (read.size >= awaited || waitedMs > limitMs) return outputs;
    if (ended.length === 0) await pause(pollMs, client.signal);
  }
}

async function readLog(client: Client, { metadata }: V1Pod): Promise<string> {
  const place = { name: metadata?.name ?? '', namespace: metadata?.namespace ?? '' };
  try {
    return (await client.call(async () => await client.core.readNamespacedPodLog(place))) ?? '';
  } catch (error) {
    // Gone, or on a node that is gone: its results are lost, which is no verdict.
    if (error instanceof ApiException) return '';
    throw error;
  }
}

function hasNode({ spec }: V1Pod): boolean {
  return spec?.nodeName !== undefined;
}

function hasEnded({ status }: V1Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function indexOf({ metadata }: V1Pod): string {
  return metadata?.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '';
}

/** Indexes of which the runtime could not start one pod; the Job makes another. */
function indexesToStartAgain(pods: readonly V1Pod[]): Set<string> {
  const unstarted = Map.groupBy(pods.filter(isUnstarted), indexOf);
  return new Set([...unstarted].flatMap(([index, failed]) => (failed.length === 1 ? [index] : [])));
}

function isUnstarted(pod: V1Pod): boolean {
  return pod.status !== undefined && neverStarted(pod.status);
}

function refuseStuck(pods: readonly V1Pod[], namespace: string): void {
  const states = pods.map(({ status }) => hopelessLine(status?.containerStatuses ?? []));
  const state = states.find((one) => one !== undefined);
  if (state === undefined) return;
  throw new EnvironmentError(
    `the workers in namespace ${namespace} cannot start: ${state}`,
    'Name an image of flowproof that the nodes have, or can pull, with --worker-image.',
  );
}
