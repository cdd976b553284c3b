import { parseCidr } from '../kubernetes/cidr.ts';
import type { Direction, NetworkPolicy, Peer, PolicyPort, PolicyRule, Transport } from '../policy/network-policy.ts';
import { isPeer, namedPorts } from '../policy/peers.ts';
import type { World, WorldPod } from '../policy/world.ts';
import { byFamily, setOf } from './nft.ts';

/** What a rule is translated for. */
export interface RuleContext {
  readonly policy: NetworkPolicy;
  readonly direction: Direction;
  /** The pods that the rule is for. */
  readonly isolated: readonly WorldPod[];
  readonly world: World;
}

/**
 * Translates one rule of a NetworkPolicy into nftables rules that `return` for whatever it allows. None where its peers
 * select no pod.
 */
export function translateRule({ peers, ports }: PolicyRule, context: RuleContext): string[] {
  const byPeer = peers === 'any' ? [undefined] : mergePods(peers);
  return byPeer.flatMap((peer) =>
    portMatches(ports, peer, context).map((match) => `${match === '' ? '' : `${match} `}return`),
  );
}

/** Peers of pods are one set of addresses; each ipBlock has a rule of its own. */
type PeerGroup = Peer | readonly Peer[];

function mergePods(peers: readonly Peer[]): PeerGroup[] {
  const pods = peers.filter(({ kind }) => kind === 'pods');
  const blocks = peers.filter(({ kind }) => kind === 'ipBlock');
  return [...(pods.length > 0 ? [pods] : []), ...blocks];
}

/** Matches for the ports of a rule, each with the match for its peer. */
function portMatches(ports: PolicyRule['ports'], peer: PeerGroup | undefined, context: RuleContext): string[] {
  const addresses = peerMatches(peer, context);
  if (ports === 'any') return addresses;
  const numbered = ports.filter(({ port }) => typeof port !== 'string');
  const named = ports.filter(({ port }) => typeof port === 'string');
  const numbers = [...Map.groupBy(numbered, ({ protocol }) => protocol)].map(([protocol, own]) =>
    numberMatch(protocol, own),
  );
  return [
    ...addresses.flatMap((address) => numbers.map((match) => join(address, match))),
    ...named.flatMap((port) => namedMatches(port, peer, addresses, context)),
  ];
}

function numberMatch(protocol: Transport, ports: readonly PolicyPort[]): string {
  const keyword = protocol.toLowerCase();
  // A protocol without a port means all of its ports.
  if (ports.some(({ port }) => port === undefined)) return `meta l4proto ${keyword}`;
  return `${keyword} dport ${setOf(ports.map(({ port, endPort }) => (endPort === undefined ? `${port}` : `${port}-${endPort}`)))}`;
}

/**
 * A named port is the receiver's: at ingress that of the isolated pods, at egress that of the peers. So address and port
 * are matched together, because the same name may be another number in another pod.
 */
function namedMatches(
  port: PolicyPort,
  peer: PeerGroup | undefined,
  addresses: readonly string[],
  context: RuleContext,
): string[] {
  const { direction, isolated, world } = context;
  const receivers = direction === 'Ingress' ? isolated : world.pods.filter((pod) => isIn(peer, pod, context));
  const pairs = receivers.flatMap((pod) =>
    pod.ips.flatMap((ip) => namedPorts(pod, port).map((number) => ({ ip, text: `${ip} . ${number}` }))),
  );
  const matches = byFamily(pairs, ({ ip }) => ip).map(({ keyword, items }) => ({
    keyword,
    text: `${keyword} daddr . ${port.protocol.toLowerCase()} dport { ${items.map(({ text }) => text).join(', ')} }`,
  }));
  if (direction === 'Egress') return matches.map(({ text }) => text);
  return addresses.flatMap((address) =>
    matches
      .filter(({ keyword }) => address === '' || address.startsWith(`${keyword} `))
      .map(({ text }) => join(address, text)),
  );
}

/** Matches for the address of the other side, one for each family; an empty text matches every address. */
function peerMatches(peer: PeerGroup | undefined, context: RuleContext): string[] {
  if (peer === undefined) return [''];
  const side = context.direction === 'Ingress' ? 'saddr' : 'daddr';
  if ('kind' in peer && peer.kind === 'ipBlock') {
    const keyword = parseCidr(peer.cidr)?.family === 'IPv6' ? 'ip6' : 'ip';
    const except = peer.except.length > 0 ? ` ${keyword} ${side} != ${setOf(peer.except)}` : '';
    return [`${keyword} ${side} ${peer.cidr}${except}`];
  }
  const ips = context.world.pods.filter((pod) => isIn(peer, pod, context)).flatMap((pod) => pod.ips);
  return byFamily(ips, (ip) => ip).map(({ keyword, items }) => `${keyword} ${side} ${setOf(items)}`);
}

function isIn(peer: PeerGroup | undefined, pod: WorldPod, context: RuleContext): boolean {
  if (peer === undefined) return true;
  const peers = 'kind' in peer ? [peer] : peer;
  return peers.some((one) =>
    one.kind === 'pods'
      ? isPeer(pod, one, context.policy.namespace, context.world)
      : pod.ips.some(
          (ip) => parseCidr(one.cidr)?.holds(ip) && !one.except.some((block) => parseCidr(block)?.holds(ip)),
        ),
  );
}

function join(...matches: readonly string[]): string {
  return matches.filter((match) => match !== '').join(' ');
}
