import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/policy/evaluate.ts';
import { mutantsOf } from '../../../src/analysis/mutation/mutants.ts';
import { anyWorld, everyConnection } from '../../helpers/arbitrary-world.ts';
import { policyManifest, worldOf } from '../../helpers/world.ts';

function changesTo(spec: string): string[] {
  const [policy] = worldOf(policyManifest('a/p', spec)).policies;
  return policy ? mutantsOf(policy).map(({ what }) => what) : [];
}

test.for<[spec: string, changes: string[]]>([
  ['{ podSelector: {} }', ['the policy is gone']],
  [
    '{ podSelector: { matchLabels: { app: x } }, policyTypes: [Ingress, Egress] }',
    ['the policy is gone', 'Ingress is not isolated', 'Egress is not isolated', 'it selects every pod'],
  ],
  ['{ podSelector: {}, ingress: [{}] }', ['the policy is gone', 'ingress rule 1 is gone']],
  [
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: {}, podSelector: { matchLabels: { app: x } } }] }] }',
    [
      'the policy is gone',
      'ingress rule 1 is gone',
      'ingress rule 1 is open to all',
      'ingress rule 1, peer every pod in namespace a is gone',
      'ingress rule 1, peer every pod in namespace a is for every namespace',
      'ingress rule 1, peer app=x in every namespace is gone',
      'ingress rule 1, peer app=x in every namespace is for every pod',
    ],
  ],
  [
    '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }], ports: [{ port: 80, endPort: 82 }, { protocol: UDP }] }] }',
    [
      'the policy is gone',
      'egress rule 1 is gone',
      'egress rule 1 is open to all',
      'egress rule 1, peer 10.0.0.0/8 except 10.1.0.0/16 is 0.0.0.0/0',
      'egress rule 1, peer 10.0.0.0/8 except 10.1.0.0/16 does not except 10.1.0.0/16',
      'egress rule 1 is for every port',
      'egress rule 1, TCP 80-82 is gone',
      'egress rule 1, TCP 80-82 is every TCP port',
      'egress rule 1, UDP is gone',
    ],
  ],
])('%s is changed in every way', ([spec, changes]) => {
  expect(changesTo(spec)).toEqual(changes);
});

test('what makes a rule wider closes nothing, and what takes a rule away opens nothing', () => {
  fc.assert(
    fc.property(anyWorld, fc.nat(), (world, pick) => {
      const index = world.policies.length === 0 ? 0 : pick % world.policies.length;
      const policy = world.policies[index];
      const before = everyConnection(world).map((connection) => [connection, evaluate(connection, world)] as const);
      for (const { what, mutated } of policy ? mutantsOf(policy) : []) {
        if (!mutated || !/rule/.test(what)) continue;
        const after = { ...world, policies: world.policies.with(index, mutated) };
        const changed = before.flatMap(([connection, was]) => {
          const { allowed } = evaluate(connection, after);
          return was.allowed === allowed ? [] : [allowed];
        });
        expect(changed, what).not.toContain(what.endsWith('is gone'));
      }
    }),
    { numRuns: 40 },
  );
});
