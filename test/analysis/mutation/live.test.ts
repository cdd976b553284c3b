import { expect, test } from 'vitest';
import { flowLabel } from '../../../src/model/label.ts';
import type { Report, Verdict } from '../../../src/model/report.ts';
import type { Scenario } from '../../../src/model/scenario.ts';
import { judgeLive } from '../../../src/analysis/mutation/judge-live.ts';
import { mutate } from '../../../src/analysis/mutation/mutate.ts';
import { planLive } from '../../../src/analysis/mutation/plan-live.ts';
import { simulate } from '../../../src/simulation/simulate.ts';
import { renderLiveMutation } from '../../../src/reporters/terminal/mutate-live.ts';
import { reportOf, resultOf, stageOf } from '../../helpers/report.ts';
import { scenarioOf } from '../../helpers/scenario.ts';
import { podManifest, policyManifest } from '../../helpers/world.ts';

const shop = (otherwise: string) =>
  scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api, ports: [80] } }
  cart: { pods: { namespace: default, workload: pod/cart } }
  guest: { client: { namespace: default } }
${otherwise}
flows: [{ from: cart, to: 'api:80', expect: allowed }, { from: '*', to: 'cart:80', expect: allowed }]
stages:
  - { name: open, flows: [{ from: '*', to: '*', expect: allowed }] }
  - { name: closed, manifests: [policies.yaml] }`,
    {
      'shop.yaml': [
        podManifest('default/api app=api web:80 admin:81'),
        podManifest('default/cart app=cart web:80'),
      ].join('\n---\n'),
      'policies.yaml': policyManifest(
        'default/p',
        '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cart } } }], ports: [{ port: 80 }] }] }',
      ),
    },
  );
const planFor = (scenario: Scenario) => planLive(scenario, mutate(scenario));
const plan = planFor(shop('otherwise: blocked'));

/** What the policies of every stage of the plan mean, as a run would observe it, but for some flows of some stages. */
function observed(otherwise: Readonly<Record<string, Verdict>> = {}, { scenario } = plan): Report {
  const stages = simulate(scenario).map(({ stage, predictions }) => {
    const results = predictions.map(({ flow, verdict }) => {
      const seen = otherwise[`${stage.name}: ${flowLabel(flow)}`] ?? (verdict === 'allowed' ? 'allowed' : 'blocked');
      const outcome = seen === 'failed' ? 'inconclusive' : seen === flow.expect ? 'as-expected' : 'mismatch';
      return { ...resultOf({ flow: flowLabel(flow), outcome, verdict: seen }), flow };
    });
    return stageOf({ name: stage.name, results });
  });
  return reportOf({ stages });
}

test('a survivor is tried in the last stage that has its policy, after the policy as it is written', () => {
  expect(plan.scenario.stages.map(({ name, manifests }) => [name, manifests.length])).toEqual([
    ['closed', 3],
    ['1: default/p, ingress rule 1 is for every port', 1],
    // The policy itself does not come back in between: objects of one list are applied in no order.
    ['2: default/p, ingress rule 1, TCP 80 is every TCP port', 1],
  ]);
});

test('it is confirmed where every declared flow does what it did', () => {
  expect(judgeLive(plan, observed()).results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed']);
});

test.for([
  ['blocked', 'noticed'],
  ['failed', 'unknown'],
] as const)('a flow that is %s with the mutant makes it %s', ([verdict, outcome]) => {
  const [first] = plan.trials;
  const { results } = judgeLive(plan, observed({ [`${first?.after}: cart → api:80`]: verdict }));
  expect(results.map((result) => result.outcome)).toEqual([outcome, 'confirmed']);
  expect(results[0]?.flow && flowLabel(results[0].flow)).toBe('cart → api:80');
});

test('a flow that is not declared has to notice, or else nothing shows that the mutant was in force', () => {
  const guarded = planFor(shop(''));
  const [first] = guarded.trials;
  expect(first).toMatchObject({ add: 'guest → api:80', survivor: { what: 'the policy is gone' } });
  const [confirmed] = judgeLive(guarded, observed({}, guarded)).results;
  expect(confirmed).toMatchObject({ outcome: 'confirmed', changes: true });
  const idle = observed({ [`${first?.after}: guest → api:80`]: 'blocked' }, guarded);
  expect(judgeLive(guarded, idle).results[0]).toMatchObject({ outcome: 'unknown', changes: false });
});

test('what the run could not remove is told, and changes nothing', () => {
  const report = observed();
  const leftovers = { message: 'still there: pod shop/canary', hint: 'Delete it.' };
  const judged = judgeLive(plan, { ...report, leftovers });
  expect(judged).toEqual({ ...judgeLive(plan, report), leftovers });
  const text = renderLiveMutation(judged, { width: 80, color: false });
  expect(text).toContain('not everything is removed: still there: pod shop/canary\nDelete it.\n');
});

test('what was not tried any more is unknown', () => {
  const report = observed();
  const { results } = judgeLive(plan, { ...report, stages: report.stages.slice(0, 2) });
  expect(results.map(({ outcome }) => outcome)).toEqual(['confirmed', 'unknown']);
});
