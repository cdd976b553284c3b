import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readView, writeView, type View } from '../../src/page/view.ts';

test('a fragment keeps the whole view, whatever was typed', () => {
  const text = fc.string({ unit: 'grapheme' });
  const view: fc.Arbitrary<View> = fc.record({
    stage: text,
    filter: text,
    only: fc.boolean(),
    cell: text,
    folded: fc.array(text, { maxLength: 3 }),
    picture: fc.constantFrom('matrix', 'graph'),
  });
  fc.assert(
    fc.property(view, (one) => {
      expect(readView(`#${writeView(one)}`)).toEqual(one);
    }),
  );
});

test('nothing stands in the fragment of the first view', () => {
  expect(writeView(readView(''))).toBe('');
  expect(writeView(readView('#stage=dns&nonsense=1'))).toBe('stage=dns');
});
