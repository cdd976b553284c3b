import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge, maxRounds, needsAnotherTry } from '../../src/core/judge.ts';
import type { Attempt, AttemptVerdict } from '../../src/core/model.ts';

const verdicts: readonly AttemptVerdict[] = [
  'allowed',
  'blocked',
  'refused',
  'dns-no-answer',
  'dns-not-found',
  'inconclusive',
  'failed',
];
const attempt = (verdict: AttemptVerdict, round = 1, source = 'ns/a'): Attempt => ({
  round,
  source,
  address: '10.0.0.1:8000',
  verdict,
  tool: 'curl',
});
const tries = (...all: AttemptVerdict[]): Attempt[] => all.map((verdict, index) => attempt(verdict, index + 1));

test.for([
  ['allowed', ['allowed'], true, 'as-expected', 'allowed', 'it got through'],
  ['allowed', ['blocked', 'allowed'], true, 'flaky', 'allowed', 'it got through at the second try'],
  ['allowed', ['failed', 'allowed'], true, 'as-expected', 'allowed', 'a lost probe is no try of the flow'],
  ['allowed', ['blocked', 'blocked', 'blocked'], true, 'mismatch', 'blocked', 'silence of a target that listens'],
  ['allowed', ['refused', 'refused', 'refused'], true, 'mismatch', 'rejected', 'a rejection'],
  ['allowed', ['refused', 'refused', 'refused'], false, 'mismatch', 'no-listener', 'a dead server'],
  ['allowed', ['dns-no-answer'], true, 'mismatch', 'dns-no-answer', 'no DNS'],
  ['allowed', ['dns-not-found'], true, 'mismatch', 'dns-not-found', 'a wrong name'],
  ['allowed', ['failed', 'failed', 'failed'], true, 'inconclusive', 'failed', 'nothing was learnt'],
  ['allowed', ['inconclusive'], true, 'inconclusive', 'inconclusive', 'connected, no HTTP'],
  ['blocked', ['blocked'], true, 'as-expected', 'blocked', 'silence of a target that listens'],
  ['blocked', ['blocked'], false, 'inconclusive', 'blocked', 'silence of a target that nobody saw listen'],
  ['blocked', ['allowed'], true, 'mismatch', 'allowed', 'a leak'],
  ['blocked', ['failed', 'allowed'], false, 'mismatch', 'allowed', 'a leak, whoever saw it listen'],
  ['blocked', ['refused'], true, 'mismatch', 'rejected', 'an answer instead of silence'],
  ['blocked', ['refused'], false, 'inconclusive', 'no-listener', 'nobody listens, so nothing is proven'],
  ['blocked', ['dns-no-answer'], true, 'inconclusive', 'dns-no-answer', 'the target was never tried'],
  ['blocked', ['failed', 'failed', 'failed'], true, 'inconclusive', 'failed', 'nothing was learnt'],
] as const)('expected %s, seen %j, listening %s: %s, %s: %s', ([expectation, seen, listening, outcome, verdict]) => {
  const judged = judge({
    expect: expectation,
    attempts: tries(...seen),
    listening: listening ? 'seen from inside' : undefined,
  });
  expect(judged).toMatchObject({ outcome, verdict });
});

test('the worst path speaks for the flow', () => {
  const attempts = [attempt('blocked', 1, 'ns/a'), attempt('allowed', 1, 'ns/b')];
  expect(judge({ expect: 'blocked', attempts, listening: 'yes' })).toMatchObject({
    outcome: 'mismatch',
    verdict: 'allowed',
  });
});

test('silence of a target that went away meanwhile proves nothing, while a leak stays one', () => {
  const disturbance = 'pod ns/x restarted';
  expect(judge({ expect: 'blocked', attempts: tries('blocked'), listening: 'yes', disturbance }).outcome).toBe(
    'inconclusive',
  );
  expect(judge({ expect: 'blocked', attempts: tries('allowed'), listening: 'yes', disturbance }).outcome).toBe(
    'mismatch',
  );
});

test('a flow without any attempt is inconclusive', () => {
  expect(judge({ expect: 'blocked', attempts: [], listening: 'yes' }).outcome).toBe('inconclusive');
});

test('a leak is never tried again', () => {
  expect(needsAnotherTry('blocked', tries('allowed'))).toBe(false);
  expect(needsAnotherTry('blocked', tries('blocked'))).toBe(false);
  expect(needsAnotherTry('blocked', tries('failed'))).toBe(true);
  expect(needsAnotherTry('allowed', tries('blocked'))).toBe(true);
  expect(needsAnotherTry('allowed', tries('blocked', 'allowed'))).toBe(false);
  expect(needsAnotherTry('allowed', tries('blocked', 'blocked', 'blocked'))).toBe(false);
  expect(needsAnotherTry('allowed', tries('blocked', 'blocked'), 2)).toBe(false);
});

const anyAttempts = fc.array(
  fc.record({ verdict: fc.constantFrom(...verdicts), source: fc.constantFrom('ns/a', 'ns/b') }),
  { minLength: 1, maxLength: maxRounds },
);

test('an expected block that got through once is a mismatch, whatever else happened', () => {
  fc.assert(
    fc.property(anyAttempts, fc.option(fc.string(), { nil: undefined }), (seen, listening) => {
      const attempts = [
        ...seen.map(({ verdict, source }, index) => attempt(verdict, index + 1, source)),
        attempt('allowed'),
      ];
      expect(judge({ expect: 'blocked', attempts, listening }).outcome).toBe('mismatch');
    }),
  );
});

test('a block is as expected only if every path was silent and the target was seen listening', () => {
  fc.assert(
    fc.property(anyAttempts, fc.option(fc.constant('seen'), { nil: undefined }), (seen, listening) => {
      const attempts = seen.map(({ verdict, source }, index) => attempt(verdict, index + 1, source));
      const { outcome } = judge({ expect: 'blocked', attempts, listening });
      if (outcome !== 'as-expected') return;
      expect(listening).toBeDefined();
      expect(attempts.every(({ verdict }) => verdict !== 'allowed')).toBe(true);
    }),
  );
});
