import { compareReports, type Drift } from '../../src/verdict/drift/compare-reports.ts';
import type { Report } from '../../src/model/report.ts';
import { failureOf, reportOf, resultOf, stageOf, type ResultSpec } from './report.ts';

const policy = { kind: 'NetworkPolicy', namespace: 'shop', resourceVersion: '7' };

const before = nightOf('2026-01-04T02:00:00.000Z', {
  policies: [
    { ...policy, name: 'deny' },
    { ...policy, name: 'old' },
  ],
  results: [
    { flow: 'api → db:5432' },
    { flow: 'worker → db:5432', expect: 'blocked' },
    { flow: 'guest → api:80' },
    { flow: 'guest → db:5432', expect: 'blocked', outcome: 'mismatch', verdict: 'allowed' },
    { flow: 'guest → old:80' },
    { flow: 'worker → api:80', expect: 'blocked', outcome: 'inconclusive' },
  ],
});

const results: ResultSpec[] = [
  { flow: 'api → db:5432', outcome: 'inconclusive', verdict: 'failed', explanation: 'nothing was learnt' },
  {
    flow: 'worker → db:5432',
    expect: 'blocked',
    outcome: 'mismatch',
    verdict: 'allowed',
    explanation: 'LEAK: it got through, although it should be blocked',
    attempts: [],
    reproduce: 'kubectl run by-hand',
  },
  { flow: 'guest → api:80', expect: 'blocked' },
  { flow: 'guest → db:5432', expect: 'blocked', outcome: 'mismatch', verdict: 'allowed' },
  { flow: 'worker → api:80', expect: 'blocked', outcome: 'inconclusive', explanation: 'nobody saw it listen' },
  { flow: 'guest → cache:6379', expect: 'blocked' },
];

const policies = [
  { ...policy, name: 'deny', resourceVersion: '8' },
  { ...policy, name: 'allow' },
];

/** Two nights with a change of every kind. */
export const twoNights: readonly [before: Report, after: Report] = [
  before,
  nightOf('2026-01-05T02:00:00.000Z', { policies, results }),
];

export const drift: Drift = compareReports(...twoNights);

/** Nothing changed; what was wrong is wrong still. */
export const quietDrift: Drift = compareReports(
  before,
  nightOf('2026-01-05T02:00:00.000Z', { policies: before.policies, results: specsOf(before) }),
);

/** The second night ended early. */
export const endedDrift: Drift = compareReports(before, {
  ...nightOf('2026-01-05T02:00:00.000Z', { policies: [], results: [] }),
  failure: failureOf(),
});

function nightOf(
  startedAt: string,
  { policies: stood, results: specs }: { policies: Report['policies']; results: readonly ResultSpec[] },
): Report {
  const stages = [stageOf({ name: 'final', results: specs.map(resultOf) })];
  return reportOf({ scenario: 'shop', environment: 'cluster staging', startedAt, stages, policies: stood });
}

function specsOf({ stages }: Report): ResultSpec[] {
  return stages.flatMap(({ results: all }) =>
    all.map(({ flow, outcome, verdict }) => ({
      flow: `${flow.from} → ${flow.to}:${flow.port.number}`,
      expect: flow.expect,
      outcome,
      verdict,
    })),
  );
}
