import type { ContainerRef } from './container-ref.ts';
import type { Source } from '../../model/facts.ts';
import type { ClientEndpoint, Endpoint, PodsEndpoint } from '../../model/scenario.ts';
import { podId } from '../../probe/paths.ts';
import type { Owner } from './labels.ts';
import { startPod } from './await-start.ts';
import type { Client } from './client.ts';
import { enterPod, leavePod } from './ephemeral.ts';
import type { Outside } from './outside.ts';
import { readyPods } from './read-facts.ts';
import { clientPod, probeContainer } from './probe-pod.ts';

/** The places that a run sends probes from. */
export interface Sources {
  /** The sources of an endpoint, all of them running: those that are missing or were killed are made (again). */
  of(endpoint: Endpoint): Promise<readonly Source[]>;
  /** Absent for a source outside of the cluster. */
  place(sourceId: string): ContainerRef | undefined;
  /** The container beyond the cluster, once an endpoint has asked for it. */
  outside(): Promise<Outside | undefined>;
  /** Ends what Kubernetes does not delete: containers in pods that stay, and the one outside. */
  stop(): Promise<void>;
}

interface SourceOptions {
  readonly owner: Owner;
  readonly image: string;
  readonly startOutside: (endpoint: string) => Promise<Outside>;
}

export function createSources(
  client: Client,
  { owner, image, startOutside }: SourceOptions,
  signal: AbortSignal,
): Sources {
  const { runId } = owner;
  const places = new Map<string, ContainerRef>();
  const entering = new Map<string, Promise<ContainerRef>>();
  let outside: Promise<Outside> | undefined;

  const ofClient = async (endpoint: ClientEndpoint): Promise<Source[]> =>
    await Promise.all(
      Array.from({ length: endpoint.replicas }, async (_, index) => {
        const object = clientPod(endpoint, index, { runId, image });
        const { pod, place } = await startPod(client, { object, owner }, signal);
        const id = podId({ namespace: place.namespace, name: place.pod });
        places.set(id, place);
        return { endpoint: endpoint.name, id, node: pod.spec?.nodeName };
      }),
    );

  const ofPods = async (endpoint: PodsEndpoint): Promise<Source[]> => {
    const pods = await readyPods(client, endpoint, signal);
    return await Promise.all(
      pods.map(async (pod) => {
        const id = podId({ namespace: endpoint.namespace, name: pod.metadata?.name ?? '' });
        // Two endpoints may be the same pods, which are entered once.
        const place = entering.get(id) ?? enterPod(client, pod, { runId, image }, signal);
        entering.set(id, place);
        places.set(id, await place.finally(() => entering.delete(id)));
        return { endpoint: endpoint.name, id, node: pod.spec?.nodeName };
      }),
    );
  };

  return {
    async of(endpoint) {
      switch (endpoint.kind) {
        case 'host':
          return [];
        case 'pods':
          return await ofPods(endpoint);
        case 'client':
          return await ofClient(endpoint);
        case 'outside':
          outside ??= startOutside(endpoint.name);
          return [{ endpoint: endpoint.name, id: (await outside).id }];
      }
    },
    place: (sourceId) => places.get(sourceId),
    outside: async () => await outside,
    async stop() {
      const started = await outside?.catch(() => undefined);
      const inPods = [...places.values()].filter(({ container }) => container !== probeContainer);
      await Promise.all([started?.remove(), ...inPods.map(async (place) => await leavePod(client, place))]);
    },
  };
}
