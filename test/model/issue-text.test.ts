import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueText } from '../../src/model/issue-text.ts';

test.for<readonly [schema: z.ZodType, value: unknown, text: string]>([
  [z.string(), undefined, 'is missing'],
  [z.string(), 5, 'has to be a text, and is a number: put it into quotes'],
  [z.string(), true, 'has to be a text, and is true or false: put it into quotes'],
  [z.string(), Infinity, 'has to be a text, and is a number: put it into quotes'],
  [z.string(), ['a'], 'has to be a text, and is a list'],
  [z.record(z.string(), z.string()), null, 'has to be a map, and is empty'],
  [z.array(z.string()), {}, 'has to be a list, and is a map'],
  [z.int(), 1.5, 'has to be a whole number'],
  [z.int(), '1', 'has to be a number, and is a text'],
  [z.enum(['a', 'b', 'c']), 'd', 'has to be a, b or c'],
  [z.literal(true), false, 'has to be true'],
  [z.int().min(1), 0, 'has to be 1 at least'],
  [z.int().max(9), 10, 'has to be 9 at most'],
  [z.array(z.string()).min(1), [], 'is empty'],
  [z.string().min(1), '', 'is empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'has more than 1 items'],
  [z.string().max(1), 'ab', 'has more than 1 characters'],
  [z.strictObject({}), { a: 1, b: 2 }, 'there is no such field: a, b'],
  [z.string('is no name'), 5, 'is no name'],
  [z.string().refine(() => false, 'is no name'), 'a', 'is no name'],
])('%# says what is wrong: %j, %s', ([schema, value, text]) => {
  expect(schema.safeParse(value).error?.issues.map(issueText)).toEqual([text]);
});
