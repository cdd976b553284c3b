import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceStart, piecesOf, type Start } from '../../src/probe/rate.ts';

const full = [{ atMs: 500, count: 10 }];
test.for([
  [[], 10, 500, 500, 'nothing was before it'],
  [full, 1, 900, 1500, 'the last second is full'],
  [full, 10, 1500, 1500, 'a second has passed'],
  [[{ atMs: 500, count: 4 }], 6, 600, 600, 'the last second has room'],
  [
    [
      { atMs: 500, count: 4 },
      { atMs: 700, count: 4 },
    ],
    6,
    800,
    1500,
    'room comes with the second of the first',
  ],
  [
    [
      { atMs: 500, count: 4 },
      { atMs: 700, count: 4 },
    ],
    7,
    800,
    1700,
    'room comes with the second of the other',
  ],
  [[{ atMs: 900, count: 1 }], 1, 100, 900, 'it does not overtake'],
] as const)('after %o, %i more asked for at %i start at %i: %s', ([earlier, count, nowMs, expected]) => {
  expect(paceStart(count, { earlier, nowMs, maxRate: 10 }).at(-1)).toEqual({ atMs: expected, count });
});

const asked = fc.array(fc.record({ count: fc.integer({ min: 1, max: 9 }), afterMs: fc.nat(1500) }), { minLength: 1 });

test('no second has more connections than the rate, and none waits without need', () => {
  fc.assert(
    fc.property(asked, fc.integer({ min: 9, max: 40 }), (batches, maxRate) => {
      const starts: Start[] = [];
      let earlier: readonly Start[] = [];
      let nowMs = 0;
      for (const { count, afterMs } of batches) {
        nowMs += afterMs;
        const paced = paceStart(count, { earlier, nowMs, maxRate });
        earlier = paced;
        const start = paced.at(-1);
        if (!start) throw new Error('nothing starts');
        const before = starts.filter(({ atMs }) => atMs > start.atMs - 1000);
        expect(before.reduce((sum, one) => sum + one.count, count)).toBeLessThanOrEqual(maxRate);
        const last = starts.at(-1)?.atMs ?? 0;
        const justBefore = starts
          .filter(({ atMs }) => atMs > start.atMs - 1001)
          .reduce((sum, one) => sum + one.count, 0);
        // A millisecond earlier there was no room, or it was not yet asked for.
        expect(start.atMs === nowMs || start.atMs === last || justBefore + count > maxRate).toBe(true);
        starts.push(start);
      }
    }),
  );
});

test('pieces hold everything in order, and are as few as can be', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (items, largest) => {
      const pieces = piecesOf(items, largest);
      expect(pieces.flat()).toEqual(items);
      for (const { length } of pieces) expect(length).toBeLessThanOrEqual(largest);
      expect(pieces).toHaveLength(Math.max(1, Math.ceil(items.length / largest)));
    }),
  );
});

test('without a limit there is one piece', () => {
  expect(piecesOf([1, 2, 3], Infinity)).toEqual([[1, 2, 3]]);
});
