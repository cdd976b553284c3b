import { expect, test } from 'vitest';
import { planBatch } from '../../src/probe/batch.ts';
import { parseOutput } from '../../src/probe/parse-output.ts';
import { mayHide } from '../../src/probe/stall.ts';

const batch = planBatch(
  [
    { id: 'p0', protocol: 'tcp', host: '10.0.0.1', port: 80 },
    { id: 'p1', protocol: 'udp', host: '10.0.0.2', port: 81 },
  ],
  { nonce: 'n1', connectTimeoutMs: 3000 },
);
const transfer = (total: number): string => `n1 c0 transfer 0|28|0|0|${total}|0|0||timed out`;

test.for([
  ['the signs of life come when they should', ['n1 started 100.00', 'n1 beat 100.76', 'n1 beat 101.52'], 0.01],
  ['one comes late', ['n1 started 100.00', 'n1 beat 100.76', 'n1 beat 103.00'], 1.49],
  ['the first one comes late', ['n1 started 100.00', 'n1 beat 103.00'], 2.25],
  ['none came, since the batch was done before', ['n1 started 100.00', 'n1 done 100.20'], 0],
  ['a datagram waited for as long as it was told to', ['n1 p1 end 0 100.00 103.01'], 0.01],
  ['nc took longer than it was told to', ['n1 p1 end 0 100.00 108.46'], 5.46],
  ['a connection that was made and then silent', [transfer(3.5), 'n1 c0 curl 28 100.00 103.52'], 0.02],
  ['curl looked at the clock too late', [transfer(5.1), 'n1 c0 curl 28 100.00 105.12'], 1.6],
  ['curl took its time to start', [transfer(3.0), 'n1 c0 curl 28 100.00 105.00'], 2],
  ['curl took its time, and what it found is lost', ['n1 c0 curl 28 100.00 105.00'], 5],
  ['another batch stood still', ['n2 started 100.00', 'n2 beat 190.00'], 0],
] as const)('a stall is seen where %s', ([, lines, seconds]) => {
  expect(parseOutput(`${lines.join('\n')}\n`, batch).stallSeconds).toBeCloseTo(seconds, 2);
});

test('a third of the timeout is no stall that hides an answer', () => {
  expect(mayHide(1, 3000)).toBe(false);
  expect(mayHide(1.01, 3000)).toBe(true);
  expect(mayHide(undefined, 3000)).toBe(false);
});
