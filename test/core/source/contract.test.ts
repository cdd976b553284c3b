import { expect, test } from 'vitest';
import { contractOf } from '../../../src/core/source/contract.ts';

const outlook = { senders: new Set<string>(), pods: [], clients: [] };
const terms = { home: 'home', nodes: ['a', 'b'], lifetimeSeconds: 3600 };

test('workers are told with what they hold, and no other pod is said to hold a token', () => {
  const contract = contractOf(outlook, { ...terms, workers: { count: 4, serviceAccount: 'prober' } });
  const told = contract.filter((sentence) => sentence.includes('token'));
  expect(told).toEqual([
    expect.stringMatching(/^Starts the probes from 4 pods at the most of a Job in namespace home, .*account prober/),
    expect.stringMatching(/^All other pods of it pass Pod Security "restricted", hold no token/),
  ]);
});

test('without workers there is no Job, and no pod holds a token', () => {
  const contract = contractOf(outlook, terms);
  expect(contract.filter((sentence) => sentence.includes('Job'))).toEqual([]);
  expect(contract.filter((sentence) => sentence.includes('token'))).toEqual([
    expect.stringMatching(/^Its pods pass Pod Security "restricted", hold no token/),
  ]);
});
