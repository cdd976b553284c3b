import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandsOf } from '../../src/page/axis.ts';
import { endOf, inSight, placeBands, runsOf } from '../../src/page/grid-layout.ts';
import { nextPlace } from '../../src/page/next-place.ts';

const ends = ['a/one', 'a/two', 'b/three', '/four'].map((label) => {
  const [namespace, name = ''] = label.split('/');
  return { name, namespace: namespace === '' ? undefined : namespace };
});
const labelOf = ({ name }: { readonly name: string }): string => name;

test('what is kept stands in bands by namespace, each of which folds to one slot', () => {
  const bands = bandsOf(ends, { folded: ['a'], keep: (index) => index !== 2, labelOf });
  expect(bands.map(({ namespace, slots }) => [namespace, ...slots.map(({ label }) => label)])).toEqual([
    ['a', 'a/*'],
    [undefined, 'four'],
  ]);
  expect(bands[0]?.slots[0]?.members).toEqual([0, 1]);
});

test('slots follow each other without a hole', () => {
  const placed = placeBands(bandsOf(ends, { folded: [], keep: () => true, labelOf }), { size: 10, heading: 4 });
  expect(placed.flatMap(({ slots }) => slots.map(({ start, index }) => [start, index]))).toEqual([
    [4, 0],
    [14, 1],
    [28, 2],
    [42, 3],
  ]);
  expect(endOf(placed)).toBe(52);
  expect(endOf([])).toBe(0);
});

test('every slot is in one run, and a run has no gap', () => {
  const all = Array.from({ length: 20 }, (_, index) => ({ name: `${index}` }));
  const slots = placeBands(bandsOf(all, { folded: [], keep: () => true, labelOf }), { size: 10, heading: 0 }).flatMap(
    (band) => band.slots,
  );
  const runs = runsOf(slots);
  expect(runs.flatMap((run) => run.slots)).toEqual(slots);
  expect(runs.map(({ start, slots: own }) => [start, own[0]?.start])).toEqual([
    [0, 0],
    [80, 80],
    [160, 160],
  ]);
});

test('whatever is in sight is drawn, and little more', () => {
  const scroll = fc.record({ from: fc.nat(10_000), length: fc.integer({ min: 1, max: 2000 }) });
  fc.assert(
    fc.property(scroll, ({ from, length }) => {
      const slots = Array.from({ length: 500 }, (_, index) => ({ start: index * 26 }));
      const drawn = inSight(slots, { from, length, size: 26 });
      const needed = slots.filter(({ start }) => start + 26 > from && start < from + length);
      expect(needed.every((slot) => drawn.includes(slot))).toBe(true);
      expect(drawn.length).toBeLessThanOrEqual(length / 26 + 20);
    }),
  );
});

test.for([
  ['ArrowUp', { row: 0, column: 1 }],
  ['ArrowDown', { row: 2, column: 1 }],
  ['ArrowLeft', { row: 1, column: 0 }],
  ['ArrowRight', { row: 1, column: 2 }],
  ['PageDown', { row: 2, column: 1 }],
  ['Home', { row: 1, column: 0 }],
  ['Control+Home', { row: 0, column: 0 }],
  ['End', { row: 1, column: 3 }],
  ['Control+End', { row: 2, column: 3 }],
  ['x', undefined],
] as const)('%s leads from the second cell of the second row to %j', ([keys, place]) => {
  const key = keys.replace('Control+', '');
  const event = { key, ctrlKey: key !== keys };
  expect(nextPlace({ row: 1, column: 1 }, event, { rows: 3, columns: 4 })).toEqual(place);
});
