import fc from 'fast-check';
import { expect, test } from 'vitest';
import { believable, type Doubt } from '../../src/verdict/company.ts';
import { cutRounds, judge, judgeFlow, maxRounds, needsAnotherTry } from '../../src/verdict/judge.ts';
import type { PathEvidence } from '../../src/verdict/observation.ts';
import type { Attempt, AttemptVerdict } from '../../src/model/report.ts';

const verdicts: readonly AttemptVerdict[] = [
  'allowed',
  'blocked',
  'refused',
  'dns-no-answer',
  'dns-not-found',
  'inconclusive',
  'failed',
];
const proven: Doubt = { chance: 0 };
const unproven: Doubt = { chance: 0.5, because: '3 of 6 were lost' };

function path(seen: readonly AttemptVerdict[], doubt: Doubt = proven): PathEvidence {
  const attempts = seen.map((verdict, index): Attempt => ({
    round: index + 1,
    source: 'ns/a',
    address: '10.0.0.1:8000',
    verdict,
    tool: 'curl',
  }));
  return { attempts, doubt };
}

test.for([
  ['allowed', ['allowed'], true, 'as-expected', 'allowed', 'it got through'],
  ['allowed', ['blocked', 'allowed'], true, 'flaky', 'allowed', 'it got through at the second try'],
  ['allowed', ['allowed', 'blocked'], true, 'flaky', 'allowed', 'it was lost when others were tried again'],
  ['allowed', ['failed', 'allowed'], true, 'as-expected', 'allowed', 'a lost probe is no try of the flow'],
  ['allowed', ['blocked', 'blocked', 'blocked'], true, 'mismatch', 'blocked', 'silence of a target that listens'],
  ['allowed', ['blocked', 'blocked', 'blocked'], false, 'mismatch', 'blocked', 'silence of whatever should be there'],
  ['allowed', ['refused', 'refused', 'refused'], true, 'mismatch', 'rejected', 'a rejection'],
  ['allowed', ['refused', 'refused', 'refused'], false, 'mismatch', 'no-listener', 'a dead server'],
  ['allowed', ['dns-no-answer'], true, 'mismatch', 'dns-no-answer', 'no DNS'],
  ['allowed', ['dns-not-found'], true, 'mismatch', 'dns-not-found', 'a wrong name'],
  ['allowed', ['failed', 'failed', 'failed'], true, 'inconclusive', 'failed', 'nothing was learnt'],
  ['allowed', ['inconclusive'], true, 'inconclusive', 'inconclusive', 'connected, no HTTP'],
  ['blocked', ['blocked'], true, 'as-expected', 'blocked', 'silence of a target that listens'],
  ['blocked', ['blocked'], false, 'inconclusive', 'blocked', 'silence of a target that nobody saw listen'],
  ['blocked', ['allowed'], true, 'mismatch', 'allowed', 'a leak'],
  ['blocked', ['blocked', 'allowed', 'blocked'], true, 'mismatch', 'allowed', 'a leak, whenever it was seen'],
  ['blocked', ['failed', 'allowed'], false, 'mismatch', 'allowed', 'a leak, whoever saw it listen'],
  ['blocked', ['refused'], true, 'mismatch', 'rejected', 'an answer instead of silence'],
  ['blocked', ['refused'], false, 'inconclusive', 'no-listener', 'nobody listens, so nothing is proven'],
  ['blocked', ['dns-no-answer'], true, 'inconclusive', 'dns-no-answer', 'the target was never tried'],
  ['blocked', ['failed', 'failed', 'failed'], true, 'inconclusive', 'failed', 'nothing was learnt'],
  ['blocked', [], true, 'inconclusive', 'failed', 'a path that nobody tried'],
] as const)('expected %s, seen %j, listening %s: %s, %s: %s', ([expectation, seen, listening, outcome, verdict]) => {
  const judged = judge(expectation, { paths: [path(seen)], listening: listening ? 'seen from inside' : undefined });
  expect(judged).toMatchObject({ outcome, verdict });
});

test.for([
  ['blocked', ['blocked', 'blocked'], 'inconclusive'],
  ['allowed', ['blocked', 'blocked', 'blocked'], 'inconclusive'],
  ['allowed', ['dns-no-answer', 'dns-no-answer', 'dns-no-answer'], 'inconclusive'],
  ['blocked', ['blocked', 'allowed'], 'mismatch'],
  ['allowed', ['blocked', 'allowed'], 'flaky'],
] as const)('a silence that may be an accident proves nothing: expected %s, seen %j: %s', ([wanted, seen, outcome]) => {
  expect(judge(wanted, { paths: [path(seen, unproven)], listening: 'yes' }).outcome).toBe(outcome);
});

test.for([
  ['allowed', ['allowed'], true, 'got through, as expected'],
  ['allowed', ['blocked', 'failed', 'refused', 'allowed'], true, 'got through, yet 2 of 3 tries did not (blocked)'],
  [
    'allowed',
    ['blocked'],
    true,
    'cut off, although it should be allowed: nothing answered, although the target listens',
  ],
  [
    'allowed',
    ['blocked'],
    false,
    'nothing answered, although it should be allowed; the target was never seen listening, so the server may be down',
  ],
  [
    'allowed',
    ['refused'],
    true,
    'cut off, although it should be allowed: the connection was rejected, although the target listens',
  ],
  [
    'allowed',
    ['refused'],
    false,
    'the connection was refused and nothing listens there: the server is down, or serves another port',
  ],
  [
    'allowed',
    ['dns-no-answer'],
    false,
    'cut off, although it should be allowed: the look-up of its name got no answer, so the target was never tried: is DNS egress allowed?',
  ],
  [
    'allowed',
    ['dns-not-found'],
    false,
    'cut off, although it should be allowed: its name does not exist in DNS, so the target was never tried',
  ],
  [
    'allowed',
    ['inconclusive'],
    true,
    'nothing was learnt: the connection was made, yet no answer of the expected kind came',
  ],
  ['allowed', ['failed'], true, 'nothing was learnt: the probe itself failed'],
  ['blocked', ['allowed'], true, 'LEAK: it got through, although it should be blocked'],
  ['blocked', ['blocked'], true, 'blocked, as expected'],
  [
    'blocked',
    ['blocked'],
    false,
    'blocked, unproven: the target was never seen listening, so its silence proves nothing',
  ],
  [
    'blocked',
    ['refused'],
    true,
    'something answered with a rejection instead of silence: a REJECT rule, or a Service without endpoints',
  ],
  [
    'blocked',
    ['refused'],
    false,
    'expected silence of the target, but the connection was refused and nothing listens there: the server is down, or serves another port',
  ],
] as const)('expected %s, seen %j, listening %s, a reader is told: %s', ([wanted, seen, listening, explanation]) => {
  const judged = judge(wanted, { paths: [path(seen)], listening: listening ? 'yes' : undefined });
  expect(judged.explanation).toBe(explanation);
});

test('what cannot be believed is said with the reason', () => {
  const { explanation } = judge('blocked', { paths: [path(['blocked'], unproven)], listening: 'yes' });
  expect(explanation).toBe('its silence proves nothing: 3 of 6 were lost');
});

test.for([
  ['blocked', [['blocked'], ['allowed']], 'mismatch', 'allowed'],
  ['blocked', [['blocked'], ['failed', 'failed', 'failed']], 'inconclusive', 'failed'],
  ['allowed', [['allowed'], ['failed', 'failed', 'failed']], 'inconclusive', 'failed'],
  [
    'allowed',
    [
      ['blocked', 'allowed'],
      ['failed', 'failed', 'failed'],
    ],
    'inconclusive',
    'failed',
  ],
  ['allowed', [['allowed'], ['blocked', 'allowed']], 'flaky', 'allowed'],
  [
    'allowed',
    [
      ['blocked', 'allowed'],
      ['blocked', 'blocked', 'blocked'],
    ],
    'mismatch',
    'blocked',
  ],
] as const)('the worst path speaks for the flow: expected %s, seen %j: %s', ([wanted, seen, outcome, verdict]) => {
  const paths = seen.map((own) => path(own));
  for (const order of [paths, paths.toReversed()])
    expect(judge(wanted, { paths: order, listening: 'yes' })).toMatchObject({ outcome, verdict });
});

test('silence of a target that went away meanwhile proves nothing, while a leak stays one', () => {
  const disturbance = 'pod ns/x restarted';
  const judged = (seen: AttemptVerdict) => judge('blocked', { paths: [path([seen])], listening: 'yes', disturbance });
  expect(judged('blocked')).toEqual({
    outcome: 'inconclusive',
    verdict: 'blocked',
    explanation: 'pod ns/x restarted while it was probed, so silence proves nothing',
  });
  expect(judged('allowed').outcome).toBe('mismatch');
});

test('a flow is judged with all that was observed of it, round by round', () => {
  const flow = {
    from: 'a',
    to: 'b',
    port: { number: 80, protocol: 'tcp' },
    expect: 'allowed',
    position: { file: 'x', line: 1, column: 1 },
  } as const;
  const [first, second] = [path(['blocked', 'allowed']), path(['allowed'])];
  const observation = { flow, paths: [first, second], listening: 'b listens', reproduce: 'curl' };
  const judged = judgeFlow(observation);
  expect(judged).toEqual({
    flow,
    outcome: 'flaky',
    verdict: 'allowed',
    explanation: 'got through, yet 1 of 2 tries did not (blocked)',
    listening: 'b listens',
    attempts: [first.attempts[0], second.attempts[0], first.attempts[1]],
    reproduce: 'curl',
  });
  const [attempt] = second.attempts;
  if (!attempt) throw new Error('no attempt');
  const triangulation = { side: 'egress', explanation: 'it is', attempts: [attempt, attempt] } as const;
  expect(judgeFlow({ ...observation, triangulation })).toEqual({ ...judged, triangulation });
});

test('a flow without any path is inconclusive', () => {
  expect(judge('blocked', { paths: [], listening: 'yes' })).toEqual({
    outcome: 'inconclusive',
    verdict: 'failed',
    explanation: 'nothing was probed: the target has no address',
  });
});

test('the greatest chance that is believable is believed, and nothing beyond it', () => {
  const judged = (chance: number) => {
    const silent = path(['blocked'], { chance });
    return [needsAnotherTry('blocked', silent), judge('blocked', { paths: [silent], listening: 'yes' }).outcome];
  };
  expect(judged(believable)).toEqual([false, 'as-expected']);
  expect(judged(believable + 1e-9)).toEqual([true, 'inconclusive']);
});

test.for([
  ['blocked', ['allowed'], proven, false, 'a leak: trying until it is blocked would hide it'],
  ['blocked', ['blocked'], proven, false, 'a block that is proven'],
  ['blocked', ['blocked'], unproven, true, 'a silence that may be an accident'],
  ['blocked', ['blocked', 'blocked', 'blocked', 'blocked', 'blocked'], unproven, true, 'the last but one round'],
  ['blocked', Array.from({ length: maxRounds }, () => 'blocked' as const), unproven, false, 'all rounds'],
  ['blocked', ['failed'], { chance: 1 }, true, 'a lost probe'],
  ['blocked', ['failed', 'failed', 'failed'], { chance: 1 }, false, 'a probe that is lost whenever it is tried'],
  ['blocked', ['blocked', 'failed', 'failed'], unproven, true, 'a silence that is still unproven'],
  ['blocked', ['refused'], { chance: 1 }, false, 'an answer'],
  ['allowed', ['blocked'], proven, true, 'a cut that is to be confirmed'],
  ['allowed', ['blocked', 'allowed'], unproven, false, 'it got through'],
  ['allowed', ['allowed', 'blocked'], unproven, false, 'it got through before'],
  ['allowed', ['refused', 'refused'], proven, true, 'a rejection that is to be confirmed'],
  ['allowed', ['blocked', 'blocked', 'blocked'], proven, false, 'a cut that is confirmed'],
  ['allowed', ['blocked', 'blocked', 'blocked'], unproven, true, 'silences that may be accidents'],
  ['allowed', ['refused', 'refused', 'refused'], { chance: 1 }, false, 'a rejection is no silence'],
] as const)('expected %s, seen %j, %j: tried again %s: %s', ([wanted, seen, doubt, again]) => {
  expect(needsAnotherTry(wanted, path(seen, doubt))).toBe(again);
});

test('a survey confirms what is cut off as often as it likes', () => {
  expect(needsAnotherTry('allowed', path(['blocked', 'blocked']), 2)).toBe(false);
});

test('what was not tried yet is tried', () => {
  expect(needsAnotherTry('blocked', path([]))).toBe(true);
});

const anyDoubt = fc.constantFrom(proven, unproven);
const anyPath = fc
  .tuple(fc.array(fc.constantFrom(...verdicts), { minLength: 1, maxLength: cutRounds }), anyDoubt)
  .map(([seen, doubt]) => path(seen, doubt));
const anyPaths = fc.array(anyPath, { minLength: 1, maxLength: 3 });

test('an expected block that got through once is a mismatch, whatever else happened', () => {
  fc.assert(
    fc.property(anyPaths, fc.option(fc.string(), { nil: undefined }), (others, listening) => {
      const paths = [...others, path(['blocked', 'allowed'])];
      expect(judge('blocked', { paths, listening }).outcome).toBe('mismatch');
    }),
  );
});

test('a block is as expected only if every path was silent beyond doubt and the target was seen listening', () => {
  fc.assert(
    fc.property(anyPaths, fc.option(fc.constant('seen'), { nil: undefined }), (paths, listening) => {
      const { outcome } = judge('blocked', { paths, listening });
      if (outcome !== 'as-expected') return;
      expect(listening).toBeDefined();
      for (const { attempts, doubt } of paths) {
        expect(attempts.every(({ verdict }) => verdict !== 'allowed')).toBe(true);
        expect(attempts.findLast(({ verdict }) => verdict !== 'failed')?.verdict).toBe('blocked');
        expect(doubt).toBe(proven);
      }
    }),
  );
});
