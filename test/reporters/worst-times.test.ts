import { expect, test } from 'vitest';
import { longestStall, slowestEnforcement } from '../../src/reporters/worst-times.ts';
import { attemptOf } from '../helpers/report.ts';

test('the slowest stage tells how long enforcement took, where anybody saw that', () => {
  expect(slowestEnforcement([{ enforcementMs: 90 }, { enforcementMs: 300 }, { enforcementMs: undefined }])).toBe(300);
  expect(slowestEnforcement([{}])).toBeUndefined();
});

test('a probe that nobody saw stand still did not', () => {
  expect(longestStall([attemptOf(), attemptOf({ stallSeconds: 1.5 }), attemptOf({ stallSeconds: 0.2 })])).toBe(1.5);
  expect(longestStall([attemptOf()])).toBe(0);
});
