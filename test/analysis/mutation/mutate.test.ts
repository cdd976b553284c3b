import { expect, test } from 'vitest';
import { flowLabel } from '../../../src/model/label.ts';
import type { Scenario } from '../../../src/model/scenario.ts';
import { loadScenario } from '../../../src/app/load.ts';
import { mutate, mutationScore } from '../../../src/analysis/mutation/mutate.ts';
import { scenarioOf } from '../../helpers/scenario.ts';
import { podManifest, policyManifest } from '../../helpers/world.ts';

const taskApi = await loadScenario('scenarios/task-api');

function unguarded(scenario: Scenario) {
  return mutate(scenario).policies.flatMap(({ name, mutants }) =>
    mutants.filter(({ outcome }) => outcome === 'unguarded').map((mutant) => ({ ...mutant, name })),
  );
}

test('the flows of the Task API guard all of its policies', () => {
  expect(mutationScore(mutate(taskApi))).toMatchObject({ score: 100 });
  expect(unguarded(taskApi)).toEqual([]);
});

test.for<[flows: string[], changes: string[]]>([
  [['task-api → redis:6379'], ['allow-database-egress: egress rule 2 is gone']],
  [
    ['task-api → coredns:53/dns-tcp', 'neighbour → coredns:53/dns-tcp'],
    ['allow-dns-egress: egress rule 1, TCP 53 is gone'],
  ],
  [['neighbour → postgres:5432', 'neighbour → redis:6379'], ['allow-database-egress: it selects every pod']],
])('without the flows %j nobody guards %j', ([flows, changes]) => {
  const stages = taskApi.stages.map((stage) => ({
    ...stage,
    flows: stage.flows.filter((flow) => !flows.includes(flowLabel(flow))),
  }));
  const found = unguarded({ ...taskApi, stages });
  expect(found.map(({ name, what }) => `${name}: ${what}`)).toEqual(changes);
  for (const { add } of found) expect(add && flows.includes(flowLabel(add.flow))).toBe(true);
});

test('a flow that is not as declared guards nothing', () => {
  const stages = taskApi.stages.map((stage) => ({
    ...stage,
    flows: stage.flows.map((flow) =>
      flowLabel(flow) === 'task-api → redis:6379' ? { ...flow, expect: 'blocked' as const } : flow,
    ),
  }));
  const [found, ...others] = unguarded({ ...taskApi, stages });
  expect(others).toEqual([]);
  expect(mutationScore(mutate({ ...taskApi, stages }))).toMatchObject({ guarded: 14, noticeable: 15 });
  expect(found).toMatchObject({ what: 'egress rule 2 is gone', add: { expect: 'allowed', stage: 'databases' } });
});

function shop(spec: string, flows: string): Scenario {
  return scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  cart: { pods: { namespace: default, workload: pod/cart } }
flows: [${flows}]`,
    {
      'shop.yaml': [
        podManifest('default/api app=api web:80'),
        podManifest('default/cart app=cart'),
        podManifest('default/other app=other'),
        policyManifest('default/p', spec),
      ].join('\n---\n'),
    },
  );
}

const fromCart =
  '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cart } } }] }] }';

test('where no endpoint stands for the pods that would notice, they are named', () => {
  const found = unguarded(shop(fromCart, "{ from: cart, to: 'api:80', expect: allowed }"));
  const wider = found.find(({ what }) => what === 'ingress rule 1 is open to all');
  expect(wider?.add).toBeUndefined();
  expect(wider).toMatchObject({
    between: { from: 'any pod of namespace default', to: 'default/api', port: 80, expect: 'blocked' },
  });
});

test('the score counts what can be noticed', () => {
  const report = mutate(shop(fromCart, "{ from: cart, to: 'api:80', expect: allowed }"));
  const outcomes = report.policies.flatMap(({ mutants }) => mutants.map(({ what, outcome }) => `${what}: ${outcome}`));
  expect(outcomes).toEqual([
    'the policy is gone: unguarded',
    'it selects every pod: unnoticeable',
    'ingress rule 1 is gone: guarded',
    'ingress rule 1 is open to all: unguarded',
    'ingress rule 1, peer app=cart in namespace default is for every namespace: unnoticeable',
    'ingress rule 1, peer app=cart in namespace default is for every pod: unguarded',
  ]);
  expect(mutationScore(report)).toEqual({ score: 25, guarded: 1, noticeable: 4 });
});

test('a policy that a later stage replaces is tried as it is at either', async () => {
  const { policies } = mutate(await loadScenario('scenarios/dns-debugging'));
  const forms = policies.filter(({ name }) => name === 'allow-dns');
  expect(
    forms.map(({ position, mutants }) => [
      position.file,
      mutants.filter(({ outcome }) => outcome === 'guarded').map(({ what }) => what),
    ]),
  ).toEqual([
    [
      'scenarios/dns-debugging/fixed/allow-dns.yaml',
      ['the policy is gone', 'egress rule 1 is gone', 'egress rule 1, UDP 53 is gone', 'egress rule 1, TCP 53 is gone'],
    ],
    ['scenarios/dns-debugging/broken/allow-dns.yaml', ['egress rule 1 is open to all']],
  ]);
});
