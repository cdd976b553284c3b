import { expect, test } from 'vitest';
import {
  labelKeyProblem,
  labelValueProblem,
  dnsLabelProblem,
  objectNameProblem,
  portNameProblem,
} from '../../src/kubernetes/names.ts';

/** Whether each is a name of a namespace, of an object, a key of a label, a value of a label, a name of a port. */
test.for([
  ['web', 'nokvp'],
  ['a', 'nokvp'],
  ['web-1', 'nokvp'],
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
  ['sixteen-letters-', ''],
  ['fifteen-letters', 'nokvp'],
  ['a--b', 'nokv'],
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
  const problems = {
    n: dnsLabelProblem,
    o: objectNameProblem,
    k: labelKeyProblem,
    v: labelValueProblem,
    p: portNameProblem,
  };
  const found = Object.entries(problems).filter(([, problemOf]) => problemOf(text) === undefined);
  expect(found.map(([letter]) => letter).join('')).toBe(right);
});
