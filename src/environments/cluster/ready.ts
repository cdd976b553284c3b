import { setTimeout as sleep } from 'node:timers/promises';
import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { Manifest } from '../../core/model.ts';
import { namespaceOf, workloadsOf } from '../../core/workload.ts';
import { EnvironmentError } from '../../errors.ts';
import { retryTransient } from '../retry.ts';
import type { Client } from './client.ts';
import { isReady } from './facts.ts';

const pollMs = 200;
/** Long enough for an image to be pulled. */
const limitMs = 180_000;

/** Reasons of a waiting container that time does not heal. */
const hopeless = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CrashLoopBackOff',
];

/**
 * Waits until the workloads among these manifests have all their pods Ready.
 *
 * @throws {@link EnvironmentError} with what the pods wait for.
 */
export async function awaitWorkloads(
  client: Client,
  manifests: readonly Manifest[],
  onDetail: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);
  const pending = new Set(manifests.filter(({ object }) => kinds.has(object.kind)));
  const total = pending.size;
  const namespaces = [...new Set(workloadsOf(manifests).map(({ namespace }) => namespace))];
  const deadline = performance.now() + limitMs;
  while (pending.size > 0) {
    const checks = await Promise.all(
      [...pending].map(async (manifest) => [manifest, await isRolledOut(client, manifest, signal)] as const),
    );
    for (const [manifest, done] of checks) if (done) pending.delete(manifest);
    onDetail(`${total - pending.size} of ${total} ready`);
    if (pending.size === 0) return;
    await refuseHopeless(client, namespaces, signal);
    if (performance.now() > deadline) {
      const names = [...pending].map(({ object }) => `${object.kind} ${namespaceOf(object)}/${object.metadata.name}`);
      throw new EnvironmentError(
        `not ready after ${limitMs / 1000} s: ${names.join(', ')}`,
        'Look at: kubectl get pods -A, and kubectl describe.',
      );
    }
    await sleep(pollMs, undefined, { signal });
  }
}

/** Whether the only container of a pod runs; a probe pod is never Ready. */
export function isRunning({ metadata, status }: V1Pod): boolean {
  return !metadata?.deletionTimestamp && status?.containerStatuses?.[0]?.state?.running !== undefined;
}

/**
 * Waits until a condition holds for a pod.
 *
 * @throws {@link EnvironmentError} with what the pod waits for.
 */
export async function awaitPod(
  client: Client,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  holds: (pod: V1Pod) => boolean,
  signal: AbortSignal,
): Promise<V1Pod> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const pod = await retryTransient(async () => await client.core.readNamespacedPod({ namespace, name }), signal);
    if (holds(pod)) return pod;
    refuse(pod);
    if (performance.now() > deadline) {
      const hint = `Look at: kubectl describe pod -n ${namespace} ${name}`;
      throw new EnvironmentError(
        `pod ${namespace}/${name} is not ready after ${limitMs / 1000} s: ${stateOf(pod)}`,
        hint,
      );
    }
    await sleep(pollMs, undefined, { signal });
  }
}

interface RolloutStatus {
  readonly metadata?: { readonly generation?: number };
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly numberReady?: number;
    readonly desiredNumberScheduled?: number;
  };
}

async function isRolledOut(client: Client, { object }: Manifest, signal: AbortSignal): Promise<boolean> {
  const header = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: { name: object.metadata.name, namespace: namespaceOf(object) },
  };
  const found = await retryTransient(async () => await client.objects.read(header), signal);
  if (object.kind === 'Pod') return isReady(found);
  const { metadata, spec, status } = found as RolloutStatus;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 1)) return false;
  if (object.kind === 'DaemonSet') return (status?.numberReady ?? 0) >= (status?.desiredNumberScheduled ?? 1);
  return (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
}

async function refuseHopeless(client: Client, namespaces: readonly string[], signal: AbortSignal): Promise<void> {
  const lists = await Promise.all(
    namespaces.map(
      async (namespace) => await retryTransient(async () => await client.core.listNamespacedPod({ namespace }), signal),
    ),
  );
  for (const pod of lists.flatMap(({ items }) => items)) refuse(pod);
}

/** @throws {@link EnvironmentError} when the pod waits for something that will not come. */
function refuse(pod: V1Pod): void {
  const stuck = stuckContainer(pod);
  if (!stuck) return;
  const image = /Image/.test(stuck.state?.waiting?.reason ?? '');
  const hint = image
    ? `Without a registry at hand, load ${stuck.image} with --image-archive FILE.`
    : `Look at: kubectl describe pod -n ${pod.metadata?.namespace} ${pod.metadata?.name}`;
  throw new EnvironmentError(
    `pod ${pod.metadata?.namespace}/${pod.metadata?.name} cannot start: ${stateOf(pod)}`,
    hint,
  );
}

/** What a pod waits for, if it will not come; undefined otherwise. */
export function stuckState(pod: V1Pod): string | undefined {
  return stuckContainer(pod) && stateOf(pod);
}

function stuckContainer(pod: V1Pod): V1ContainerStatus | undefined {
  return statusesOf(pod).find(({ state }) => hopeless.includes(state?.waiting?.reason ?? ''));
}

/** What a pod waits for, in one line. */
function stateOf(pod: V1Pod): string {
  const waiting = statusesOf(pod).flatMap(({ name, state }) =>
    state?.waiting ? [`${name}: ${state.waiting.reason} ${state.waiting.message ?? ''}`.trim()] : [],
  );
  const unmet = (pod.status?.conditions ?? []).filter(({ status, message }) => status === 'False' && message);
  return [...waiting, ...unmet.map(({ message }) => message)].join('; ') || (pod.status?.phase ?? 'unknown state');
}

function statusesOf({ status }: V1Pod): V1ContainerStatus[] {
  return [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
}
