import { expect, test } from 'vitest';
import { UsageError } from '../../src/model/errors.ts';
import { rateFor } from '../../src/app/rate.ts';

const workers = { count: 2, image: 'image', serviceAccount: 'flowproof' };

test.for([
  [{}, undefined, 2000, 'somebody’s cluster is treated gently'],
  [{}, 5000, 5000, 'unless its user wants otherwise'],
  [{ workers }, undefined, undefined, 'workers keep no rate'],
] as const)('%j with a rate of %s keeps %s: %s', ([existing, maxRate, rate]) => {
  expect(rateFor(existing, maxRate)).toBe(rate);
});

test('a rate that workers would not keep is refused', () => {
  expect(() => rateFor({ workers }, 5)).toThrow(UsageError);
});
