import { selectorText } from '../kubernetes/selector.ts';
import { adminRuleLabel, trafficLabel } from './admin/admin-label.ts';
import { endLabel, type Connection } from './connection.ts';
import type { Decision, Denied, PeerMiss, RuleMiss, SideDecision } from './decision.ts';
import type { Direction, NetworkPolicy } from './network-policy.ts';
import { peerLabel, peersLabel, portsLabel, transportLabel } from './peer-label.ts';
import { placeLabel, sideOf, type Reason, type Side } from './reason.ts';

/** Why a connection is denied: the rule that denies it, or what the nearest rule lacks, and where that is written. */
export function denialOf({ egress, ingress }: Decision, connection: Connection): Reason | undefined {
  const sides = [...reasonsOf(egress, 'Egress', connection), ...reasonsOf(ingress, 'Ingress', connection)];
  const [first] = sides;
  return first && { ...first, text: sides.map(({ text }) => text).join('; and ') };
}

function reasonsOf(side: SideDecision, direction: Direction, connection: Connection): Reason[] {
  if (side.kind === 'denied') return [sideReason(side, direction, connection)];
  if (side.kind !== 'admin-denied') return [];
  const { policy, rule, peer } = side;
  const text = `${adminRuleLabel(policy, side, direction)} denies ${trafficLabel({ ...rule, peers: [peer] }, direction)}`;
  return [{ code: `${sideOf(direction)}-denied-by-admin-policy`, text, position: peer.position }];
}

function sideReason({ isolatedBy, misses }: Denied, direction: Direction, connection: Connection): Reason {
  const nearest = misses[0];
  const own = endLabel(direction === 'Egress' ? connection.from : connection.to);
  const side = sideOf(direction);
  if (!nearest) {
    const names = isolatedBy.map(policyLabel).join(', ');
    const verb = isolatedBy.length === 1 ? 'isolates' : 'isolate';
    const text = `${names} ${verb} ${own}, and no ${side} rule allows anything`;
    return { code: `${side}-isolated`, text, position: placeOf(isolatedBy) };
  }
  if (nearest.missed === 'peer and port') {
    const policies = [...new Set(misses.map(({ policy }) => policy))];
    const { other, port } = target(direction, connection);
    const text = `no ${side} rule of ${policies.map(policyLabel).join(', ')} is for ${other} or port ${port}`;
    const code = `${side}-no-rule-matches` as const;
    const deny = isolatedBy.filter((policy) => !policies.includes(policy));
    return deny.length === 0
      ? { code, text: `${text}, and they isolate ${own}`, position: placeOf(policies) }
      : { code, text: `${deny.map(policyLabel).join(', ')} isolates ${own}, and ${text}`, position: placeOf(deny) };
  }
  return nearest.missed === 'port' ? portReason(nearest, side, connection) : peerReason(nearest, direction, connection);
}

function portReason({ policy, rule }: RuleMiss, side: Side, { port, protocol }: Connection): Reason {
  const text =
    `no ${side} rule of ${policyLabel(policy)} matches port ${transportLabel(port, protocol)}; ` +
    `the rule for ${peersLabel(rule, policy.namespace)} allows ${portsLabel(rule)}`;
  const [first] = rule.ports === 'any' ? [] : rule.ports;
  return { code: `${side}-port-not-allowed`, text, position: first?.position ?? rule.position };
}

function peerReason({ policy, rule, peers }: RuleMiss, direction: Direction, connection: Connection): Reason {
  const side = sideOf(direction);
  const { other } = target(direction, connection);
  const whys = peers.map((miss) => missLabel(miss, policy, other));
  const text =
    `no ${side} rule of ${policyLabel(policy)} matches ${other}; ` +
    `the rule that allows ${portsLabel(rule)} does not: ${whys.join('; ')}`;
  return { code: `${side}-no-rule-for-peer`, text, position: peers[0]?.peer.position ?? rule.position };
}

/** What is wrong with a peer, for the end that it should have matched. */
export function missLabel({ peer, why }: PeerMiss, policy: NetworkPolicy, other: string): string {
  const label = peerLabel(peer, policy.namespace);
  if (peer.kind === 'ipBlock') {
    return why === 'excepted' ? `${label} excepts its address` : `${label} does not hold its address`;
  }
  const namespaces = selectorText(peer.namespaceSelector ?? {});
  const pods = selectorText(peer.podSelector ?? {});
  const [namespace = ''] = other.split('/');
  switch (why) {
    case 'own-namespace':
      return `without a namespaceSelector its podSelector ${pods === '' ? '{}' : pods} means namespace ${policy.namespace}`;
    case 'namespace':
      return `its namespaceSelector ${namespaces} does not select namespace ${namespace}`;
    case 'pod':
      return `its podSelector ${pods} does not select the pod`;
    case 'not-a-pod':
      return `selectors select pods only, and ${other} is not a pod`;
    default:
      return `it is for ${label}`;
  }
}

function target(direction: Direction, { from, to, port, protocol }: Connection): { other: string; port: string } {
  return { other: endLabel(direction === 'Egress' ? to : from), port: transportLabel(port, protocol) };
}

function policyLabel({ name, position }: NetworkPolicy): string {
  return `${name} (${placeLabel(position)})`;
}

function placeOf([first]: readonly NetworkPolicy[]): Reason['position'] {
  return first?.position;
}
