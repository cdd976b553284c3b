import * as fc from 'fast-check';
import type { AdminPeer, AdminPolicy, AdminRule } from '../../src/policy/admin/admin-policy.ts';
import type { World } from '../../src/policy/world.ts';
import { anyPeer, anyPort, anySelector, anyWorld, position } from './arbitrary-world.ts';

const podPeer = fc.record({
  kind: fc.constant('pods' as const),
  position: fc.constant(position),
  namespaceSelector: anySelector,
  podSelector: anySelector,
});

const adminPeer: fc.Arbitrary<AdminPeer> = fc.oneof(
  podPeer,
  anyPeer.map((peer) =>
    peer.kind === 'ipBlock' ? { ...peer, except: [] } : { ...peer, namespaceSelector: peer.namespaceSelector ?? {} },
  ),
  fc.record({ kind: fc.constant('nodes' as const), position: fc.constant(position), selector: fc.constant({}) }),
);

/** Any rule of an admin policy. */
const adminRule: fc.Arbitrary<AdminRule> = fc.record({
  position: fc.constant(position),
  action: fc.constantFrom('Accept', 'Deny', 'Pass'),
  peers: fc.array(adminPeer, { minLength: 1, maxLength: 2 }),
  ports: fc.oneof(fc.constant('any' as const), fc.array(anyPort, { minLength: 1, maxLength: 2 })),
});

/** Any admin policies, of which no two have the same priority. */
const anyAdminPolicies: fc.Arbitrary<AdminPolicy[]> = fc.uniqueArray(
  fc.record({
    kind: fc.constant('ClusterNetworkPolicy' as const),
    name: fc.constantFrom('p', 'q', 'r'),
    position: fc.constant(position),
    tier: fc.constantFrom('Admin' as const, 'Baseline' as const),
    priority: fc.nat(20),
    subject: podPeer,
    ingress: fc.array(adminRule, { maxLength: 3 }),
    egress: fc.array(adminRule, { maxLength: 3 }),
  }),
  { maxLength: 4, selector: ({ priority }) => priority },
);

/** Any small world with admin policies. */
export const anyAdminWorld: fc.Arbitrary<World> = fc
  .tuple(anyWorld, anyAdminPolicies)
  .map(([world, adminPolicies]) => ({ ...world, adminPolicies }));
