import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import type { Manifest } from '../../model/scenario.ts';
import { namespaceOf, workloadsOf } from '../../kubernetes/workload.ts';
import { EnvironmentError } from '../../model/errors.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';
import { unchangedMs } from './await-start.ts';
import { cannotStart } from './cannot-start.ts';
import type { Client } from './client.ts';
import { isReady } from './read-facts.ts';
import { hopelessLine } from './container-start.ts';

const pollMs = 200;

/**
 * Waits until the workloads among these manifests have all their pods Ready.
 *
 * @throws {@link EnvironmentError} with what the pods wait for.
 */
export async function awaitWorkloads(
  client: Client,
  manifests: readonly Manifest[],
  onDetail: (text: string) => void,
): Promise<void> {
  const kinds = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);
  const pending = new Set(manifests.filter(({ object }) => kinds.has(object.kind)));
  const total = pending.size;
  const namespaces = [...new Set(workloadsOf(manifests).map(({ namespace }) => namespace))];
  const stalled = watchForStall({ unchangedMs });
  while (pending.size > 0) {
    const looks = await Promise.all(
      [...pending].map(async (manifest) => ({ manifest, found: await read(client, manifest) })),
    );
    const unready = looks.filter(({ found }) => !isRolledOut(found));
    for (const { manifest, found } of looks) if (isRolledOut(found)) pending.delete(manifest);
    onDetail(`${total - pending.size} of ${total} ready`);
    if (pending.size === 0) return;
    const pods = await listPods(client, namespaces);
    refuseHopeless(pods);
    // Pods that are Ready may change for reasons of their own.
    const reason = stalled(versionsOf([...unready.map(({ found }) => found), ...pods.filter((pod) => !isReady(pod))]));
    if (reason !== undefined) {
      const names = [...pending].map(({ object }) => `${object.kind} ${namespaceOf(object)}/${object.metadata.name}`);
      throw new EnvironmentError(
        `not ready, and ${reason}: ${names.join(', ')}`,
        'Look at: kubectl get pods -A, and kubectl describe.',
      );
    }
    await pause(pollMs, client.signal);
  }
}

/** Whether the only container of a pod runs; a probe pod is never Ready. */
export function isRunning({ metadata, status }: V1Pod): boolean {
  return !metadata?.deletionTimestamp && status?.containerStatuses?.[0]?.state?.running !== undefined;
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

async function read(client: Client, { object }: Manifest): Promise<KubernetesObject> {
  const { apiVersion, kind, metadata } = object;
  const header = { apiVersion, kind, metadata: { name: metadata.name, namespace: namespaceOf(object) } };
  return await client.call(async () => await client.objects.read(header));
}

async function listPods(client: Client, namespaces: readonly string[]): Promise<V1Pod[]> {
  const lists = namespaces.map(
    async (namespace) => await client.call(async () => await client.core.listNamespacedPod({ namespace })),
  );
  return (await Promise.all(lists)).flatMap(({ items }) => items);
}

function isRolledOut(found: KubernetesObject): boolean {
  if (found.kind === 'Pod') return isReady(found);
  const { metadata, spec, status } = found as RolloutStatus;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 1)) return false;
  if (found.kind === 'DaemonSet') return (status?.numberReady ?? 0) >= (status?.desiredNumberScheduled ?? 1);
  return (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
}

/** @throws {@link EnvironmentError} when one of these pods waits for something that will not come. */
function refuseHopeless(pods: readonly V1Pod[]): void {
  for (const pod of pods) {
    const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
    const line = hopelessLine([...initContainerStatuses, ...containerStatuses]);
    if (line !== undefined) throw cannotStart(pod, `: ${line}`);
  }
}
