import type { Connection, End } from '../connection.ts';
import type { AdminMatch } from '../decision.ts';
import { blockHolds, matchesPort } from '../match-rule.ts';
import type { Direction } from '../network-policy.ts';
import { isPeer } from '../peers.ts';
import type { World } from '../world.ts';
import type { AdminPeer, AdminRule } from './admin-policy.ts';

/** What rules are held against. */
interface MatchContext {
  readonly direction: Direction;
  readonly connection: Connection;
  readonly world: World;
}

/** The first of some rules that matches a connection: with one of its peers, and one of its ports if it has any. */
export function firstMatch(rules: readonly AdminRule[], context: MatchContext): AdminMatch | undefined {
  for (const [index, rule] of rules.entries()) {
    const port = rule.ports === 'any' ? undefined : rule.ports.find((one) => matchesPort(one, context.connection));
    if (rule.ports !== 'any' && !port) continue;
    const peer = rule.peers.find((one) => matchesPeer(one, context));
    if (peer) return { rule, index, peer, port };
  }
  return undefined;
}

/**
 * Whether a peer is the other end. `namespaces` and `pods` select pods with a network of their own; `networks` every
 * address, those of pods too; an empty `nodes` every node, and with it the pods that have its address. Labels of nodes
 * and names of hosts are not known here, so that such peers match nothing and make the answer partial.
 */
function matchesPeer(peer: AdminPeer, { direction, connection, world }: MatchContext): boolean {
  const other = direction === 'Ingress' ? connection.from : connection.to;
  switch (peer.kind) {
    case 'pods':
      return other.kind === 'pod' && isPeer(other.pod, peer, '', world);
    case 'ipBlock':
      return blockHolds(peer, other, connection) === 'yes';
    case 'nodes':
      return isUnderstood(peer) && isOnNode(other);
    case 'domainNames':
      return false;
  }
}

/** Whether what a peer selects is known here. */
export function isUnderstood(peer: AdminPeer): boolean {
  if (peer.kind !== 'nodes') return peer.kind !== 'domainNames';
  const { matchLabels = {}, matchExpressions = [] } = peer.selector;
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function isOnNode(end: End): boolean {
  return end.kind === 'node' || (end.kind === 'pod' && end.pod.hostNetwork);
}
