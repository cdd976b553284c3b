import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sliceByWeight } from '../../src/probe/job-slices.ts';

const anyItems = fc.array(fc.record({ id: fc.nat(), weight: fc.nat(500) }), { maxLength: 60 });
const weightOf = ({ weight }: { readonly weight: number }): number => weight;

test('every item is in exactly one slice, and there is no empty slice', () => {
  const property = fc.property(anyItems, fc.integer({ min: 1, max: 20 }), (items, count) => {
    const slices = sliceByWeight(items, count, weightOf);
    expect(slices.length).toBe(Math.min(count, items.length));
    expect(slices.every((slice) => slice.length > 0)).toBe(true);
    const dealt = slices.flat();
    expect(dealt).toHaveLength(items.length);
    expect(new Set(dealt)).toEqual(new Set(items));
  });
  fc.assert(property);
});

test('no slice has more than its share and one item', () => {
  const property = fc.property(anyItems, fc.integer({ min: 1, max: 20 }), (items, count) => {
    const loads = sliceByWeight(items, count, weightOf).map((slice) =>
      slice.reduce((sum, { weight }) => sum + weight + 1, 0),
    );
    const total = loads.reduce((sum, load) => sum + load, 0);
    const heaviest = Math.max(0, ...items.map(({ weight }) => weight + 1));
    for (const load of loads) expect(load).toBeLessThanOrEqual(total / loads.length + heaviest);
  });
  fc.assert(property);
});

test('what is heavy is spread', () => {
  const items = [9, 9, 1, 1, 1, 1].map((weight) => ({ weight }));
  const weights = sliceByWeight(items, 2, weightOf).map((slice) => slice.map(weightOf));
  expect(weights).toEqual([
    [9, 1, 1],
    [9, 1, 1],
  ]);
});
