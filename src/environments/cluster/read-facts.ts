import type { V1Container, V1EndpointSlice, V1Pod, V1Service } from '@kubernetes/client-node';
import type { EndpointFacts, PodFacts, ServicePortFacts } from '../../model/facts.ts';
import type { PodsEndpoint } from '../../model/scenario.ts';
import { selectorText } from '../../kubernetes/selector.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from './client.ts';

/** The cluster's default; only a name that is looked up depends on it. */
const clusterDomain = 'cluster.local';

/**
 * Reads what the cluster says of an endpoint's pods and Service now, and of the Service for senders outside, if there is
 * one.
 *
 * @throws {@link EnvironmentError} when no Ready pod matches, the Service is absent, or a pod uses its node's network.
 */
export async function readFacts(
  client: Client,
  endpoint: PodsEndpoint,
  nodePortService: string | undefined,
): Promise<EndpointFacts> {
  const { namespace, service } = endpoint;
  const [pods, front, outer] = await Promise.all([
    readyPods(client, endpoint),
    service === undefined ? undefined : readService(client, namespace, service),
    nodePortService === undefined ? undefined : readService(client, namespace, nodePortService),
  ]);
  if (service !== undefined && !front) {
    throw new EnvironmentError(
      `endpoint "${endpoint.name}": there is no Service ${namespace}/${service}`,
      'Create it, or correct the scenario.',
    );
  }
  return {
    pods: pods.map(podFacts),
    clusterIps: (front?.service.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None'),
    dnsName: service === undefined ? undefined : `${service}.${namespace}.svc.${clusterDomain}`,
    servicePorts: front ? portFacts(front) : [],
    nodePorts: outer ? portFacts(outer) : [],
  };
}

/** The pods of an endpoint that are Ready and not on their way out. */
export async function readyPods(client: Client, endpoint: PodsEndpoint): Promise<V1Pod[]> {
  const { name, namespace, podSelector } = endpoint;
  const labelSelector = selectorText(podSelector);
  const { items } = await client.call(async () => await client.core.listNamespacedPod({ namespace, labelSelector }));
  const hostNetwork = items.find(({ spec }) => spec?.hostNetwork);
  if (hostNetwork) {
    const message = `endpoint "${name}": pod ${namespace}/${hostNetwork.metadata?.name} uses its node's network`;
    throw new EnvironmentError(
      message,
      'NetworkPolicies are not defined for hostNetwork pods: take it out of the scenario.',
    );
  }
  const ready = items.filter(isReady);
  if (ready.length === 0) {
    const found = items.length === 0 ? 'no pod' : `no Ready pod (${items.length} not Ready)`;
    throw new EnvironmentError(
      `endpoint "${name}": ${found} matches ${labelSelector || 'any label'} in namespace ${namespace}`,
      `Look at: kubectl get pods -n ${namespace} --show-labels`,
    );
  }
  return ready;
}

/** Names of the nodes. */
export async function readNodes(client: Client): Promise<string[]> {
  const { items } = await client.call(async () => await client.core.listNode());
  return items.flatMap(({ metadata }) => metadata?.name ?? []);
}

export function isReady({ metadata, status }: V1Pod): boolean {
  return (
    !metadata?.deletionTimestamp &&
    (status?.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True')
  );
}

interface ServiceAndSlices {
  readonly service: V1Service;
  readonly slices: readonly V1EndpointSlice[];
}

async function readService(client: Client, namespace: string, name: string): Promise<ServiceAndSlices | undefined> {
  const [services, slices] = await Promise.all([
    client.call(
      async () => await client.core.listNamespacedService({ namespace, fieldSelector: `metadata.name=${name}` }),
    ),
    client.call(
      async () =>
        await client.discovery.listNamespacedEndpointSlice({
          namespace,
          labelSelector: `kubernetes.io/service-name=${name}`,
        }),
    ),
  ]);
  const [service] = services.items;
  return service && { service, slices: slices.items };
}

function podFacts({ metadata, spec, status }: V1Pod): PodFacts {
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    ips: (status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []),
    node: spec?.nodeName ?? '',
    nodeIp: status?.hostIP ?? '',
    listens: (spec?.containers ?? []).flatMap(readyPort).map((port) => ({ port, seenBy: 'its readiness probe' })),
    restarts: (status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0),
  };
}

/** The port that a container's readiness probe connects to; a probe of another host says nothing of this one. */
function readyPort({ readinessProbe, ports = [] }: V1Container): number[] {
  const probe = readinessProbe?.tcpSocket ?? readinessProbe?.httpGet;
  if (!probe || probe.host !== undefined) return [];
  const number =
    typeof probe.port === 'number' ? probe.port : ports.find(({ name }) => name === probe.port)?.containerPort;
  return number === undefined ? [] : [number];
}

function portFacts({ service, slices }: ServiceAndSlices): ServicePortFacts[] {
  return (service.spec?.ports ?? []).map(({ name, port, protocol = 'TCP', nodePort }) => {
    const backends = slices.flatMap(({ ports, endpoints }) => {
      const target = (ports ?? []).find(
        (one) => (one.name ?? '') === (name ?? '') && (one.protocol ?? 'TCP') === protocol,
      )?.port;
      const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
      return target === undefined
        ? []
        : ready.flatMap(({ addresses }) => addresses.map((ip): [string, number] => [ip, target]));
    });
    return { number: port, protocol: protocol as ServicePortFacts['protocol'], nodePort, backends: new Map(backends) };
  });
}
