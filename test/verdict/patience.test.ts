import { expect, test } from 'vitest';
import { patienceMs } from '../../src/verdict/patience.ts';
import { attemptOf } from '../helpers/report.ts';
import type { Attempt } from '../../src/model/report.ts';

/** Tries by round: S a silence in which it stood still for half of its time, B one that it heard, A an answer. */
function path(seen: string): { attempts: Attempt[] } {
  const attempts = Array.from(seen, (letter, index) =>
    attemptOf({
      round: index + 1,
      verdict: letter === 'A' ? 'allowed' : 'blocked',
      stallSeconds: letter === 'B' ? 0.3 : 0.5,
    }),
  );
  return { attempts };
}

test.for([
  [[], 1000],
  [['', ''], 1000],
  [['S'], 1000],
  [['SS'], 2000],
  [['SSS'], 2000],
  [['SSSS'], 4000],
  [['SSSSSSSS'], 4000],
  [['BBBB'], 1000],
  [['AAAA'], 1000],
  [['S', 'S'], 1000],
  [['B', 'SBS', 'A'], 2000],
] as const)('of a source whose paths showed %j, a probe waits for %i ms', ([seen, wanted]) => {
  expect(
    patienceMs(
      seen.map((one) => path(one)),
      1000,
    ),
  ).toBe(wanted);
});

test('a standstill is held against the time that the probe had', () => {
  const attempts = [1, 2, 3].map((round) =>
    attemptOf({ round, verdict: 'blocked', stallSeconds: 0.5, connectTimeoutMs: round === 1 ? undefined : 2000 }),
  );
  expect(patienceMs([{ attempts }], 1000)).toBe(1000);
});
