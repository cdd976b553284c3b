import { selectorText } from '../../kubernetes/selector.ts';
import type { Position } from '../../model/scenario.ts';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule } from '../../policy/network-policy.ts';
import { peerLabel } from '../../policy/peer-label.ts';

/** A policy with one thing gone or wider. */
export interface Mutant {
  readonly policy: NetworkPolicy;
  /** What was done, as in "rule 1 is gone". */
  readonly what: string;
  readonly position: Position;
  /** What is left of the policy; nothing where it is gone itself. */
  readonly mutated: NetworkPolicy | undefined;
}

/** Every way to take something from a policy, or to widen it: the policy, its selector, its rules, their peers and ports. */
export function mutantsOf(policy: NetworkPolicy): Mutant[] {
  const { position, podSelector, policyTypes } = policy;
  const mutant = (what: string, mutated: NetworkPolicy | undefined, at = position): Mutant => ({
    policy,
    what,
    position: at,
    mutated,
  });
  return [
    mutant('the policy is gone', undefined),
    ...(policyTypes.length > 1
      ? policyTypes.map((type) =>
          mutant(`${type} is not isolated`, { ...policy, policyTypes: policyTypes.filter((one) => one !== type) }),
        )
      : []),
    ...(selectorText(podSelector) === '' ? [] : [mutant('it selects every pod', { ...policy, podSelector: {} })]),
    ...(['ingress', 'egress'] as const).flatMap((direction) =>
      policy[direction].flatMap((rule, index) =>
        ruleVariants(rule, policy.namespace).map(({ what, position: at, rules }) =>
          mutant(
            `${direction} rule ${index + 1}${what}`,
            { ...policy, [direction]: policy[direction].toSpliced(index, 1, ...rules) },
            at,
          ),
        ),
      ),
    ),
  ];
}

interface Variant {
  readonly what: string;
  readonly position: Position;
  /** What stands in the place of the rule. */
  readonly rules: readonly PolicyRule[];
}

function ruleVariants(rule: PolicyRule, namespace: string): Variant[] {
  const { position, peers, ports } = rule;
  const variants: Variant[] = [{ what: ' is gone', position, rules: [] }];
  const add = (what: string, at: Position, changed: Partial<PolicyRule>): void => {
    variants.push({ what, position: at, rules: [{ ...rule, ...changed }] });
  };
  if (peers !== 'any') {
    add(' is open to all', position, { peers: 'any' });
    for (const [index, peer] of peers.entries()) {
      const label = `, peer ${peerLabel(peer, namespace)}`;
      if (peers.length > 1) add(`${label} is gone`, peer.position, { peers: peers.toSpliced(index, 1) });
      for (const [what, wider] of widerPeers(peer))
        add(`${label}${what}`, peer.position, { peers: peers.with(index, wider) });
    }
  }
  if (ports !== 'any') {
    add(' is for every port', position, { ports: 'any' });
    for (const [index, port] of ports.entries()) {
      if (ports.length > 1) add(`, ${portName(port)} is gone`, port.position, { ports: ports.toSpliced(index, 1) });
      if (port.port !== undefined) {
        const wider = { position: port.position, protocol: port.protocol };
        add(`, ${portName(port)} is every ${port.protocol} port`, port.position, { ports: ports.with(index, wider) });
      }
    }
  }
  return variants;
}

function widerPeers(peer: Peer): [what: string, wider: Peer][] {
  if (peer.kind === 'ipBlock') {
    const everywhere = peer.cidr.includes(':') ? '::/0' : '0.0.0.0/0';
    return [
      ...(peer.cidr === everywhere ? [] : [[` is ${everywhere}`, { ...peer, cidr: everywhere }] as [string, Peer]]),
      ...peer.except.map((one, index): [string, Peer] => [
        ` does not except ${one}`,
        { ...peer, except: peer.except.toSpliced(index, 1) },
      ]),
    ];
  }
  const { namespaceSelector, podSelector } = peer;
  const everywhere = namespaceSelector !== undefined && selectorText(namespaceSelector) === '';
  return [
    ...(everywhere ? [] : [[' is for every namespace', { ...peer, namespaceSelector: {} }] as [string, Peer]]),
    ...(selectorText(podSelector ?? {}) === ''
      ? []
      : [[' is for every pod', { ...peer, podSelector: {} }] as [string, Peer]]),
  ];
}

function portName({ port, endPort, protocol }: PolicyPort): string {
  const number = port === undefined ? '' : ` ${port}${endPort === undefined ? '' : `-${endPort}`}`;
  return `${protocol}${number}`;
}
