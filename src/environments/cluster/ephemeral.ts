import { PatchStrategy, setHeaderOptions, type V1Pod } from '@kubernetes/client-node';
import { neverAborted } from '../never-aborted.ts';
import { awaitStart } from './await-start.ts';
import type { Client } from './client.ts';
import { exec } from './exec.ts';
import { ephemeralContainer, ephemeralName } from './probe-pod.ts';
import type { ContainerRef } from './container-ref.ts';
import { startOf } from './container-start.ts';

/** Makes sure that a container for probing runs in a pod that stands, and resolves to where it is. */
export async function enterPod(
  client: Client,
  pod: V1Pod,
  { runId, image }: { readonly runId: string; readonly image: string },
): Promise<ContainerRef> {
  const where = { namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '' };
  const make = async (failed?: V1Pod): Promise<ContainerRef> => {
    const latest = failed ?? pod;
    const standing = ownContainers(latest, runId).find((name) => !isOver(latest, name));
    const container = standing ?? ephemeralName(runId, ownContainers(latest, runId).length);
    if (standing === undefined) {
      const body = { spec: { ephemeralContainers: [ephemeralContainer(container, image)] } };
      const strategy = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
      await client.call(
        async () => await client.core.patchNamespacedPodEphemeralcontainers({ ...where, body }, strategy),
      );
    }
    return { namespace: where.namespace, pod: where.name, container };
  };
  return (await awaitStart(client, { make })).containerRef;
}

function ownContainers({ spec }: V1Pod, runId: string): string[] {
  const names = (spec?.ephemeralContainers ?? []).map(({ name }) => name);
  return names.filter((name) => name.startsWith(ephemeralName(runId, 0)));
}

/** Whether an ephemeral container ended, or never started: it is not started again. */
function isOver({ status }: V1Pod, container: string): boolean {
  const start = startOf(status, container);
  return typeof start === 'object' && 'failed' in start;
}

/** Ends the probe container of a pod. It stays listed in the pod, where Kubernetes keeps it for good. */
export async function leavePod({ kubeConfig }: Client, containerRef: ContainerRef): Promise<void> {
  const request = { ...containerRef, command: ['sh', '-c', 'kill -TERM 1'], deadlineMs: 5000 };
  // A pod that is gone has no container to end, and one that cannot be reached ends by itself.
  await exec({ kubeConfig, signal: neverAborted }, request).catch(() => undefined);
}
