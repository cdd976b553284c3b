import { PatchStrategy, setHeaderOptions, type V1Pod } from '@kubernetes/client-node';
import { neverAborted } from '../never-aborted.ts';
import { retryTransient } from '../retry.ts';
import type { Client } from './client.ts';
import { exec } from './exec.ts';
import { ephemeralContainer, ephemeralName } from './probe-pod.ts';
import { awaitPod } from './ready.ts';
import type { Place } from './sources.ts';

/** Makes sure that a container for probing runs in a pod that stands, and resolves to where it is. */
export async function enterPod(
  client: Client,
  pod: V1Pod,
  { runId, image }: { readonly runId: string; readonly image: string },
  signal: AbortSignal,
): Promise<Place> {
  const where = { namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '' };
  const own = (pod.status?.ephemeralContainerStatuses ?? []).filter(({ name }) =>
    name.startsWith(ephemeralName(runId, 0)),
  );
  const standing = own.find(({ state }) => state?.terminated === undefined);
  const container = standing?.name ?? ephemeralName(runId, own.length);
  if (!standing) {
    const body = { spec: { ephemeralContainers: [ephemeralContainer(container, image)] } };
    const strategy = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
    await retryTransient(
      async () => await client.core.patchNamespacedPodEphemeralcontainers({ ...where, body }, strategy),
      signal,
    );
  }
  const isRunning = ({ status }: V1Pod): boolean =>
    (status?.ephemeralContainerStatuses ?? []).some(
      ({ name, state }) => name === container && state?.running !== undefined,
    );
  if (!isRunning(pod)) await awaitPod(client, where, isRunning, signal);
  return { namespace: where.namespace, pod: where.name, container };
}

/** Ends the probe container of a pod. It stays listed in the pod, where Kubernetes keeps it for good. */
export async function leavePod({ kubeConfig }: Client, place: Place): Promise<void> {
  const request = { ...place, command: ['sh', '-c', 'kill -TERM 1'], deadlineMs: 5000 };
  // A pod that is gone has no container to end, and one that cannot be reached ends by itself.
  await exec(kubeConfig, request, neverAborted).catch(() => undefined);
}
