import { expect, test } from 'vitest';
import { contractOf } from '../../src/identity/contract.ts';

const outlook = { senders: new Map<string, number>(), pods: [], clients: [] };
const terms = { toolNamespace: 'home', nodes: ['a', 'b'], maxPods: 50, lifetimeSeconds: 3600 };

test('workers are told with what they hold, and no other pod is said to hold a token', () => {
  const contract = contractOf(outlook, { ...terms, workers: { count: 4, serviceAccount: 'prober' } });
  const told = contract.filter((sentence) => sentence.includes('token'));
  expect(told).toEqual([
    expect.stringMatching(/^Starts the probes from 4 pods at most of a Job in namespace home, .*account prober/),
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

test('waves are told where there is more than one', () => {
  const senders = new Map(Object.entries({ a: 30, b: 30, c: 20 }));
  const contract = contractOf({ ...outlook, senders }, terms);
  expect(contract).toContain('Has 50 of these pods at a time at most: every stage takes 2 waves, one after the other.');
  expect(contractOf({ ...outlook, senders }, { ...terms, maxPods: 80 }).join('\n')).not.toContain('turn');
});

test.for([
  [undefined, 'Sets no limit to the new connections that its probes make per second.'],
  [1, 'Its probes make 1 new connection per second at most, not counting the look-ups of names.'],
  [20, 'Its probes make 20 new connections per second at most, not counting the look-ups of names.'],
] as const)('a rate of %s is told', ([maxRate, sentence]) => {
  const contract = contractOf(outlook, { ...terms, maxRate });
  expect(contract.filter((one) => one.includes('per second'))).toEqual([sentence]);
});
