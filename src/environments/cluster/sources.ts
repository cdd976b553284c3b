import type { V1Pod } from '@kubernetes/client-node';
import type { ContainerRef } from './container-ref.ts';
import type { SendMode } from '../../identity/send-mode.ts';
import { standInSuffix, type Source } from '../../model/facts.ts';
import type { ClientEndpoint, Endpoint, PodsEndpoint } from '../../model/scenario.ts';
import { podId } from '../../probe/paths.ts';
import type { Owner } from './labels.ts';
import { startPod } from './await-start.ts';
import type { Client } from './client.ts';
import { leavePod } from './ephemeral.ts';
import type { Outside } from './outside.ts';
import { readyPods } from './read-facts.ts';
import { clientPod } from './probe-pod.ts';
import { removePods } from './remove-pods.ts';

/** How many pods of an endpoint send and receive: all of them, or the first. */
export type Replicas = 'one' | 'all';

/** Where a workload's pod is sent as, and how that came to be. */
export interface Entered {
  readonly containerRef: ContainerRef;
  readonly mode: SendMode;
  /** Why it is not the mode that is preferred. */
  readonly reason?: string | undefined;
}

/** The places that a run sends probes from. */
export interface Sources {
  /** The sources of an endpoint, all of them running: those that are missing or were killed are made (again). */
  of(endpoint: Endpoint): Promise<readonly Source[]>;
  /** Lets these endpoints send from now on, and no other; the probe pods of others are ended first. */
  admit(senders: ReadonlySet<string>): Promise<void>;
  /** Absent for a source outside of the cluster. */
  containerRef(sourceId: string): ContainerRef | undefined;
  /** How each workload's pod was entered, by {@link podId}, in the order in which that was done. */
  entered(): ReadonlyMap<string, Entered>;
  /** The container beyond the cluster, once an endpoint has asked for it. */
  outside(): Promise<Outside | undefined>;
  /** Ends what Kubernetes does not delete: containers in pods that stay, and the one outside. */
  stop(): Promise<void>;
}

interface SourceOptions {
  readonly owner: Owner;
  readonly image: string;
  readonly replicas: Replicas;
  /** Makes sure that something can send as a workload's pod. A probe pod that it makes has this name. */
  readonly enter: (pod: V1Pod, name: string) => Promise<Entered>;
  /** @defaultValue nothing is sent from outside of the cluster */
  readonly startOutside?: ((endpoint: string) => Promise<Outside>) | undefined;
}

export function createSources(client: Client, { owner, image, replicas, enter, startOutside }: SourceOptions): Sources {
  const { runId } = owner;
  const ownPrefix = `flowproof-${runId}-`;
  const containerRefs = new Map<string, ContainerRef>();
  const entering = new Map<string, Promise<Entered>>();
  const entered = new Map<string, Entered>();
  /** By the name of the endpoint that they send for. */
  const running = new Map<string, readonly Source[]>();
  let admitted: ReadonlySet<string> | undefined;
  let outside: Promise<Outside> | undefined;

  const ofClient = async (endpoint: ClientEndpoint): Promise<Source[]> =>
    await Promise.all(
      Array.from({ length: replicas === 'one' ? 1 : endpoint.replicas }, async (_, index) => {
        const object = clientPod(endpoint, index, { runId, image });
        const { pod, containerRef } = await startPod(client, { object, owner });
        const id = podId({ namespace: containerRef.namespace, name: containerRef.pod });
        containerRefs.set(id, containerRef);
        return { endpoint: endpoint.name, id, node: pod.spec?.nodeName };
      }),
    );

  const ofPods = async (endpoint: PodsEndpoint): Promise<Source[]> => {
    const pods = await readyPods(client, endpoint);
    return await Promise.all(
      (replicas === 'one' ? pods.slice(0, 1) : pods).map(async (pod) => {
        const name = pod.metadata?.name ?? '';
        const workloadPod = podId({ namespace: endpoint.namespace, name });
        // Two endpoints may be the same pods, which are entered once.
        const underWay = entering.get(workloadPod) ?? enter(pod, `${ownPrefix}${name}`);
        entering.set(workloadPod, underWay);
        const one = await underWay.finally(() => entering.delete(workloadPod));
        entered.set(workloadPod, one);
        // A stand-in is not the pod: what it sends to the pod's address is no look from inside.
        const id = one.mode === 'stand-in' ? `${workloadPod}${standInSuffix}` : workloadPod;
        containerRefs.set(id, one.containerRef);
        return { endpoint: endpoint.name, id, node: pod.spec?.nodeName };
      }),
    );
  };

  const start = async (endpoint: Endpoint): Promise<readonly Source[]> => {
    switch (endpoint.kind) {
      case 'host':
        return [];
      case 'pods':
        return await ofPods(endpoint);
      case 'client':
        return await ofClient(endpoint);
      case 'outside':
        outside ??= startOutside?.(endpoint.name);
        return outside ? [{ endpoint: endpoint.name, id: (await outside).id }] : [];
    }
  };

  return {
    async of(endpoint) {
      if (admitted?.has(endpoint.name) === false) return [];
      const sources = await start(endpoint);
      running.set(endpoint.name, sources);
      return sources;
    },
    async admit(senders) {
      admitted = senders;
      const staying = new Set([...senders].flatMap((name) => running.get(name) ?? []).map(({ id }) => id));
      const leaving = [...running.values()].flat().filter(({ id }) => !staying.has(id));
      const pods = leaving
        .flatMap(({ id }) => containerRefs.get(id) ?? [])
        .filter(({ pod }) => pod.startsWith(ownPrefix));
      await removePods(client, pods);
      for (const name of running.keys()) if (!senders.has(name)) running.delete(name);
    },
    containerRef: (sourceId) => containerRefs.get(sourceId),
    entered: () => entered,
    outside: async () => await outside,
    async stop() {
      const started = await outside?.catch(() => undefined);
      const inPods = [...entered.values()].filter(({ mode }) => mode === 'ephemeral');
      await Promise.all([
        started?.remove(),
        ...inPods.map(async ({ containerRef }) => await leavePod(client, containerRef)),
      ]);
    },
  };
}
