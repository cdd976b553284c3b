import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderTerminal } from '../../src/reporters/terminal/report.ts';
import { toMatchScenario } from '../../src/vitest/match-scenario.ts';
import { reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { goodReport } from '../helpers/sample-report.ts';

expect.extend({ toMatchScenario });

const reportWith = (outcome: 'mismatch' | 'inconclusive' | 'flaky'): Report =>
  reportOf({ stages: [stageOf({ name: 'final', results: [resultOf({ flow: 'gateway → api:8080', outcome })] })] });
const ended = { ...goodReport, failure: { kind: 'EnvironmentError', message: 'gone', hint: 'Try again.' } };

test.for([
  // report, matches, .not matches
  ['all as expected', goodReport, true, false],
  ['flaky', reportWith('flaky'), true, false],
  ['a mismatch', reportWith('mismatch'), false, true],
  ['inconclusive', reportWith('inconclusive'), false, false],
  ['ended early', ended, false, false],
  ['nothing probed', reportOf({ stages: [] }), false, false],
] as const)('%s', ([, report, matches, differs]) => {
  const passes = (assertion: () => void): boolean => {
    try {
      assertion();
      return true;
    } catch {
      return false;
    }
  };
  expect(passes(() => expect(report).toMatchScenario())).toBe(matches);
  expect(passes(() => expect(report).not.toMatchScenario())).toBe(differs);
});

test('the message is what verify prints', () => {
  const report = reportWith('mismatch');
  const printed = renderTerminal(report, { width: 100, color: false }).trimEnd();
  expect(() => expect(report).toMatchScenario()).toThrow(
    `expected every flow to be as task-api declares\n\n${printed}`,
  );
  expect(() => expect(goodReport).not.toMatchScenario()).toThrow('expected a flow that differs from task-api\n\n');
});

test('what is no report is told apart from one that differs', async () => {
  const promise = Promise.resolve(goodReport);
  // @ts-expect-error: types say the same.
  expect(() => expect(promise).not.toMatchScenario()).toThrow('toMatchScenario() takes a report: await what');
  await expect(promise).resolves.toMatchScenario();
});
