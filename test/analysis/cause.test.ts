import { expect, test } from 'vitest';
import type { Verdict } from '../../src/model/report.ts';
import type { Expectation } from '../../src/model/scenario.ts';
import { causeOf, withCauses } from '../../src/analysis/cause.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { resultOf } from '../helpers/report.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { adminManifest, podManifest, policyManifest } from '../helpers/world.ts';

const shut = '{ podSelector: {} }';
const open = '{ podSelector: {}, ingress: [{}] }';
const half = '{ podSelector: { matchLabels: { zone: a } } }';

function stageWith(spec: string, more = '') {
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, podSelector: { matchLabels: { app: api } } } }
  client: { client: { namespace: default } }
flows: [{ from: client, to: 'api:80', expect: allowed }]`,
    {
      'shop.yaml': [
        podManifest('default/api-a app=api,zone=a web:80'),
        podManifest('default/api-b app=api,zone=b web:80'),
        policyManifest('default/p', spec),
        more,
      ].join('\n---\n'),
    },
  );
  const [stage] = simulate(scenario);
  if (!stage) throw new Error('no stage');
  return stage;
}

const notEnforced =
  'not-enforced (not-enforced): the policies block this and it got through: your CNI did not enforce it';
const silent =
  'not-the-policies (cut-though-allowed): the policies allow this, yet nothing got through: is the server listening? does another policy kind apply?';
const blocks =
  'policy-wrong (ingress-isolated): the policies block this: p (shop.yaml:14) isolates default/api-a, and no ingress rule allows anything';
const rule = 'ingress rule 1 of p (shop.yaml:17) allows every port from anyone';

test.for<[expect: Expectation, spec: string, observed: Verdict, cause: string]>([
  ['allowed', shut, 'blocked', blocks],
  ['allowed', shut, 'no-listener', blocks],
  ['allowed', open, 'blocked', silent],
  ['allowed', open, 'rejected', silent],
  [
    'allowed',
    open,
    'dns-no-answer',
    'not-the-policies (name-unknown-though-allowed): the policies allow this: does DNS work here, and is the name right?',
  ],
  ['allowed', half, 'blocked', blocks.replace('this', 'some of its paths')],
  ['blocked', shut, 'allowed', notEnforced],
  [
    'blocked',
    shut,
    'rejected',
    'not-the-policies (answered-though-blocked): the policies block this, and something answered: a REJECT of your CNI, or a Service without endpoints',
  ],
  [
    'blocked',
    open,
    'allowed',
    `policy-wrong (ingress-allowed-by-rule): the policies allow this: no policy isolates egress of default/client-1; ${rule}`,
  ],
  [
    'blocked',
    half,
    'allowed',
    'policy-wrong (selected-by-no-policy): the policies allow some of its paths: no policy isolates egress of default/client-1; no policy isolates ingress of default/api-b',
  ],
])('expected %s with %s and observed %s has the cause %s', ([expected, spec, verdict, text]) => {
  const prediction = stageWith(spec).predictions[0];
  if (!prediction) throw new Error('no prediction');
  const flow = { ...prediction.flow, expect: expected };
  const cause = causeOf({ flow, outcome: 'mismatch', verdict }, { ...prediction, flow });
  expect(cause && `${cause.class} (${cause.code}): ${cause.reason}`).toBe(text);
});

test('a cause points at the policy', () => {
  const [prediction] = stageWith(shut).predictions;
  const flow = prediction?.flow ?? resultOf({ flow: 'a → b:1' }).flow;
  const cause = causeOf({ flow, outcome: 'mismatch', verdict: 'blocked' }, prediction);
  expect(cause?.position).toMatchObject({ file: 'shop.yaml', line: 14 });
});

test('only a mismatch has a cause, and only where the flow has paths', () => {
  const stage = stageWith(shut);
  const flow = stage.predictions[0]?.flow;
  const results = (['mismatch', 'as-expected', 'flaky', 'inconclusive'] as const).map((outcome) => ({
    ...resultOf({ flow: 'client → api:80', outcome, verdict: 'blocked' }),
    ...(flow && { flow }),
  }));
  expect(withCauses(results, stage).map(({ cause }) => cause?.class)).toEqual([
    'policy-wrong',
    undefined,
    undefined,
    undefined,
  ]);
  const unknown = { ...stage, predictions: stage.predictions.map((one) => ({ ...one, verdict: 'unknown' as const })) };
  expect(withCauses(results, unknown).map(({ cause }) => cause)).toEqual(results.map(() => undefined));
});

test('every flow has what the policies mean for it, and which rule decides, unless some are not understood', () => {
  const meaning = (...stage: Parameters<typeof stageWith>) => {
    const simulated = stageWith(...stage);
    const results = simulated.predictions.map(({ flow }) => ({ ...resultOf({ flow: 'client → api:80' }), flow }));
    return withCauses(results, simulated)[0]?.policies;
  };
  expect(meaning(shut)).toMatchObject({ verdict: 'blocked', position: { file: 'shop.yaml', line: 14 } });
  expect(meaning(open)).toMatchObject({ verdict: 'allowed', code: 'ingress-allowed-by-rule' });
  expect(meaning(half)).toMatchObject({ verdict: 'mixed' });
  expect(meaning(shut, 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: x }')).toBeUndefined();
});

test('policies that are not understood make a cause partial', () => {
  const stage = stageWith(shut, 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: x }');
  const flow = stage.predictions[0]?.flow;
  const result = {
    ...resultOf({ flow: 'client → api:80', outcome: 'mismatch', verdict: 'blocked' }),
    ...(flow && { flow }),
  };
  expect(withCauses([result], stage)[0]?.cause?.reason).toMatch(
    /; partial: CiliumNetworkPolicy x \(shop.yaml:\d+\) is not understood$/,
  );
});

test('an admin policy is a cause, and partial where part of it is not understood', () => {
  const causeWith = (peer: string) => {
    const spec = `{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [${peer}, { namespaces: {} }] }] }`;
    const stage = stageWith(open, adminManifest('AdminNetworkPolicy x', spec));
    const flow = stage.predictions[0]?.flow;
    if (!flow) throw new Error('no flow');
    return withCauses(
      [{ ...resultOf({ flow: 'client → api:80', outcome: 'mismatch', verdict: 'blocked' }), flow }],
      stage,
    )[0]?.cause;
  };
  const denies =
    'the policies block this: egress rule 1 of AdminNetworkPolicy x (shop.yaml:23) denies every port to every pod in every namespace';
  expect(causeWith('{ nodes: {} }')).toMatchObject({ class: 'policy-wrong', reason: denies, position: { line: 23 } });
  expect(causeWith('{ domainNames: [a.example] }')?.reason).toBe(
    `${denies}; partial: part of AdminNetworkPolicy x (shop.yaml:23) is not understood`,
  );
});
