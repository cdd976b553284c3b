import { expect, test } from 'vitest';
import { ScenarioError } from '../../src/model/errors.ts';

test('a message names the first five problems of each file, and how many more there are', () => {
  const problems = ['a.yaml', 'b.yaml', 'a.yaml'].flatMap((file) =>
    Array.from({ length: 4 }, (_, index) => ({ position: { file, line: index + 1, column: 1 }, text: 'wrong' })),
  );
  const error = new ScenarioError(problems);
  expect(error.problems).toHaveLength(12);
  expect(error.message.split('\n')).toEqual([
    ...[1, 2, 3, 4, 1].map((line) => `a.yaml:${line}:1: wrong`),
    'a.yaml: and 3 more',
    ...[1, 2, 3, 4].map((line) => `b.yaml:${line}:1: wrong`),
  ]);
});
