import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transport } from '../../src/policy/network-policy.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { createPortSets, type PortRange } from '../../src/policy/port-sets.ts';
import { reachability } from '../../src/policy/reachability.ts';
import { anyAdminWorld } from '../helpers/arbitrary-admin.ts';
import { anyWorld } from '../helpers/arbitrary-world.ts';
import { adminManifest, podManifest, policyManifest, worldOf } from '../helpers/world.ts';

const ports = [1, 80, 81, 82, 83, 443, 65_535];
const transports: readonly Transport[] = ['TCP', 'UDP', 'SCTP'];

test.for([
  ['NetworkPolicies', anyWorld],
  ['admin policies around them', anyAdminWorld],
] as const)('with %s, the whole says of any two pods what they are told one by one', ([, worlds]) => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { classes, reaches } = reachability(world);
      for (const [from, senders] of classes.entries()) {
        for (const [to, receivers] of classes.entries()) {
          for (const sender of senders.pods) {
            for (const receiver of receivers.pods) {
              if (sender === receiver) continue;
              for (const port of ports) {
                for (const protocol of transports) {
                  const ends = { from: { kind: 'pod', pod: sender }, to: { kind: 'pod', pod: receiver } } as const;
                  const { allowed } = evaluate({ ...ends, port, protocol }, world);
                  expect(reaches(from, to, port, protocol)).toBe(allowed);
                }
              }
            }
          }
        }
      }
    }),
  );
});

test('of many classes, each pair has ports of its own', () => {
  const count = 40;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const only = (number: number): string => `podSelector: { matchLabels: { app: w${number} } }`;
  const ring = numbers.flatMap((own) => {
    const next = (own + 1) % count;
    return [
      podManifest(`a/w${own} app=w${own}`),
      policyManifest(`a/in${own}`, `{ ${only(own)}, ingress: [{ from: [{ ${only(next)} }] }] }`),
      policyManifest(
        `a/out${own}`,
        `{ ${only(next)}, policyTypes: [Egress], egress: [{ to: [{ ${only(own)} }], ports: [{ port: ${own + 1} }] }] }`,
      ),
    ];
  });
  const { classes, portsBetween } = reachability(worldOf(ring.join('\n---\n')));
  const places = numbers.map((own) => classes.findIndex(({ example }) => example.name === `w${own}`));
  for (const [to, receiver] of places.entries()) {
    for (const [from, sender] of places.entries()) {
      const allowed = from === (to + 1) % count ? [{ protocol: 'TCP', first: to + 1, last: to + 1 }] : [];
      expect(portsBetween(sender, receiver), `w${from} to w${to}`).toEqual(allowed);
    }
  }
});

test('every pod with a network of its own is in one class', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const pods = reachability(world).classes.flatMap((one) => one.pods);
      expect(new Set(pods)).toEqual(new Set(world.pods.filter(({ hostNetwork }) => !hostNetwork)));
      expect(pods).toHaveLength(new Set(pods).size);
    }),
  );
});

const shop = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }',
  podManifest('a/web-1 app=web,pod-name=web-1 http:8080'),
  podManifest('a/web-2 app=web,pod-name=web-2 http:8080'),
  podManifest('a/web-3 app=web,pod-name=web-3 http:9090'),
];

test.for<[spec: string, classes: string[], why: string]>([
  ['{ podSelector: { matchLabels: { app: web } } }', ['web-1 web-2 web-3'], 'no selector asks for their names'],
  ['{ podSelector: { matchLabels: { pod-name: web-2 } } }', ['web-1', 'web-2', 'web-3'], 'one does'],
  [
    '{ podSelector: {}, ingress: [{ ports: [{ port: http }] }] }',
    ['web-1 web-2', 'web-3'],
    'ports with that name differ',
  ],
  [
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.4/32 } }] }] }',
    ['web-1 web-3', 'web-2'],
    'a block holds one of them',
  ],
])('under %s the classes are %j: %s', ([spec, expected]) => {
  const { classes } = reachability(worldOf([...shop, policyManifest('a/p', spec)].join('\n---\n')));
  const found = classes
    .filter(({ example }) => example.namespace === 'a')
    .map(({ pods }) => pods.map(({ name }) => name).join(' '));
  expect(found).toEqual(expected);
});

const everyone = '{ namespaces: {} }';
test.for<[spec: string, classes: string[], why: string]>([
  [
    `{ priority: 1, subject: ${everyone}, ingress: [{ action: Deny, from: [${everyone}] }] }`,
    ['web-1 web-2 web-3'],
    'nothing asks for pods',
  ],
  [
    `{ priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { pod-name: web-2 } } } } }`,
    ['web-1', 'web-2', 'web-3'],
    'the subject is one of them',
  ],
  [
    `{ priority: 1, subject: ${everyone}, egress: [{ action: Deny, to: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { pod-name: web-2 } } } }] }] }`,
    ['web-1', 'web-2', 'web-3'],
    'a peer is one of them',
  ],
  [
    `{ priority: 1, subject: ${everyone}, egress: [{ action: Deny, to: [${everyone}], ports: [{ namedPort: http }] }] }`,
    ['web-1 web-2', 'web-3'],
    'ports with that name differ',
  ],
  [
    `{ priority: 1, subject: ${everyone}, egress: [{ action: Deny, to: [{ networks: [10.244.0.4/32] }] }] }`,
    ['web-1 web-3', 'web-2'],
    'a network holds one of them',
  ],
])('under the admin policy %s the classes are %j: %s', ([spec, expected]) => {
  const { classes } = reachability(worldOf([...shop, adminManifest('AdminNetworkPolicy x', spec)].join('\n---\n')));
  const found = classes
    .filter(({ example }) => example.namespace === 'a')
    .map(({ pods }) => pods.map(({ name }) => name).join(' '));
  expect(found).toEqual(expected);
});

test('ports between classes are ranges', () => {
  const spec =
    '{ podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 82 }, { port: 83 }, { protocol: UDP }] }] }';
  const { portsBetween, classes } = reachability(worldOf([...shop, policyManifest('a/p', spec)].join('\n---\n')));
  const place = classes.findIndex(({ example }) => example.namespace === 'a');
  expect(portsBetween(place, place)).toEqual([
    { protocol: 'TCP', first: 80, last: 83 },
    { protocol: 'UDP', first: 0, last: 65_535 },
  ]);
});

test('sets of ports are as many as there are different ones', () => {
  const anyRange = fc
    .record({ protocol: fc.constantFrom(...transports), first: fc.nat(9), length: fc.nat(3) })
    .map(({ protocol, first, length }): PortRange => ({ protocol, first, last: first + length }));
  const anyRanges = fc.array(anyRange, { maxLength: 4 });
  const members = (ranges: readonly PortRange[]): string[] =>
    ranges.flatMap(({ protocol, first, last }) =>
      Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`),
    );
  fc.assert(
    fc.property(anyRanges, anyRanges, (some, others) => {
      const sets = createPortSets();
      const [one, other] = [sets.of(some), sets.of(others)];
      const [left, right] = [new Set(members(some)), new Set(members(others))];
      expect(one === other).toBe([...left].toSorted().join() === [...right].toSorted().join());
      expect(members(sets.ranges(sets.union(one, other))).toSorted()).toEqual(
        [...left, ...right].filter((port, index, all) => all.indexOf(port) === index).toSorted(),
      );
      expect(members(sets.ranges(sets.intersection(one, other))).toSorted()).toEqual(
        [...left].filter((port) => right.has(port)).toSorted(),
      );
      expect(members(sets.ranges(sets.difference(one, other))).toSorted()).toEqual(
        [...left].filter((port) => !right.has(port)).toSorted(),
      );
      expect(sets.difference(sets.all, sets.difference(sets.all, one))).toBe(one);
      expect(sets.intersection(one, sets.all)).toBe(one);
      expect(sets.union(one, sets.all)).toBe(sets.all);
    }),
  );
});
