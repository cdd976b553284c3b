import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connection } from '../../src/policy/connection.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { NetworkPolicy, PolicyRule } from '../../src/policy/network-policy.ts';
import type { World } from '../../src/policy/world.ts';
import { anyRule, anyWorld, everyConnection } from '../helpers/arbitrary-world.ts';

function openIn(world: World): Set<Connection> {
  return new Set(connections(world).filter((connection) => evaluate(connection, world).allowed));
}

/** The same objects for worlds that differ in their policies only, so that sets of them compare. */
const known = new WeakMap<World['pods'], Connection[]>();
function connections(world: World): Connection[] {
  const found = known.get(world.pods) ?? everyConnection(world);
  known.set(world.pods, found);
  return found;
}

test('a rule that is added to a policy never closes anything', () => {
  fc.assert(
    fc.property(anyWorld, anyRule, fc.nat(), fc.boolean(), (world, rule, pick, ingress) => {
      const index = world.policies.length === 0 ? 0 : pick % world.policies.length;
      const list = ingress ? 'ingress' : 'egress';
      const policies = world.policies.map((policy, at) =>
        at === index ? { ...policy, [list]: [...policy[list], rule] } : policy,
      );
      const after = openIn({ ...world, policies });
      expect([...openIn(world)].filter((connection) => !after.has(connection))).toEqual([]);
    }),
  );
});

test('the order of policies, rules, peers and ports never matters', () => {
  const reversed = (rule: PolicyRule): PolicyRule => ({
    ...rule,
    peers: rule.peers === 'any' ? 'any' : rule.peers.toReversed(),
    ports: rule.ports === 'any' ? 'any' : rule.ports.toReversed(),
  });
  fc.assert(
    fc.property(anyWorld, (world) => {
      const policies = world.policies.toReversed().map((policy) => ({
        ...policy,
        ingress: policy.ingress.toReversed().map(reversed),
        egress: policy.egress.toReversed().map(reversed),
      }));
      expect(openIn({ ...world, policies })).toEqual(openIn(world));
    }),
  );
});

test('default deny without rules leaves pods nothing but themselves, and their nodes', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const policies = [...world.namespaces.keys()].map((namespace) => defaultDeny(namespace));
      const open = [...openIn({ ...world, policies })].filter(({ from, to }) => {
        const ends = [from, to].flatMap((end) => (end.kind === 'pod' ? [end.pod] : []));
        const bothHost = ends.every(({ hostNetwork }) => hostNetwork);
        const node = from.kind === 'node' ? from.name : ends.find(({ hostNetwork }) => hostNetwork)?.node;
        const fromNode = from.kind !== 'outside' && to.kind === 'pod' && to.pod.node === node;
        const itself = from.kind === 'pod' && to.kind === 'pod' && from.pod === to.pod;
        return !bothHost && !itself && !fromNode;
      });
      expect(open).toEqual([]);
    }),
  );
});

test('a policy that selects no pod changes nothing', () => {
  fc.assert(
    fc.property(anyWorld, fc.constantFrom('a', 'b', 'c'), (world, namespace) => {
      const nobody = { ...defaultDeny(namespace), podSelector: { matchLabels: { app: 'nobody' } } };
      expect(openIn({ ...world, policies: [...world.policies, nobody] })).toEqual(openIn(world));
    }),
  );
});

test('a denial has a miss for every rule of the policies that isolate, and an allowance none', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      for (const connection of connections(world)) {
        const { allowed, egress, ingress } = evaluate(connection, world);
        expect(allowed).toBe(egress.kind !== 'denied' && ingress.kind !== 'denied');
        for (const [side, list] of [
          [egress, 'egress'],
          [ingress, 'ingress'],
        ] as const) {
          if (side.kind !== 'denied') continue;
          expect(side.isolatedBy.length).toBeGreaterThan(0);
          expect(side.misses).toHaveLength(side.isolatedBy.flatMap((policy) => policy[list]).length);
        }
      }
    }),
  );
});

function defaultDeny(namespace: string): NetworkPolicy {
  return {
    namespace,
    name: 'default-deny',
    position: { file: 'deny.yaml', line: 1, column: 1 },
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [],
    egress: [],
  };
}
