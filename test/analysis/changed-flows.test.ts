import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changedFlows } from '../../src/analysis/changed-flows.ts';
import { check } from '../../src/analysis/check.ts';
import { loadScenario } from '../../src/app/load.ts';
import { flowLabel } from '../../src/model/label.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { standingIn } from '../../src/scenario/standing-in.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { libraryCases, publicCases } from '../helpers/public-cases.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

const labels = (flows: Scenario['stages'][number]['flows']): string[] => flows.map(flowLabel);

test.for(readdirSync('scenarios/mistakes'))('%s changes the flows that it gets wrong', async (name) => {
  const [older, newer] = [await loadScenario('scenarios/task-api'), await loadScenario(`scenarios/mistakes/${name}`)];
  const index = newer.stages.length - 1;
  const wrong =
    check(newer)
      .stages.at(-1)
      ?.results.filter(({ outcome }) => outcome === 'mismatch') ?? [];
  expect(wrong.length).toBeGreaterThan(0);
  const then = { manifests: standingIn(older), flows: older.stages.at(-1)?.flows };
  expect(labels(changedFlows(newer, index, then))).toEqual(labels(wrong.map(({ flow }) => flow)));
});

test.for(['scenarios/task-api', ...libraryCases, ...publicCases])('nothing changes in %s by itself', async (path) => {
  const scenario = await loadScenario(path);
  const index = scenario.stages.length - 1;
  const older = { manifests: standingIn(scenario), flows: scenario.stages[index]?.flows };
  const { foreign, predictions } = simulate(scenario).at(-1) ?? { foreign: [], predictions: [] };
  const isSure =
    foreign.length === 0 && predictions.every(({ verdict }) => verdict === 'allowed' || verdict === 'blocked');
  expect([isSure, labels(changedFlows(scenario, index, older))]).toEqual([true, []]);
});

const pods = [podManifest('shop/web app=web'), podManifest('shop/db app=db pg:5432')].join('\n---');
const text = (expectation: string): string => `
name: shop
endpoints:
  web: { pods: { namespace: shop, podSelector: { matchLabels: { app: web } } } }
  db: { pods: { namespace: shop, podSelector: { matchLabels: { app: db } }, ports: [5432] } }
manifests: [all.yaml]
flows: [{ from: web, to: 'db:5432', expect: ${expectation} }]
`;
const shop = (manifests: string, expectation = 'allowed'): Scenario =>
  scenarioOf(text(expectation), {
    'all.yaml': `{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }\n---${manifests}`,
  });

const notUnderstood = `${pods}\n---\n{ apiVersion: crd.projectcalico.org/v1, kind: NetworkPolicy, metadata: { name: x, namespace: shop } }`;

function withoutReceiver(scenario: Scenario): Scenario {
  const stages = scenario.stages.map((stage) => ({
    ...stage,
    manifests: stage.manifests.filter(({ object }) => object.metadata.name !== 'db'),
  }));
  return { ...scenario, stages };
}

function changed(older: Scenario, newer: Scenario): string[] {
  return labels(changedFlows(newer, 0, { manifests: standingIn(older), flows: older.stages[0]?.flows }));
}

test.for([
  ['nothing', shop(pods), shop(pods), []],
  [
    'its policies',
    shop(pods),
    shop(`${pods}\n---${policyManifest('shop/none', '{ podSelector: {}, ingress: [] }')}`),
    ['web → db:5432'],
  ],
  ['what is declared of it', shop(pods, 'blocked'), shop(pods), ['web → db:5432']],
  ['that there is a receiver', withoutReceiver(shop(pods)), shop(pods), ['web → db:5432']],
  ['nothing that is understood', shop(notUnderstood), shop(pods), ['web → db:5432']],
  ['nothing, and nobody knows what it was', shop(notUnderstood), shop(notUnderstood), ['web → db:5432']],
] as const)('a flow of which %s changes', ([, older, newer, expected]) => {
  expect(changed(older, newer)).toEqual(expected);
});
