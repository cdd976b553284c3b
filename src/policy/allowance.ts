import { adminRuleLabel, trafficLabel } from './admin/admin-label.ts';
import { endLabel, type Connection, type End } from './connection.ts';
import type { Decision, SideDecision } from './decision.ts';
import type { Direction } from './network-policy.ts';
import { peerLabel, peersLabel, portsLabel } from './peer-label.ts';
import { placeLabel, sideOf, type Reason, type Side } from './reason.ts';

/** Why a connection is allowed: by which rule of which policy, or for want of any; both sides of it. */
export function allowanceOf({ egress, ingress }: Decision, { from, to }: Connection): Reason {
  if (egress.kind === 'exempt' && egress.because === 'itself') {
    return { code: 'same-pod', text: 'a pod cannot block itself' };
  }
  const sides = [sideLabel(egress, 'Egress', from), sideLabel(ingress, 'Ingress', to)];
  const text = sides.filter((side) => side !== undefined).join('; ');
  const rule = ruleOf(ingress, 'ingress') ?? ruleOf(egress, 'egress');
  if (rule) return { ...rule, text };
  const isOwnNode = ingress.kind === 'exempt' && ingress.because === 'own-node';
  return { code: isOwnNode ? 'own-node' : 'selected-by-no-policy', text };
}

function sideLabel(side: SideDecision, direction: Direction, end: End): string | undefined {
  const word = sideOf(direction);
  switch (side.kind) {
    case 'allowed': {
      const { policy, rule, index, peer } = side;
      const whom = peer ? peerLabel(peer, policy.namespace) : peersLabel(rule, policy.namespace);
      const place = placeLabel(peer?.position ?? rule.position);
      return `${word} rule ${index + 1} of ${policy.name} (${place}) allows ${portsLabel(rule)} ${direction === 'Egress' ? 'to' : 'from'} ${whom}`;
    }
    case 'admin-allowed':
      return `${adminRuleLabel(side.policy, side, direction)} allows ${trafficLabel({ ...side.rule, peers: [side.peer] }, direction)}`;
    case 'not-isolated':
      return `no policy isolates ${word} of ${endLabel(end)}`;
    case 'exempt':
      return side.because === 'own-node' ? 'traffic from the own node is always allowed' : undefined;
    case 'denied':
    case 'admin-denied':
      return undefined;
  }
}

/** The rule that allows a side: where it is, and its code. */
function ruleOf(decision: SideDecision, side: Side): Pick<Reason, 'code' | 'position'> | undefined {
  if (decision.kind !== 'allowed' && decision.kind !== 'admin-allowed') return undefined;
  const by = decision.kind === 'allowed' ? 'rule' : 'admin-policy';
  return { code: `${side}-allowed-by-${by}`, position: decision.peer?.position ?? decision.rule.position };
}
