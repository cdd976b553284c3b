import { expect, test } from 'vitest';
import { versionsOf, watchForStall } from '../../src/environments/standstill.ts';

/** What a watch says to a look every second at each of these, as a word per look. */
function looksAt(seen: readonly string[], secondsBetween = 1): string[] {
  let time = 7_000_000;
  const check = watchForStall({ unchangedMs: 10_000, inAllMs: 30_000, now: () => time });
  return seen.map((one) => {
    const reason = check(one);
    time += secondsBetween * 1000;
    if (reason === undefined) return 'waits';
    return reason.startsWith('nothing changed') ? 'stalled' : 'endless';
  });
}

function times(count: number, seen: string): string[] {
  return Array.from({ length: count }, () => seen);
}

function waits(count: number): string[] {
  return times(count, 'waits');
}

test.for([
  [times(11, 'a'), [...waits(10), 'stalled'], 'the same for ten seconds'],
  [[...times(9, 'a'), ...times(11, 'b')], [...waits(19), 'stalled'], 'the time counts from the last change'],
  [[...times(9, 'a'), 'b', ...times(10, 'a')], waits(20), 'what was seen before is a change, too'],
  [Array.from({ length: 31 }, (_, index) => `${index}`), [...waits(30), 'endless'], 'what changes for ever'],
  [times(11, ''), [...waits(10), 'stalled'], 'nothing at all does not change either'],
] as const)('%s: %s: %s', ([seen, said]) => {
  expect(looksAt(seen)).toEqual(said);
});

test('two looks with a long time between them do not show that nothing changed', () => {
  expect(looksAt(times(4, 'a'), 7)).toEqual(waits(4));
});

test('the reason names the time that was waited', () => {
  let time = 0;
  const check = watchForStall({ unchangedMs: 60_000, now: () => time });
  for (let look = 0; look < 5; look += 1) check('a');
  time = 60_000;
  expect(check('a')).toBe('nothing changed for 60 s');
  time = 900_000;
  expect(check('b')).toBe('it is not over after 900 s, although something still changes');
});

test.for([
  [[of('1', '5'), of('2', '6')], [of('2', '6'), of('1', '5')], true, 'the order is not a change'],
  [[of('1', '5')], [of('1', '6')], false, 'another version of the object'],
  [[of('1', '5')], [of('3', '5')], false, 'another object'],
  [[of('1', '5'), of('2', '6')], [of('1', '5')], false, 'one less'],
] as const)('%o and %o are the same: %s, %s', ([before, after, same]) => {
  expect(versionsOf(before) === versionsOf(after)).toBe(same);
});

function of(uid: string, resourceVersion: string): { metadata: { uid: string; resourceVersion: string } } {
  return { metadata: { uid, resourceVersion } };
}
