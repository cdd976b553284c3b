import { expect, test } from 'vitest';
import { labelKeyProblem, labelValueProblem, dnsLabelProblem, objectNameProblem } from '../../src/kubernetes/names.ts';

/** Whether each is a name of a namespace, a name of an object, a key of a label, a value of a label. */
test.for([
  ['web', 'nokv'],
  ['a', 'nokv'],
  ['web-1', 'nokv'],
  ['1', 'nokv'],
  ['web.example.com', 'okv'],
  ['Web', 'kv'],
  ['web_1', 'kv'],
  ['', 'v'],
  ['example.com/web', 'k'],
  ['example.com/Web_1', 'k'],
  ['Example.com/web', ''],
  ['a/b/c', ''],
  ['/web', ''],
  ['example.com/', ''],
  ['-web', ''],
  ['web-', ''],
  ['web.', ''],
  ['a..b', 'kv'],
  ['a b', ''],
  ['web\n', ''],
  ['x'.repeat(63), 'nokv'],
  ['x'.repeat(64), 'o'],
  ['x'.repeat(254), ''],
] as const)('%j is right as %j', ([text, right]) => {
  const problems = { n: dnsLabelProblem, o: objectNameProblem, k: labelKeyProblem, v: labelValueProblem };
  const found = Object.entries(problems).filter(([, problemOf]) => problemOf(text) === undefined);
  expect(found.map(([letter]) => letter).join('')).toBe(right);
});
