import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import type { AttemptVerdict } from '../../src/model/report.ts';
import type { Cell, KubernetesObject, Scenario } from '../../src/model/scenario.ts';
import { surveyedFlows, type SurveyedFlow } from '../../src/survey/survey.ts';
import { surroundingManifests, expandLive } from '../../src/survey/expand.ts';
import { expectedBy, predictLive, type LiveStage } from '../../src/survey/live-prediction.ts';
import { standsOut } from '../../src/survey/stands-out.ts';
import { surveyOf } from '../../src/survey/survey-of.ts';
import { dnsObjects, liveNamespace, liveObjects, livePolicy, liveWorkload } from '../helpers/live.ts';
import { observationOf } from '../helpers/report.ts';

const apiServer = { host: '10.96.0.1', port: 443 };
const subject = { namespace: 'shop', toolNamespace: 'flowproof', apiServer, outside: { host: '1.1.1.1', port: 443 } };

interface Meant {
  readonly scenario: Scenario<Cell>;
  readonly predicted: LiveStage;
}

/** Namespace shop with a pod that serves and one that does not, and these policies. */
function meantBy(...policies: readonly (readonly KubernetesObject[])[]): Meant {
  const manifests = [
    ...surroundingManifests(subject),
    ...liveObjects(
      liveNamespace('shop'),
      dnsObjects,
      liveWorkload('shop/api', { ports: [80] }),
      liveWorkload('shop/worker'),
      ...policies,
    ),
  ];
  const scenario = expandLive(surveyOf({ ...subject, manifests }).draft, manifests);
  return { scenario, predicted: predictLive(scenario) };
}

/** Every flow does what the policies mean, but these; what is refused is not listened to. */
function flowsOf({ predicted }: Meant, others: Readonly<Record<string, AttemptVerdict>>): SurveyedFlow[] {
  const { predictions } = predicted;
  const expected = expectedBy(predictions);
  const observations = predictions.map(({ flow }) => {
    const seen = others[flowLabel(flow)] ?? expected(flow);
    return observationOf({ flow, seen, listening: seen === 'refused' ? undefined : 'it listens' });
  });
  return surveyedFlows(observations, predictions);
}

const found = (meant: Meant, others: Readonly<Record<string, AttemptVerdict>> = {}): string[] =>
  standsOut('shop', { ...meant, flows: flowsOf(meant, others) }).map(
    ({ severity, text, objects }) => `${severity} ${objects.join(', ')}: ${text}`,
  );

const closed = livePolicy('shop/closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const ingress = livePolicy('shop/ingress', '{ podSelector: {}, policyTypes: [Ingress] }');
const egress = livePolicy('shop/egress', '{ podSelector: { matchLabels: { app: api } }, policyTypes: [Egress] }');

test('nothing stands out where everything is closed, but that no name can be looked up', () => {
  expect(found(meantBy(closed))).toEqual(['medium api, worker: DNS is blocked: no name can be looked up']);
});

test('a namespace without policies is open to everybody and everything', () => {
  expect(found(meantBy())).toEqual([
    'high api, worker: reaches the metadata address of the cloud',
    'high api:80: reachable from any namespace: the stranger got through',
    'medium api, worker: no NetworkPolicy selects it, neither for ingress nor for egress',
    'medium api, worker: reaches the API server',
    'low api, worker: reaches an address outside of the cluster',
  ]);
});

test('one direction alone is told apart', () => {
  expect(found(meantBy(ingress)).filter((text) => text.includes('isolated'))).toEqual([
    'low api, worker: only ingress is isolated: no NetworkPolicy selects it for egress',
  ]);
  expect(found(meantBy(egress)).filter((text) => text.includes('selects'))).toEqual([
    'medium worker: no NetworkPolicy selects it, neither for ingress nor for egress',
    'medium api: only egress is isolated: no NetworkPolicy selects it for ingress',
  ]);
});

test.for([
  [
    'worker → api:80',
    'allowed',
    'high worker → api:80: got through, although the policies block it',
    'a CNI that does not enforce',
  ],
] as const)('%s is %s: %s', ([flow, verdict, text]) => {
  expect(found(meantBy(closed), { [flow]: verdict })).toContain(text);
});

test('what is blocked although the policies allow it stands out', () => {
  expect(found(meantBy(), { 'worker → api:80': 'blocked' })[0]).toBe(
    'high worker → api:80: blocked, although the policies allow it',
  );
});

test('a port that nobody listens on is no disagreement', () => {
  const meant = meantBy();
  const toApi = meant.predicted.predictions.filter(({ flow }) => flow.to === 'api');
  const all = Object.fromEntries(toApi.map(({ flow }) => [flowLabel(flow), 'refused' as const]));
  const texts = found(meant, all);
  expect(texts).toContain('low api:80: nothing was seen listening there, so silence proves nothing');
  expect(texts.join()).not.toContain('although the policies');
});

test.for([
  ['{ podSelector: {}, policyTypes: [Ingress] }', 'worker → api:80', 'blocked', true, 'no rule'],
  [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }] }',
    'worker → api:80',
    'allowed',
    true,
    'an ipBlock that holds the addresses that pods have',
  ],
  [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }] }',
    'stranger → api:80',
    'blocked',
    false,
    'an ipBlock that may hold the stranger',
  ],
  [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }], ports: [{ port: 81 }] }] }',
    'stranger → api:80',
    'blocked',
    true,
    'an ipBlock for another port',
  ],
  ['{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }', 'worker → api:80', 'allowed', true, 'a selector'],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
    'worker → outside-address:443',
    'blocked',
    true,
    'an address outside, which is known',
  ],
  [
    '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 172.18.0.3/32 } }] }] }',
    'worker → api-server:443',
    'blocked',
    false,
    'the API server, whose node is not known',
  ],
] as const)('with %s the policies settle %s as %s: %j', ([spec, label, verdict, sure]) => {
  const { predictions } = meantBy(livePolicy('shop/p', spec)).predicted;
  const prediction = predictions.find(({ flow }) => flowLabel(flow) === label);
  expect([prediction?.verdict, prediction?.sure]).toEqual([verdict, sure]);
  expect(prediction && expectedBy(predictions)(prediction.flow)).toBe(
    sure && verdict === 'blocked' ? 'blocked' : 'allowed',
  );
});
