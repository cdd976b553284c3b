import type { Endpoint, Manifest, Scenario } from '../model/scenario.ts';
import { namespaceOf, selectWorkloads, workloadsOf, type Workload } from '../kubernetes/workload.ts';
import { clusterManifests } from '../kubernetes/cluster-objects.ts';

/**
 * The objects that stand when a scenario's last stage has begun, each as it was applied last, and a Pod for each
 * endpoint whose pods no manifest creates: probe pods, and those that the cluster has by itself.
 */
export function scenarioManifests({ stages, endpoints }: Scenario): Manifest[] {
  const key = ({ object }: Manifest): string => [object.kind, namespaceOf(object), object.metadata.name].join('/');
  const written = stages.flatMap(({ manifests }, index) => {
    const later = new Set(stages.slice(index + 1).flatMap((stage) => stage.manifests.map(key)));
    return manifests.filter((manifest) => !later.has(key(manifest)));
  });
  const workloads = workloadsOf([...clusterManifests, ...written]);
  return [...written, ...endpoints.flatMap((endpoint) => podOf(endpoint, workloads))];
}

function podOf(endpoint: Endpoint, workloads: readonly Workload[]): Manifest[] {
  const { name, position, ports } = endpoint;
  if (endpoint.kind !== 'client' && endpoint.kind !== 'pods') return [];
  const { namespace } = endpoint;
  if (endpoint.kind === 'pods' && selectWorkloads(workloads, namespace, endpoint.podSelector).length > 0) return [];
  const labels = endpoint.kind === 'client' ? endpoint.labels : (endpoint.podSelector.matchLabels ?? {});
  const containers = [
    {
      name: 'endpoint',
      image: 'endpoint',
      ports: ports.map(({ number, protocol }) => ({
        containerPort: number,
        protocol: protocol === 'udp' || protocol === 'dns' ? 'UDP' : 'TCP',
      })),
    },
  ];
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `endpoint-${name}`, namespace, labels },
    spec: { containers },
  };
  return [{ object, position, at: () => position }];
}
