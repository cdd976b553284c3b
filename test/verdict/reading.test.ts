import { expect, test } from 'vitest';
import type { AttemptVerdict } from '../../src/model/report.ts';
import type { Evidence } from '../../src/verdict/observation.ts';
import { isCertain, seenOf, leastVerdict } from '../../src/verdict/reading.ts';
import { attemptOf } from '../helpers/report.ts';

/** What each path showed, round after round, of a target that listens. */
function evidence(paths: readonly (readonly AttemptVerdict[])[], rest: Partial<Evidence> = {}): Evidence {
  return {
    paths: paths.map((verdicts) => ({
      attempts: verdicts.map((verdict, index) => attemptOf({ verdict, round: index + 1 })),
      doubt: { chance: 0 },
    })),
    listening: 'api listens',
    ...rest,
  };
}

const unheard = { listening: undefined };
const restarted = { disturbance: 'pod shop/api restarted' };

test.for<[paths: readonly (readonly AttemptVerdict[])[], rest: Partial<Evidence>, seen: string, name: string]>([
  [[['allowed']], {}, 'allowed', 'it got through'],
  [[['allowed', 'blocked']], {}, 'allowed', 'a path that was known to be open, and lost when it was tried as company'],
  [[['blocked', 'allowed']], {}, 'allowed', 'a path that was lost at first'],
  [[['allowed']], { ...unheard, ...restarted }, 'allowed', 'what got through needs no other proof'],
  [[['blocked'], ['blocked', 'failed']], {}, 'blocked', 'silence on all paths'],
  [[['blocked']], unheard, 'unclear: nothing answered, and nothing was seen listening', 'nobody listens'],
  [[['blocked']], restarted, 'unclear: pod shop/api restarted meanwhile', 'a target that changed'],
  [[['allowed'], ['blocked']], {}, 'mixed: 1 of 2 paths got through, the others did not', 'a pod that differs'],
  [[['blocked'], ['allowed'], ['blocked']], {}, 'mixed: 1 of 3 paths got through, the others did not', 'most differ'],
  [[['allowed'], ['failed']], {}, 'unclear: the probe itself failed', 'a path that was not tried'],
  [[['blocked'], ['failed']], {}, 'unclear: the probe itself failed', 'a path that was not tried beside silence'],
  [[['refused']], {}, 'unclear: the connection was rejected, although the target listens', 'a rejection'],
  [
    [['refused']],
    unheard,
    'unclear: the connection was refused and nothing listens there: the server is down, or serves another port',
    'a dead server',
  ],
  [
    [['dns-no-answer']],
    {},
    'unclear: the look-up of its name got no answer, so the target was never tried: is DNS egress allowed?',
    'no DNS',
  ],
  [[], {}, 'unclear: the target has no address', 'no path'],
])('%j, %j is %s: %s', ([paths, rest, text]) => {
  const seen = seenOf(evidence(paths, rest));
  expect('why' in seen ? `${seen.kind}: ${seen.why}` : seen.kind).toBe(text);
  expect(isCertain(seen)).toBe(text === 'allowed' || text === 'blocked');
});

test('a silence that cannot be believed is neither a block, nor one of some paths only', () => {
  const attempts = [attemptOf({ verdict: 'blocked' })];
  const doubtful = { attempts, doubt: { chance: 0.5, because: '3 of 6 were lost' } };
  const { paths } = evidence([['allowed']]);
  const unclear = { kind: 'unclear', why: 'its silence proves nothing: 3 of 6 were lost' };
  expect(seenOf({ paths: [doubtful], listening: 'yes' })).toEqual(unclear);
  expect(seenOf({ paths: [...paths, doubtful], listening: 'yes' })).toEqual(unclear);
});

test.for<[paths: readonly (readonly AttemptVerdict[])[], verdict: string]>([
  [[['allowed'], ['allowed']], 'allowed'],
  [[['allowed'], ['refused']], 'rejected'],
  [[], 'failed'],
])('of %j the path that says least is %s', ([paths, verdict]) => {
  expect(leastVerdict(evidence(paths))).toBe(verdict);
});
