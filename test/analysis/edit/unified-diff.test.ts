import { expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/analysis/edit/unified-diff.ts';

const lines = (...names: string[]): string => names.map((name) => `${name}\n`).join('');

test.for<[why: string, before: string, after: string, diff: string[]]>([
  [
    'a line in the middle',
    lines('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'),
    lines('a', 'b', 'c', 'd', 'E', 'f', 'g', 'h', 'i'),
    ['@@ -2,7 +2,7 @@', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h'],
  ],
  ['the first line', lines('a', 'b'), lines('A', 'b'), ['@@ -1,2 +1,2 @@', '-a', '+A', ' b']],
  ['a line more at the end', lines('a'), lines('a', 'b'), ['@@ -1,1 +1,2 @@', ' a', '+b']],
  ['a line less', lines('a', 'b', 'b'), lines('a', 'b'), ['@@ -1,3 +1,2 @@', ' a', ' b', '-b']],
  [
    'a file that does not end with a line',
    'a',
    'a\nb',
    ['@@ -1,1 +1,2 @@', '-a', '\\ No newline at end of file', '+a', '+b', '\\ No newline at end of file'],
  ],
])('%s', ([, before, after, diff]) => {
  expect(unifiedDiff('x.yaml', before, after).split('\n')).toEqual(['--- a/x.yaml', '+++ b/x.yaml', ...diff]);
});
