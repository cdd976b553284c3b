import type { V1Pod } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Owner } from './labels.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';
import { applyOwned } from './apply.ts';
import { cannotStart, stateOf } from './cannot-start.ts';
import type { Client } from './client.ts';
import { probeContainer } from './probe-pod.ts';
import { removePods } from './remove-pods.ts';
import type { ContainerRef } from './container-ref.ts';
import { startOf } from './container-start.ts';

const pollMs = 200;
/** Nothing of a pod changes while its image is pulled. */
export const unchangedMs = 180_000;

/** What is waited for. */
export interface Wanted {
  /**
   * Makes the container, and resolves to where it is. Called again, with the pod as it was, where the runtime could not
   * start the first one: what kept it from that may have passed.
   */
  readonly make: (failed?: V1Pod) => Promise<ContainerRef>;
  /** Whether the pod is as it has to be. @defaultValue the container runs */
  readonly holds?: ((pod: V1Pod) => boolean) | undefined;
}

/** A pod that is as it has to be, and where its container is. */
export interface Started {
  readonly pod: V1Pod;
  readonly containerRef: ContainerRef;
}

/**
 * Makes a container and waits until it runs, with a second one where the runtime could not start the first.
 *
 * @throws {@link EnvironmentError} with what the pod waits for.
 */
export async function awaitStart(client: Client, wanted: Wanted): Promise<Started> {
  const first = await awaitOne(client, await wanted.make(), wanted);
  if (!('failed' in first)) return first;
  const second = await awaitOne(client, await wanted.make(first.pod), wanted);
  if (!('failed' in second)) return second;
  throw cannotStart(second.pod, `, twice: ${second.failed}`);
}

/** Makes a pod of the run's own and waits until it runs; the pod is made anew where the runtime could not start it. */
export async function startPod(
  client: Client,
  { object, owner, holds }: Pick<Wanted, 'holds'> & { readonly object: KubernetesObject; readonly owner: Owner },
): Promise<Started> {
  const { name, namespace = '' } = object.metadata;
  const containerRef = { namespace, pod: name, container: probeContainer };
  const make = async (failed?: V1Pod): Promise<ContainerRef> => {
    if (failed) await removePods(client, [containerRef]);
    await applyOwned(client, object, owner);
    return containerRef;
  };
  return await awaitStart(client, { make, holds });
}

async function awaitOne(
  client: Client,
  containerRef: ContainerRef,
  { holds }: Pick<Wanted, 'holds'>,
): Promise<Started | { readonly pod: V1Pod; readonly failed: string }> {
  const { namespace, pod: name, container } = containerRef;
  const stalled = watchForStall({ unchangedMs });
  for (;;) {
    const pod = await client.call(async () => await client.core.readNamespacedPod({ namespace, name }));
    const start = startOf(pod.status, container);
    if (holds ? holds(pod) : start === 'running' && !pod.metadata?.deletionTimestamp) return { pod, containerRef };
    if (typeof start === 'object' && 'failed' in start) return { pod, failed: start.failed };
    if (typeof start === 'object') throw cannotStart(pod, `: ${start.hopeless}`);
    const reason = stalled(versionsOf([pod]));
    if (reason !== undefined) {
      const hint = `Look at: kubectl describe pod -n ${namespace} ${name}`;
      throw new EnvironmentError(`pod ${namespace}/${name} has not started, and ${reason}: ${stateOf(pod)}`, hint);
    }
    await pause(pollMs, client.signal);
  }
}
