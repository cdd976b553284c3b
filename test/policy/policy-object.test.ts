import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction, NetworkPolicy, Peer, PolicyRule } from '../../src/policy/network-policy.ts';
import { policyObject } from '../../src/policy/policy-object.ts';
import { readNetworkPolicies } from '../../src/policy/read.ts';
import { anyRule, anySelector, position } from '../helpers/arbitrary-world.ts';

const anyPolicy: fc.Arbitrary<NetworkPolicy> = fc.record({
  namespace: fc.constantFrom('shop', 'default'),
  name: fc.constant('p'),
  position: fc.constant(position),
  podSelector: anySelector,
  policyTypes: fc.constantFrom<Direction[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
  ingress: fc.array(anyRule, { maxLength: 3 }),
  egress: fc.array(anyRule, { maxLength: 3 }),
});

/** A manifest says "every pod of the own namespace" with an empty selector, and cannot do without. */
function withSelector(peer: Peer): Peer {
  return peer.kind === 'pods' && !peer.namespaceSelector ? { ...peer, podSelector: peer.podSelector ?? {} } : peer;
}

test('a policy that is written as an object is read as the same policy', () => {
  const property = fc.property(anyPolicy, (policy) => {
    const manifest = { object: policyObject(policy), position, at: () => position };
    const { policies } = readNetworkPolicies([manifest]);
    const inFull = (rules: readonly PolicyRule[]) =>
      rules.map((rule) => ({ ...rule, peers: rule.peers === 'any' ? 'any' : rule.peers.map(withSelector) }));
    expect(policies).toEqual([{ ...policy, ingress: inFull(policy.ingress), egress: inFull(policy.egress) }]);
  });
  fc.assert(property);
});
