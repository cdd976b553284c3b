import { expect, test } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { blockHolds } from '../../src/policy/match-rule.ts';
import type { IpBlockPeer } from '../../src/policy/network-policy.ts';
import { connectionIn, podManifest, policyManifest, worldOf } from '../helpers/world.ts';

const cluster = [podManifest('a/web app=web'), podManifest('a/db app=db')]; // 10.244.0.3 and .4, fd00::3 and ::4

function ingressOf(flow: string, rule: string) {
  const world = worldOf([...cluster, policyManifest('a/p', `{ podSelector: {}, ingress: [${rule}] }`)].join('\n---\n'));
  return evaluate(connectionIn(world, flow), world).ingress;
}

test('a rule for any peer and any port matches with neither', () => {
  const side = ingressOf('a/web → a/db:80', '{}');
  expect(side).toMatchObject({ kind: 'allowed', index: 0, port: undefined });
  expect(side).not.toHaveProperty('peer');
});

test('a rule for any peer names the port that matched', () => {
  const side = ingressOf('a/web → a/db:80', '{ ports: [{ port: 79 }, { port: 80 }] }');
  expect(side).toMatchObject({ kind: 'allowed', port: { port: 80 } });
  expect(side).not.toHaveProperty('peer');
});

test('a rule for any peer misses the port alone', () => {
  const side = ingressOf('a/web → a/db:80', '{ ports: [{ port: 79 }] }');
  expect(side).toMatchObject({ kind: 'denied', misses: [{ missed: 'port', peers: [] }] });
});

test('a rule for any port names the peer that matched', () => {
  const side = ingressOf(
    'a/web → a/db:80',
    '{ from: [{ podSelector: { matchLabels: { app: x } } }, { podSelector: {} }] }',
  );
  expect(side).toMatchObject({ kind: 'allowed', peer: { kind: 'pods', podSelector: {} }, port: undefined });
});

test.for<[block: Pick<IpBlockPeer, 'cidr' | 'except'>, family: 'IPv4' | 'IPv6', held: string, why: string]>([
  [{ cidr: '10.244.0.3/32', except: [] }, 'IPv4', 'yes', 'the address itself'],
  [{ cidr: '10.244.0.4/32', except: [] }, 'IPv4', 'address', 'another address'],
  [{ cidr: 'fd00::/64', except: [] }, 'IPv6', 'yes', 'its address of the other family'],
  [{ cidr: 'fd00::/64', except: [] }, 'IPv4', 'address', 'which it does not show here'],
  [{ cidr: '10.244.0.0/16', except: ['10.244.0.4/32', '10.244.0.3/32'] }, 'IPv4', 'excepted', 'any exception'],
  [{ cidr: '10.244.0.0/16', except: ['10.244.0.4/32'] }, 'IPv4', 'yes', 'an exception for somebody else'],
  [{ cidr: 'everybody', except: [] }, 'IPv4', 'address', 'what is no block holds nobody'],
  [{ cidr: '10.244.0.0/16', except: ['nobody'] }, 'IPv4', 'yes', 'and excepts nobody'],
])('%o holds a pod in %s: %s, %s', ([block, family, held]) => {
  const world = worldOf(cluster.join('\n---\n'));
  const connection = { ...connectionIn(world, 'a/web → a/db:80'), family };
  const position = { file: 'p.yaml', line: 1, column: 1 };
  expect(blockHolds({ kind: 'ipBlock', position, ...block }, connection.from, connection)).toBe(held);
});

test('no block holds an end without an address of the family', () => {
  const world = worldOf(cluster.join('\n---\n'));
  const connection = { ...connectionIn(world, '192.0.2.1 → a/db:80'), family: 'IPv6' } as const;
  const everything = {
    kind: 'ipBlock',
    position: { file: 'p.yaml', line: 1, column: 1 },
    cidr: '::/0',
    except: [],
  } as const;
  expect(blockHolds(everything, connection.from, connection)).toBe('address');
});
