import type { Cell, Endpoint, Expectation, HostEndpoint, PodsEndpoint, Port, Scenario } from '../model/scenario.ts';
import { transportOf } from '../kubernetes/port.ts';
import { addressFamily } from '../kubernetes/cidr.ts';
import type { Connection, PodEnd } from '../policy/connection.ts';
import { podsOfEndpoint } from './scenario-world.ts';
import type { Backend, World, WorldService } from '../policy/world.ts';

/** A way that a flow can take: the connection itself, and the look-ups that a name needs before it can be made. */
export interface Route {
  readonly connection: Connection;
  /** One for each pod that may answer the look-up; empty where an address is dialled, or could be. */
  readonly lookups: readonly Connection[];
}

type Receiver = Pick<Connection, 'to' | 'port' | 'viaService'> & { readonly byName: boolean };

/**
 * Every way that a flow can take in a world: from each pod of its sender to each pod of its receiver, and through the
 * Service to each pod behind it. Empty where either has no pod. What should be blocked needs no look-up: whoever knows the
 * address has none.
 */
export function routesOf(
  { from, to, port, expect }: Cell & { readonly expect?: Expectation },
  { endpoints }: Pick<Scenario, 'endpoints'>,
  world: World,
): Route[] {
  const sender = endpoints.find(({ name }) => name === from);
  const receiver = endpoints.find(({ name }) => name === to);
  if (!sender || !receiver) return [];
  const protocol = transportOf(port.protocol);
  const receivers =
    receiver.kind === 'host'
      ? hostReceivers(receiver, port, { endpoints, world })
      : receiver.kind === 'pods'
        ? podReceivers(receiver, port, world)
        : [];
  return sendingEnds(sender, endpoints, world).flatMap((end) =>
    unique(receivers, end).map(({ byName, ...target }) => ({
      connection: { from: end, protocol, ...target },
      lookups: byName && expect !== 'blocked' && end.kind === 'pod' ? lookupsOf(end, world) : [],
    })),
  );
}

function sendingEnds(endpoint: Endpoint, endpoints: readonly Endpoint[], world: World): Connection['from'][] {
  // Documentation addresses (RFC 5737): no policy is about them by accident.
  if (endpoint.kind === 'outside') return [{ kind: 'outside', address: numbered('203.0.113', endpoint, endpoints) }];
  return podsOfEndpoint(endpoint, world).map((pod) => ({ kind: 'pod', pod }));
}

function podReceivers(endpoint: PodsEndpoint, port: Port, world: World): Receiver[] {
  const { namespace, service: name, via } = endpoint;
  const service = world.services.find((one) => one.namespace === namespace && one.name === name);
  const behind = service ? backendsOf(service, port) : [];
  const pods = podsOfEndpoint(endpoint, world).map((pod) => ({
    pod,
    port: behind.find((one) => one.pod === pod)?.port ?? port.number,
  }));
  const front = service && (via === 'name' || (via === 'service' && service.clusterIps.length > 0));
  if (!front) return pods.map((backend) => toPod(backend, false));
  // Its name leads to the pods themselves, whatever ports it declares.
  const fronted = behind.length === 0 && service.clusterIps.length === 0 ? pods : behind;
  // As in a run: a Service picks one pod at random, so that several are dialled one by one as well.
  return [
    ...fronted.map((backend) => toPod(backend, via === 'name', true)),
    ...(pods.length > 1 ? pods.map((backend) => toPod(backend, false)) : []),
  ];
}

function hostReceivers(
  endpoint: HostEndpoint,
  port: Port,
  { endpoints, world }: { endpoints: readonly Endpoint[]; world: World },
): Receiver[] {
  const { host } = endpoint;
  const byName = addressFamily(host) === undefined;
  const service = world.services.find(
    (one) => one.clusterIps.includes(host) || (byName && isNameOf(host, one) && one.pods.length > 0),
  );
  if (service) return backendsOf(service, port).map((backend) => toPod(backend, byName, true));
  const pod = world.pods.find(({ ips }) => ips.includes(host));
  if (pod) return [toPod({ pod, port: port.number }, false)];
  const address = byName ? numbered('198.51.100', endpoint, endpoints) : host;
  return [{ to: { kind: 'outside', address }, port: port.number, byName }];
}

/** `NAME.NAMESPACE.svc`, with the cluster's domain or without (Kubernetes DNS specification, 2.3). */
function isNameOf(host: string, { name, namespace }: WorldService): boolean {
  return host.replace(/\.$/, '').replace(/\.cluster\.local$/, '') === `${name}.${namespace}.svc`;
}

/** None where the node's resolver is asked: what it does is not known, and CoreDNS itself asks it. */
function lookupsOf(from: PodEnd, world: World): Connection[] {
  if (from.pod.nodeDns) return [];
  const dns = world.services.find(({ namespace, name }) => namespace === 'kube-system' && name === 'kube-dns');
  const backends = dns ? backendsOf(dns, { number: 53, protocol: 'dns' }) : [];
  return backends.map(({ pod, port }) => ({ from, to: { kind: 'pod', pod }, port, protocol: 'UDP' }));
}

function backendsOf({ ports }: WorldService, { number, protocol }: Port): readonly Backend[] {
  return ports.find((one) => one.number === number && one.protocol === transportOf(protocol))?.backends ?? [];
}

function toPod({ pod, port }: Backend, byName: boolean, viaService = false): Receiver {
  return { to: { kind: 'pod', pod }, port, byName, ...(viaService ? { viaService } : {}) };
}

function numbered(network: string, endpoint: Endpoint, endpoints: readonly Endpoint[]): string {
  return `${network}.${1 + (endpoints.indexOf(endpoint) % 254)}`;
}

/** With a Service or without is the same, but for a pod that reaches itself. */
function unique(receivers: readonly Receiver[], from: Connection['from']): Receiver[] {
  const isSelf = (to: Receiver['to']): boolean => to.kind === 'pod' && from.kind === 'pod' && to.pod === from.pod;
  const key = ({ to, port, byName, viaService }: Receiver): string =>
    [to.kind === 'pod' ? `${to.pod.namespace}/${to.pod.name}` : to.kind, port, byName, isSelf(to) && viaService].join(
      ' ',
    );
  return [...new Map(receivers.map((receiver) => [key(receiver), receiver])).values()];
}
