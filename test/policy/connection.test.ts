import { expect, test } from 'vitest';
import { addressOf, endLabel, isPolicyPod } from '../../src/policy/connection.ts';
import { connectionIn, podManifest, worldOf } from '../helpers/world.ts';

const world = worldOf([podManifest('a/web app=web'), podManifest('b/agent host=true')].join('\n---\n'));

test.for([
  ['a/web → b/agent:80', 'a/web', true, '10.244.0.3', 'a pod, by its first address'],
  ['b/agent → a/web:80', 'b/agent', false, '10.244.0.4', 'a pod on its node’s network'],
  ['n1 → a/web:80', 'node n1', false, '172.18.0.1', 'a node'],
  ['192.0.2.1 → a/web:80', '192.0.2.1', false, '192.0.2.1', 'somebody outside'],
  ['2001:db8::1 → a/web:80', '2001:db8::1', false, '2001:db8::1', 'somebody outside, by IPv6'],
  ['a/web → 2001:db8::1:80', 'a/web', true, 'fd00::3', 'a pod, by the family that the receiver has'],
] as const)('of %s the sender is %s, to policies a pod: %s, at %s: %s', ([flow, label, isPod, address]) => {
  const connection = connectionIn(world, flow);
  expect(endLabel(connection.from)).toBe(label);
  expect(isPolicyPod(connection.from)).toBe(isPod);
  expect(addressOf(connection.from, connection)).toBe(address);
});

test('ends without a family in common show each other no address', () => {
  const connection = connectionIn(world, '192.0.2.1 → 2001:db8::1:80');
  expect(addressOf(connection.from, connection)).toBeUndefined();
  expect(addressOf(connection.to, connection)).toBeUndefined();
});

test('the family that a connection is said to have counts', () => {
  const connection = { ...connectionIn(world, 'a/web → b/agent:80'), family: 'IPv6' } as const;
  expect(addressOf(connection.to, connection)).toBe('fd00::4');
});
