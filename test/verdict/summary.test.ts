import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome, Report } from '../../src/model/report.ts';
import { exitCodeOf, summarize } from '../../src/verdict/summary.ts';
import { anyReport } from '../helpers/arbitrary-report.ts';
import { reportOf, resultOf, stageOf } from '../helpers/report.ts';

const failure = { kind: 'EnvironmentError', message: 'no Docker', hint: 'Start it.' };

test.for<[outcomes: Outcome[], failed: boolean, outcome: string, exitCode: number, why: string]>([
  [['as-expected'], false, 'pass', 0, 'all is as it should be'],
  [['as-expected', 'flaky'], false, 'pass', 0, 'a flaky flow got through'],
  [['flaky'], false, 'pass', 0, 'also when it is the only one'],
  [['as-expected', 'mismatch'], false, 'fail', 1, 'one mismatch is enough'],
  [['mismatch', 'inconclusive'], false, 'fail', 1, 'a mismatch stands whatever else is unknown'],
  [['mismatch'], true, 'fail', 1, 'a mismatch stands although the run ended early'],
  [['as-expected', 'inconclusive'], false, 'inconclusive', 3, 'one flow proved nothing'],
  [['as-expected'], true, 'inconclusive', 3, 'the flows after the failure were not probed'],
  [[], true, 'inconclusive', 3, 'nothing was set up'],
  [[], false, 'inconclusive', 3, 'nothing probed is nothing proven'],
])('%j, ended early: %s, is %s with exit code %i: %s', ([outcomes, failed, outcome, exitCode]) => {
  const report = reportWith(outcomes, failed);
  expect([summarize(report).outcome, exitCodeOf(report)]).toEqual([outcome, exitCode]);
});

test.for<[outcomes: Outcome[], failed: boolean, outcome: string]>([
  [[], false, 'pass'],
  [[], true, 'inconclusive'],
  [['inconclusive'], false, 'inconclusive'],
  [['mismatch'], false, 'fail'],
])('where only what changed is probed, %j, ended early: %s, is %s', ([outcomes, failed, outcome]) => {
  const onlyChanged = { since: 'git:HEAD:k8s', flowCount: 9 };
  expect(summarize({ ...reportWith(outcomes, failed), onlyChanged }).outcome).toBe(outcome);
});

test('outcomes are counted over all stages', () => {
  const report = reportOf({
    stages: [['as-expected', 'flaky'] as const, ['as-expected', 'mismatch'] as const].map((outcomes) =>
      stageOf({ results: outcomes.map((outcome) => resultOf({ flow: 'a → b:80', outcome })) }),
    ),
  });
  expect(summarize(report).counts).toEqual({ 'as-expected': 2, flaky: 1, mismatch: 1, inconclusive: 0 });
});

test('every flow is counted once, and only a run without doubts passes', () => {
  fc.assert(
    fc.property(anyReport(fc.string()), (report) => {
      const results = report.stages.flatMap((stage) => stage.results);
      const { counts } = summarize(report);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(results.length);
      const fine = results.every(({ outcome }) => outcome === 'as-expected' || outcome === 'flaky');
      expect(exitCodeOf(report) === 0).toBe(fine && results.length > 0 && report.failure === undefined);
      expect(exitCodeOf(report) === 1).toBe(results.some(({ outcome }) => outcome === 'mismatch'));
    }),
  );
});

function reportWith(outcomes: readonly Outcome[], failed: boolean): Report {
  const results = outcomes.map((outcome, index) => resultOf({ flow: `a → b:${index + 1}`, outcome }));
  return reportOf({ stages: [stageOf({ results })], ...(failed ? { failure } : {}) });
}
