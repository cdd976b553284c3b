import type { V1Pod } from '@kubernetes/client-node';
import { standInSuffix, type Source } from '../../model/facts.ts';
import type { ClientEndpoint, Endpoint, PodsEndpoint } from '../../model/scenario.ts';
import { harmOf, type Addition, type Bystanders } from '../../identity/stand-in-safety.ts';
import { chooseMode } from '../../identity/choose-mode.ts';
import type { SendAs, SendMode } from '../../identity/send-mode.ts';
import { podId } from '../../probe/paths.ts';
import { EnvironmentError } from '../../model/errors.ts';
import { startPod } from '../cluster/await-start.ts';
import type { Client } from '../cluster/client.ts';
import { enterPod, leavePod } from '../cluster/ephemeral.ts';
import { readyPods } from '../cluster/read-facts.ts';
import { clientPod } from '../cluster/probe-pod.ts';
import { removePods } from '../cluster/remove-pods.ts';
import type { Sources } from '../cluster/sources.ts';
import type { ContainerRef } from '../cluster/container-ref.ts';
import type { Owner } from '../cluster/labels.ts';
import { findCurl } from './own-curl.ts';
import { startStandIn } from './start-stand-in.ts';

/** How many pods of a workload send and receive: all of them, or the first. */
export type Replicas = 'one' | 'all';

export interface ExistingSourceOptions {
  readonly owner: Owner;
  readonly image: string;
  readonly choice: SendAs;
  readonly replicas: Replicas;
  readonly bystanders: Bystanders;
}

/** A source, and how it came to be. */
interface UsedSource {
  readonly place: ContainerRef;
  readonly mode: SendMode;
  /** Why it is not the mode that is preferred. */
  readonly reason?: string | undefined;
}

/** The places to send from in an existing cluster. */
export interface ExistingSources extends Sources {
  /** Lets these endpoints send from now on, and no other; the probe pods of others are ended first. */
  admit(senders: ReadonlySet<string>): Promise<void>;
  /** By the name of the workload's pod, in the order in which they were made. */
  used(): ReadonlyMap<string, UsedSource>;
}

/** Starts what sends, as gently as the user's choice and the cluster allow. */
export function createExistingSources(
  client: Client,
  options: ExistingSourceOptions,
  signal: AbortSignal,
): ExistingSources {
  const { owner, image, choice, bystanders } = options;
  const { runId } = owner;
  const ownPrefix = `flowproof-${runId}-`;
  const places = new Map<string, ContainerRef>();
  const entered = new Map<string, Promise<UsedSource>>();
  const used = new Map<string, UsedSource>();
  /** By the name of the endpoint that they send for. */
  const running = new Map<string, readonly Source[]>();
  let admitted: ReadonlySet<string> = new Set();

  const ofClient = async (endpoint: ClientEndpoint): Promise<Source[]> => {
    const { name, namespace, labels } = endpoint;
    const harm = harmOf({ namespace, labels }, bystanders);
    if (harm !== undefined) {
      throw new EnvironmentError(
        `endpoint "${name}": a probe pod with its labels is not safe in namespace ${namespace}: ${harm}`,
        'Name a workload that exists, with pods, instead of a client.',
      );
    }
    return await Promise.all(
      Array.from({ length: options.replicas === 'one' ? 1 : endpoint.replicas }, async (_, index) => {
        const object = clientPod(endpoint, index, { runId, image });
        const { pod, place } = await startPod(client, { object, owner }, signal);
        const id = podId({ namespace, name: place.pod });
        places.set(id, place);
        return { endpoint: name, id, node: pod.spec?.nodeName };
      }),
    );
  };

  const enter = async (pod: V1Pod, name: string): Promise<UsedSource> => {
    const decision = chooseMode(additionOf(pod), choice, bystanders);
    if ('refused' in decision) throw noStandIn(pod, decision.refused);
    if (decision.mode === 'exec') return { mode: 'exec', place: await findCurl(client, pod, signal) };
    if (decision.mode === 'ephemeral') return await enterWith(pod, decision.reason);
    const outcome = await startStandIn(client, pod, { name, image, owner }, signal);
    if (typeof outcome !== 'string') return { mode: 'stand-in', place: outcome };
    if (choice === 'auto') return await enterWith(pod, outcome);
    throw noStandIn(pod, outcome);
  };

  const enterWith = async (pod: V1Pod, reason?: string): Promise<UsedSource> => ({
    mode: 'ephemeral',
    place: await enterPod(client, pod, { runId, image }, signal),
    reason,
  });

  const ofPods = async (endpoint: PodsEndpoint): Promise<Source[]> => {
    const pods = await readyPods(client, endpoint, signal);
    return await Promise.all(
      (options.replicas === 'one' ? pods.slice(0, 1) : pods).map(async (pod) => {
        const name = pod.metadata?.name ?? '';
        const workloadPod = podId({ namespace: endpoint.namespace, name });
        // Two endpoints may be the same pods, which are entered once.
        const entering = entered.get(workloadPod) ?? enter(pod, `${ownPrefix}${name}`);
        entered.set(workloadPod, entering);
        const source = await entering.finally(() => entered.delete(workloadPod));
        used.set(workloadPod, source);
        // A stand-in is not the pod: what it sends to the pod's address is no look from inside.
        const id = source.mode === 'stand-in' ? `${workloadPod}${standInSuffix}` : workloadPod;
        places.set(id, source.place);
        return { endpoint: endpoint.name, id, node: pod.spec?.nodeName };
      }),
    );
  };

  const start = async (endpoint: Endpoint): Promise<Source[]> => {
    switch (endpoint.kind) {
      case 'pods':
        return await ofPods(endpoint);
      case 'client':
        return await ofClient(endpoint);
      case 'host':
      case 'outside':
        return [];
    }
  };

  return {
    async admit(senders) {
      admitted = senders;
      const staying = new Set([...senders].flatMap((name) => running.get(name) ?? []).map(({ id }) => id));
      const leaving = [...running.values()].flat().filter(({ id }) => !staying.has(id));
      const pods = leaving.flatMap(({ id }) => places.get(id) ?? []).filter(({ pod }) => pod.startsWith(ownPrefix));
      await removePods(client, pods, signal);
      for (const name of running.keys()) if (!senders.has(name)) running.delete(name);
    },
    async of(endpoint) {
      if (!admitted.has(endpoint.name)) return [];
      const sources = await start(endpoint);
      running.set(endpoint.name, sources);
      return sources;
    },
    place: (sourceId) => places.get(sourceId),
    outside: async () => await Promise.resolve(undefined),
    used: () => used,
    async stop() {
      const own = [...used.values()].filter(({ mode }) => mode === 'ephemeral');
      await Promise.all(own.map(async ({ place }) => await leavePod(client, place)));
    },
  };
}

/** What a pod is to those who select pods. */
export function additionOf({ metadata }: V1Pod): Addition {
  return { namespace: metadata?.namespace ?? '', labels: metadata?.labels ?? {} };
}

function noStandIn({ metadata }: V1Pod, reason: string): EnvironmentError {
  return new EnvironmentError(
    `a stand-in is not safe for ${metadata?.namespace}/${metadata?.name}: ${reason}`,
    'Use --send-as ephemeral or exec for it, or --send-as auto, which does so where it must.',
  );
}
