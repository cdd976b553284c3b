import { expect, test } from 'vitest';
import { podClasses } from '../../src/policy/pod-classes.ts';
import { createPortSets, type PortRange } from '../../src/policy/port-sets.ts';
import { portsOf } from '../../src/policy/rule-ports.ts';
import { podManifest, policyManifest, worldOf } from '../helpers/world.ts';

/** The ports of a rule, for two receivers of which the second names its ports otherwise. */
function ruleWith(ports: string) {
  const policy = policyManifest('a/p', `{ podSelector: {}, ingress: [{ ports: ${ports} }] }`);
  const pods = [podManifest('a/web app=web http:8080 dns:53/UDP'), podManifest('a/db app=db http:9090 dns:53')];
  const world = worldOf([...pods, policy].join('\n---\n'));
  const [rule] = world.policies.flatMap(({ ingress }) => ingress);
  if (!rule) throw new Error(`no rule in ${policy}`);
  return { rule, classes: podClasses(world).filter(({ example }) => example.namespace === 'a') };
}

function portsAt(ports: string): PortRange[][] {
  const { rule, classes } = ruleWith(ports);
  const sets = createPortSets();
  const at = portsOf(rule, classes, sets);
  return [0, 1].map((receiver) => [...sets.ranges(at(receiver))]);
}

const tcp = (first: number, last = first): PortRange => ({ protocol: 'TCP', first, last });
const udp = (first: number, last = first): PortRange => ({ protocol: 'UDP', first, last });
const sctp = (first: number, last = first): PortRange => ({ protocol: 'SCTP', first, last });

test.for<[ports: string, web: PortRange[], db: PortRange[], why: string]>([
  ['[]', [tcp(0, 65_535), udp(0, 65_535), sctp(0, 65_535)], [tcp(0, 65_535), udp(0, 65_535), sctp(0, 65_535)], 'any'],
  ['[{ port: 80 }]', [tcp(80)], [tcp(80)], 'a number, TCP unless said'],
  ['[{ port: 80, endPort: 90 }]', [tcp(80, 90)], [tcp(80, 90)], 'a range'],
  ['[{ protocol: UDP }]', [udp(0, 65_535)], [udp(0, 65_535)], 'every port of a protocol'],
  ['[{ port: 80 }, { port: 53, protocol: UDP }]', [tcp(80), udp(53)], [tcp(80), udp(53)], 'each of several'],
  ['[{ port: http }]', [tcp(8080)], [tcp(9090)], 'a name is what the receiver calls so'],
  ['[{ port: http }, { port: 80 }]', [tcp(80), tcp(8080)], [tcp(80), tcp(9090)], 'names beside numbers'],
  ['[{ port: dns, protocol: UDP }]', [udp(53)], [], 'and of the protocol that it has there'],
  ['[{ port: nothing }]', [], [], 'a name that nobody has'],
])('%s: %o at the one, %o at the other: %s', ([ports, web, db]) => {
  expect(portsAt(ports)).toEqual([web, db]);
});

test('a name is no port at a receiver that is not there', () => {
  const sets = createPortSets();
  expect(portsOf(ruleWith('[{ port: http }]').rule, [], sets)(0)).toBe(sets.none);
});

test.for([
  ['[]', [], 'what is any is known'],
  ['[{ port: 80 }, { port: 81 }]', [2], 'numbers are the same at every receiver'],
  ['[{ port: http }]', [1, 1], 'names are looked up at each, once'],
  ['[{ port: 80 }, { port: http }]', [2, 2], 'and whatever stands beside them'],
] as const)('for %s sets of %o ranges are made: %s', ([ports, expected]) => {
  const { rule, classes } = ruleWith(ports);
  const made: number[] = [];
  const sets = createPortSets();
  const of = (ranges: readonly PortRange[]): number => {
    made.push(ranges.length);
    return sets.of(ranges);
  };
  const at = portsOf(rule, classes, { ...sets, of });
  for (const receiver of [0, 1, 0, 1]) at(receiver);
  expect(made).toEqual(expected);
});
