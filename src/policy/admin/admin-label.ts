import { selectorText } from '../../kubernetes/selector.ts';
import type { Direction, PolicyPort } from '../network-policy.ts';
import { peerLabel, portsLabel } from '../peer-label.ts';
import { placeLabel } from '../reason.ts';
import type { AdminPeer, AdminPolicy, AdminRule } from './admin-policy.ts';

/** A rule of an admin policy as reports name it: `ingress rule 2 of AdminNetworkPolicy x (policies.yaml:12)`. */
export function adminRuleLabel(
  { kind, name }: AdminPolicy,
  { rule, index }: { readonly rule: AdminRule; readonly index: number },
  direction: Direction,
): string {
  return `${direction.toLowerCase()} rule ${index + 1} of ${kind} ${name} (${placeLabel(rule.position)})`;
}

/** What a rule, or one peer of it, is about: `5432 from app=web in namespace a`. */
export function trafficLabel({ ports, peers }: Pick<AdminRule, 'ports' | 'peers'>, direction: Direction): string {
  const whom = peers.map(adminPeerLabel).join(' or ');
  return `${adminPortsLabel(ports)} ${direction === 'Egress' ? 'to' : 'from'} ${whom}`;
}

/** A peer of an admin policy in words. */
function adminPeerLabel(peer: AdminPeer): string {
  switch (peer.kind) {
    case 'nodes': {
      const labels = selectorText(peer.selector);
      return labels === '' ? 'every node' : `nodes with ${labels}`;
    }
    case 'domainNames':
      return peer.names.join(' or ');
    default:
      return peerLabel(peer, '');
  }
}

/** A name stands for a port of each transport; it is said once. */
function adminPortsLabel(ports: AdminRule['ports']): string {
  if (ports === 'any') return portsLabel({ ports });
  const labels = ports.map((port: PolicyPort) =>
    typeof port.port === 'string' ? port.port : portsLabel({ ports: [port] }),
  );
  return [...new Set(labels)].join(' or ');
}
