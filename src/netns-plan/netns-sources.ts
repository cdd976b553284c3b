import { EnvironmentError } from '../model/errors.ts';
import type { World, WorldPod } from '../policy/world.ts';
import type { Source } from '../model/facts.ts';
import type { ClientEndpoint, Endpoint, Manifest, PodsEndpoint } from '../model/scenario.ts';
import { podId } from '../probe/paths.ts';
import { resolverOf, resolverOfNode, type Resolver } from './zone.ts';
import { endpointPods } from './netns-endpoints.ts';
import { netnsOf, outsideNetns } from './network.ts';

/** A source, and how to get there. */
export interface LocatedSource extends Source, Resolver {
  readonly netns: string;
}

/**
 * The places that an endpoint sends from.
 *
 * @throws {@link EnvironmentError} when it has no pod, or one that uses its node's network.
 */
export function sourcesOf(endpoint: Endpoint, world: World): LocatedSource[] {
  switch (endpoint.kind) {
    // A host is flowproof's own here, so that it can be seen to listen.
    case 'host':
    case 'outside':
      return [{ endpoint: endpoint.name, id: outsideNetns, netns: outsideNetns, ...resolverOfNode }];
    case 'pods':
      return podsOf(endpoint, world).map((pod) => locate(pod, endpoint.name));
    case 'client': {
      const names = Array.from({ length: endpoint.replicas }, (_, index) => clientPodName(endpoint, index));
      return world.pods
        .filter(({ namespace, name }) => namespace === endpoint.namespace && names.includes(name))
        .map((pod) => locate(pod, endpoint.name));
    }
  }
}

/** The probe pods of a client endpoint, as objects to add. */
export function clientPods(endpoint: ClientEndpoint): Manifest[] {
  const { namespace, labels, replicas, position } = endpoint;
  return Array.from({ length: replicas }, (_, index) => ({
    object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: clientPodName(endpoint, index), namespace, labels } },
    position,
    at: () => position,
  }));
}

function clientPodName({ name }: ClientEndpoint, index: number): string {
  return `flowproof-${name}-${index}`;
}

/** A pod as a source, and how to get there. */
export function locate(pod: WorldPod, endpoint: string): LocatedSource {
  return {
    endpoint,
    id: podId(pod),
    node: pod.node,
    netns: netnsOf(pod),
    ...(pod.nodeDns ? resolverOfNode : resolverOf(pod.namespace)),
  };
}

function podsOf(endpoint: PodsEndpoint, world: World): WorldPod[] {
  const pods = endpointPods(endpoint, world);
  const onNode = pods.find(({ hostNetwork }) => hostNetwork);
  if (onNode) {
    throw new EnvironmentError(
      `endpoint "${endpoint.name}": pod ${podId(onNode)} uses its node's network`,
      'NetworkPolicies are not defined for hostNetwork pods: take it out of the scenario.',
    );
  }
  if (pods.length > 0) return pods;
  throw new EnvironmentError(
    `endpoint "${endpoint.name}": the manifests applied so far make no pod that it selects`,
    'Move the manifest to an earlier stage, or correct the selector.',
  );
}
