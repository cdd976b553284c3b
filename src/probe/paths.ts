import type { EndpointFacts, PodFacts, ServicePortFacts, Source } from '../model/facts.ts';
import type { Cell, Endpoint, PodsEndpoint, Port } from '../model/scenario.ts';
import { portLabel } from '../model/label.ts';
import { transportOf } from '../kubernetes/port.ts';
import type { Probe } from './probe.ts';

/** One way that a flow can take: from one pod of its sender to one address of its receiver. */
export interface Path {
  readonly source: Source;
  readonly probe: Omit<Probe, 'id'>;
}

/** A server's look at itself: from inside of its own pod, to its own address, where no policy has a say. */
export interface SelfCheck extends Path {
  readonly endpoint: string;
  readonly port: Port;
}

/** What the environment resolved, as the planner needs it. */
export interface Resolved {
  readonly endpoints: readonly Endpoint[];
  readonly sources: readonly Source[];
  readonly facts: ReadonlyMap<string, EndpointFacts>;
  /** Addresses of hosts that the environment runs itself, by endpoint name. */
  readonly hosts?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Every way that a flow can take. Empty only where the receiver has no address. */
export function pathsOf({ from, to, port }: Cell, { endpoints, sources, facts }: Resolved): Path[] {
  const sender = endpoints.find(({ name }) => name === from);
  const receiver = endpoints.find(({ name }) => name === to);
  if (!receiver) return [];
  const addresses =
    receiver.kind === 'host'
      ? [{ host: receiver.host, port: port.number }]
      : addressesOf(receiver, port, { facts: facts.get(to), outside: sender?.kind === 'outside' });
  return sources
    .filter(({ endpoint }) => endpoint === from)
    .flatMap((source) => addresses.map((address) => ({ source, probe: { protocol: port.protocol, ...address } })));
}

/** The self-checks that prove the ports of an endpoint: one per port of each pod, or of a host that is the environment's own. */
export function selfChecksOf(
  endpoint: Endpoint,
  ports: readonly Port[],
  { sources, facts, hosts }: Resolved,
): SelfCheck[] {
  const own = hosts?.get(endpoint.name) ?? [];
  if (own.length > 0) {
    return sources
      .filter((source) => source.endpoint === endpoint.name)
      .flatMap((source) =>
        ports.flatMap((port) =>
          own.map((host) => ({
            source,
            endpoint: endpoint.name,
            port,
            probe: { protocol: port.protocol, host, port: port.number },
          })),
        ),
      );
  }
  const known = facts.get(endpoint.name);
  if (endpoint.kind !== 'pods' || !known) return [];
  return known.pods.flatMap((pod) => {
    const source = sources.find(({ endpoint: name, id }) => name === endpoint.name && id === podId(pod));
    if (!source) return [];
    return ports.flatMap((port) =>
      podAddresses(pod, port, known).map((address) => ({
        source,
        endpoint: endpoint.name,
        port,
        probe: { protocol: port.protocol, ...address },
      })),
    );
  });
}

/**
 * The looks at pods that only receive, so that none is from inside: by a client that is there for other flows. One that gets
 * an answer has seen them listen; one that gets none has seen nothing.
 */
export function witnessesOf(
  endpoint: Endpoint,
  flows: readonly Cell[],
  { endpoints, sources, facts }: Resolved,
): SelfCheck[] {
  const known = facts.get(endpoint.name);
  if (endpoint.kind !== 'pods' || endpoint.sends || !known) return [];
  if (sources.some(({ endpoint: name }) => name === endpoint.name)) return [];
  const clients = endpoints.filter(({ kind }) => kind === 'client').map(({ name }) => name);
  return endpoint.ports.flatMap((port) => {
    const tried = flows.filter((flow) => flow.to === endpoint.name && portLabel(flow.port) === portLabel(port));
    const source = sources.find(
      ({ endpoint: name }) => clients.includes(name) && !tried.some(({ from }) => from === name),
    );
    if (!source || tried.length === 0) return [];
    return known.pods
      .flatMap((pod) => podAddresses(pod, port, known))
      .map((address) => ({ source, endpoint: endpoint.name, port, probe: { protocol: port.protocol, ...address } }));
  });
}

/**
 * The address behind a name that is dialled, as far as it is known without DNS.
 *
 * @param to - The endpoint that has the name.
 */
export function addressBehind(
  { family = 'ipv4' }: Pick<Probe, 'family'>,
  to: string,
  { facts, hosts }: Pick<Resolved, 'facts' | 'hosts'>,
): string | undefined {
  const { clusterIps = [], pods = [] } = facts.get(to) ?? {};
  const ips = [...(hosts?.get(to) ?? []), ...clusterIps, ...pods.flatMap((pod) => pod.ips)];
  return ips.find((ip) => familyOf(ip) === family);
}

type Address = Pick<Probe, 'host' | 'family' | 'port'>;

/** What {@link Source.id} is for a pod. */
export function podId({ namespace, name }: Pick<PodFacts, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function addressesOf(
  endpoint: Endpoint,
  port: Port,
  { facts, outside }: { facts: EndpointFacts | undefined; outside: boolean },
): Address[] {
  if (!facts || endpoint.kind !== 'pods') return [];
  if (outside) {
    const nodePort = servicePort(facts.nodePorts, port)?.nodePort;
    // Only a pod's own node takes the connection: externalTrafficPolicy is Local.
    const nodes = new Set(facts.pods.map(({ nodeIp }) => nodeIp));
    return nodePort === undefined ? [] : [...nodes].map((host) => ({ host, port: nodePort }));
  }
  const pods = facts.pods.flatMap((pod) => podAddresses(pod, port, facts));
  const fronts = frontAddresses(endpoint, facts).map((address) => ({ ...address, port: port.number }));
  // A Service picks one pod at random, which may hide a bad one among several.
  return fronts.length === 0 || facts.pods.length > 1 ? [...fronts, ...pods] : fronts;
}

function frontAddresses(
  { via }: PodsEndpoint,
  { clusterIps, dnsName, pods }: EndpointFacts,
): Pick<Address, 'host' | 'family'>[] {
  if (via === 'service') return clusterIps.map((host) => ({ host }));
  if (via === 'pod' || dnsName === undefined) return [];
  // A headless Service's name leads to its pods, which have the families that their addresses have.
  const families = new Set((clusterIps.length > 0 ? clusterIps : (pods[0]?.ips ?? [])).map(familyOf));
  return [...families].map((family) => ({ host: dnsName, family }));
}

/** NetworkPolicies and pods know the port behind the Service, which a named targetPort sets per pod. */
export function podAddresses({ ips }: PodFacts, port: Port, { servicePorts }: EndpointFacts): Address[] {
  const backends = servicePort(servicePorts, port)?.backends;
  return ips.map((host) => ({ host, port: backends?.get(host) ?? port.number }));
}

function familyOf(ip: string): 'ipv4' | 'ipv6' {
  return ip.includes(':') ? 'ipv6' : 'ipv4';
}

function servicePort(ports: readonly ServicePortFacts[], port: Port): ServicePortFacts | undefined {
  return ports.find(({ number, protocol }) => number === port.number && protocol === transportOf(port.protocol));
}
