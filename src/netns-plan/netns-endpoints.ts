import type { Backend, World, WorldPod, WorldServicePort } from '../policy/world.ts';
import type { EndpointFacts, PodFacts, ServicePortFacts } from '../model/facts.ts';
import type { Endpoint, HostEndpoint, PodsEndpoint } from '../model/scenario.ts';
import { transportOf } from '../kubernetes/port.ts';
import { isAddress } from '../probe/probe.ts';
import { selects } from '../kubernetes/selector.ts';
import type { AddressPlan, Node } from '../policy/addresses.ts';
import type { OutsideHost } from './assemble.ts';
import type { NodePort } from './services.ts';

/** A port that nodes open so that senders beyond the cluster reach an endpoint. */
export interface OpenedPort extends NodePort {
  readonly endpoint: string;
  /** The port as clients inside see it. */
  readonly inside: number;
}

/** The pods of an endpoint; empty where nothing matches. */
export function endpointPods({ namespace, podSelector }: PodsEndpoint, { pods }: World): WorldPod[] {
  return pods.filter((pod) => pod.namespace === namespace && selects(podSelector, pod.labels));
}

/** What an API server would say of an endpoint. */
export function endpointFacts(
  endpoint: PodsEndpoint,
  {
    world,
    nodes,
    opened,
  }: { readonly world: World; readonly nodes: readonly Node[]; readonly opened: readonly OpenedPort[] },
): EndpointFacts {
  const { namespace, service: name } = endpoint;
  const service = world.services.find((one) => one.namespace === namespace && one.name === name);
  return {
    pods: endpointPods(endpoint, world).map((pod) => podFacts(pod, nodes)),
    clusterIps: service?.clusterIps ?? [],
    dnsName: service && `${service.name}.${namespace}.svc.cluster.local`,
    servicePorts: service?.ports.map((port) => portFacts(port)) ?? [],
    nodePorts: opened
      .filter((one) => one.endpoint === endpoint.name)
      .map((port) => ({ ...portFacts(port), number: port.inside, nodePort: port.number })),
  };
}

/** The ports to open where a scenario has a sender beyond the cluster. */
export function openedPorts(endpoints: readonly Endpoint[], world: World): OpenedPort[] {
  if (!endpoints.some(({ kind }) => kind === 'outside')) return [];
  const receivers = endpoints.filter((endpoint) => endpoint.kind === 'pods');
  const ports = receivers.flatMap((endpoint) => endpoint.ports.map((port) => ({ endpoint, port })));
  return ports.map(({ endpoint, port: { number, protocol } }, index) => {
    const transport = transportOf(protocol);
    const front = world.services
      .find(({ namespace, name }) => namespace === endpoint.namespace && name === endpoint.service)
      ?.ports.find((one) => one.number === number && one.protocol === transport);
    return {
      title: `outside to ${endpoint.name}:${number}`,
      endpoint: endpoint.name,
      inside: number,
      number: firstNodePort + index,
      protocol: transport,
      backends: front?.backends ?? endpointPods(endpoint, world).map((pod): Backend => ({ pod, port: number })),
    };
  });
}

/** Kubernetes hands out node ports from here on (`--service-node-port-range`). */
const firstNodePort = 30_000;

/** A receiver beyond the cluster, with the address that a name gets here. */
export function outsideHost({ host, ports }: HostEndpoint, { hostIp }: AddressPlan): OutsideHost {
  return {
    ...(isAddress(host) ? { ip: host } : { name: host, ip: hostIp(host) }),
    ports: ports.map(({ number, protocol }) => ({
      number,
      protocol: transportOf(protocol),
      name: protocol.startsWith('dns') ? 'dns' : undefined,
    })),
  };
}

function podFacts({ namespace, name, ips, node }: WorldPod, nodes: readonly Node[]): PodFacts {
  const nodeIp = nodes.find((one) => one.name === node)?.ips[0] ?? '';
  return { namespace, name, ips, node, nodeIp, listens: [], restarts: 0 };
}

function portFacts({ number, protocol, backends }: WorldServicePort): ServicePortFacts {
  return { number, protocol, backends: new Map(backends.flatMap(({ pod, port }) => pod.ips.map((ip) => [ip, port]))) };
}
