import type {
  Cell,
  ClientEndpoint,
  Endpoint,
  KubernetesObject,
  Manifest,
  PodsEndpoint,
  Scenario,
} from '../model/scenario.ts';
import { transportOf } from '../kubernetes/port.ts';
import { selects } from '../kubernetes/selector.ts';
import { planAddresses } from '../policy/addresses.ts';
import { buildWorld } from '../policy/build-world.ts';
import type { World, WorldPod } from '../policy/world.ts';

/**
 * The worlds of a scenario, one per stage: what its manifests and those of the stages before describe, and a pod for
 * each probe pod that a run would start.
 */
export function worldsOf({ standing, stages, endpoints }: Scenario<Cell>): World[] {
  const worldWith = (added: readonly Manifest[]): World => buildWorld(added, planAddresses('ipv4'), standing);
  const described = worldWith(stages.flatMap(({ manifests }) => manifests));
  const added = endpoints.flatMap((endpoint) => podsFor(endpoint, described));
  return stages.map((_, index) => {
    const applied = stages.slice(0, index + 1).flatMap(({ manifests }) => manifests);
    return worldWith([...applied, ...added]);
  });
}

/** The pods of a world that an endpoint stands for. */
export function podsOfEndpoint(endpoint: Endpoint, { pods }: Pick<World, 'pods'>): readonly WorldPod[] {
  if (endpoint.kind === 'client') {
    return pods.filter(({ labels }) => labels[endpointLabel] === `simulated.${endpoint.name}`);
  }
  if (endpoint.kind !== 'pods') return [];
  return pods.filter((pod) => pod.namespace === endpoint.namespace && selects(endpoint.podSelector, pod.labels));
}

/** On probe pods and nowhere else; policies see it as they see all labels. */
const endpointLabel = 'flowproof.dev/endpoint';

function podsFor(endpoint: Endpoint, described: World): Manifest[] {
  if (endpoint.kind === 'client') {
    return Array.from({ length: endpoint.replicas }, (_, index) => clientPod(endpoint, index + 1));
  }
  // The cluster's own pods are in no manifest: all that is known of them is what the endpoint says.
  if (endpoint.kind === 'pods' && podsOfEndpoint(endpoint, described).length === 0) return [assumedPod(endpoint)];
  return [];
}

function clientPod({ name, namespace, labels, position }: ClientEndpoint, index: number): Manifest {
  const own = { 'app.kubernetes.io/managed-by': 'flowproof', 'flowproof.dev/run': 'simulated' };
  const metadata = {
    name: `${name}-${index}`,
    namespace,
    labels: { ...labels, ...own, [endpointLabel]: `simulated.${name}` },
    ownerReferences: [{ kind: 'Endpoint', name, controller: true }],
  };
  return written({ apiVersion: 'v1', kind: 'Pod', metadata }, position);
}

function assumedPod({ name, namespace, podSelector, ports, position }: PodsEndpoint): Manifest {
  const { matchLabels, matchExpressions = [] } = podSelector;
  const labels = Object.fromEntries(
    matchExpressions.flatMap(({ key, operator, values }) =>
      operator === 'In' || operator === 'Exists' ? [[key, values?.[0] ?? '']] : [],
    ),
  );
  const containerPorts = ports.map(({ number, protocol }) => ({
    containerPort: number,
    protocol: transportOf(protocol),
  }));
  const metadata = { name, namespace, labels: { ...labels, ...matchLabels } };
  return written(
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ ports: containerPorts }] } },
    position,
  );
}

function written(object: KubernetesObject, position: Manifest['position']): Manifest {
  return { object, position, at: () => position };
}
