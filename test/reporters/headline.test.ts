import { expect, test } from 'vitest';
import { headlineOf } from '../../src/reporters/headline.ts';
import { attemptOf, reportOf, resultOf, stageOf } from '../helpers/report.ts';

function headline(...stalls: readonly number[]): string {
  const attempts = stalls.map((stallSeconds) => attemptOf({ stallSeconds }));
  return headlineOf(reportOf({ stages: [stageOf({ results: [resultOf({ flow: 'a → b:80', attempts })] })] })).text;
}

test('a run on a machine that stood still for more than a third of the timeout says so', () => {
  expect(headline(0, 5.4, 2)).toBe(
    '1 flow in 1 stage as expected (on an overloaded machine: probes stood still for up to 5.4 s)',
  );
  expect(headline(0, 0.9)).toBe('1 flow in 1 stage as expected');
});
