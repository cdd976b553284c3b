import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { printableText } from '../../src/reporters/printable.ts';
import { durationLabel } from '../../src/reporters/duration.ts';
import { widthOf, wrap } from '../../src/reporters/terminal/wrap.ts';

test.for<[ms: number, label: string]>([
  [0, '0 ms'],
  [90.4, '90 ms'],
  [3000, '3 s'],
  [3412, '3.4 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [102_400, '1 min 42 s'],
])('%d ms read %s', ([ms, label]) => {
  expect(durationLabel(ms)).toBe(label);
});

test.for<[text: string, cleaned: string, why: string]>([
  ['\u001B[1;31mred\u001B[0m', 'red', 'colours'],
  ['\u001B]8;;http://x\u001B\\link\u001B]8;;\u0007', 'link', 'hyperlinks'],
  ['a\u0000b\u0008c\u009Bd', 'abc', 'control characters, and the 8-bit CSI with its final character'],
  ['a\r\nb\tc', 'a\nb\tc', 'line breaks and tabs stay'],
  ['a\u202Eb', 'ab', 'what turns the direction of writing'],
  ['ok \uD800 👍 é', 'ok  👍 é', 'half a surrogate pair, and nothing of a whole one'],
])('%j is cleaned to %j: %s', ([text, cleaned]) => {
  expect(printableText(text)).toBe(cleaned);
});

test.for<[text: string, width: number]>([
  ['task-api', 8],
  ['→ · ✓', 5],
  ['デプロイ', 8],
  ['✅', 2],
  ['e\u0301', 1],
])('%s takes %i columns', ([text, width]) => {
  expect(widthOf(text)).toBe(width);
});

test('wrapping keeps every word and its order, and no line is too wide', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width);
      expect(lines.join('').replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''));
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }),
  );
});
