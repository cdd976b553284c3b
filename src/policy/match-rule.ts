import { selects } from '../kubernetes/selector.ts';
import { parseCidr } from '../kubernetes/cidr.ts';
import { addressOf, isPolicyPod, type Connection, type End } from './connection.ts';
import type { AllowedByRule, PeerMiss, RuleMiss } from './decision.ts';
import type { Direction, IpBlockPeer, NetworkPolicy, PodPeer, PolicyPort, PolicyRule } from './network-policy.ts';
import { isPeer, namedPorts } from './peers.ts';
import type { World } from './world.ts';

/** Where a rule stands, and what it is held against. */
export interface RuleContext {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  readonly connection: Connection;
  readonly world: World;
}

/** Whether a rule allows a connection: one of its peers and one of its ports must match, and no peers or ports are any. */
export function matchRule(
  { peers, ports }: PolicyRule,
  context: RuleContext,
): Pick<AllowedByRule, 'peer' | 'port'> | Pick<RuleMiss, 'missed' | 'peers'> {
  const port = ports === 'any' ? undefined : ports.find((one) => matchesPort(one, context.connection));
  const portMissed = ports !== 'any' && port === undefined;
  const misses: PeerMiss[] = [];
  for (const peer of peers === 'any' ? [] : peers) {
    const why = peer.kind === 'ipBlock' ? missOfBlock(peer, context) : missOfPods(peer, context);
    if (why !== undefined) misses.push({ peer, why });
    else if (portMissed) return { missed: 'port', peers: [] };
    else return { peer, port };
  }
  if (peers === 'any') return portMissed ? { missed: 'port', peers: [] } : { port };
  return { missed: portMissed ? 'peer and port' : 'peer', peers: misses };
}

/** Whether a port of a rule is the one that a connection goes to (Kubernetes API reference, NetworkPolicyPort). */
export function matchesPort(own: PolicyPort, { to, port, protocol }: Connection): boolean {
  if (own.protocol !== protocol) return false;
  if (own.port === undefined) return true;
  // Only containers of pods name ports; each pod resolves the name for itself, in egress rules as well.
  if (typeof own.port === 'string') return isPolicyPod(to) && namedPorts(to.pod, own).includes(port);
  return own.port <= port && port <= (own.endPort ?? own.port);
}

function otherEnd({ direction, connection }: RuleContext): End {
  return direction === 'Ingress' ? connection.from : connection.to;
}

function missOfPods(peer: PodPeer, context: RuleContext): PeerMiss['why'] | undefined {
  const { policy, world } = context;
  const other = otherEnd(context);
  if (!isPolicyPod(other)) return 'not-a-pod';
  const { pod } = other;
  if (isPeer(pod, peer, policy.namespace, world)) return undefined;
  const podSelected = selects(peer.podSelector ?? {}, pod.labels);
  if (isPeer(pod, { ...peer, podSelector: {} }, policy.namespace, world)) return 'pod';
  if (!podSelected) return 'namespace and pod';
  return peer.namespaceSelector ? 'namespace' : 'own-namespace';
}

function missOfBlock(peer: IpBlockPeer, context: RuleContext): PeerMiss['why'] | undefined {
  const held = blockHolds(peer, otherEnd(context), context.connection);
  return held === 'yes' ? undefined : held;
}

/**
 * Whether a block holds the address that an end shows. An ipBlock is meant for addresses outside of the cluster; that it
 * matches pods and nodes by their addresses as well is what Calico does, and what the API leaves open (NetworkPolicy
 * conformance, "ipBlock" with pod addresses).
 */
export function blockHolds(
  { cidr, except }: IpBlockPeer,
  end: End,
  connection: Connection,
): 'yes' | 'address' | 'excepted' {
  const address = addressOf(end, connection);
  if (address === undefined || !parseCidr(cidr)?.holds(address)) return 'address';
  return except.some((one) => parseCidr(one)?.holds(address)) ? 'excepted' : 'yes';
}
