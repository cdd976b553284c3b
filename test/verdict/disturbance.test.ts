import { expect, test } from 'vitest';
import { disturbanceOf } from '../../src/verdict/disturbance.ts';
import type { EndpointFacts, PodFacts, ServicePortFacts } from '../../src/model/facts.ts';

function pod(name: string, unlike: Partial<PodFacts> = {}): PodFacts {
  const common = { namespace: 'shop', node: 'n1', nodeIp: '172.18.0.2', listens: [], restarts: 0 };
  return { ...common, name, ips: ['10.244.0.5', 'fd00::5'], ...unlike };
}

function port(backends: readonly string[], unlike: Partial<ServicePortFacts> = {}): ServicePortFacts {
  return { number: 80, protocol: 'TCP', backends: new Map(backends.map((ip) => [ip, 8080])), ...unlike };
}

function facts(pods: readonly PodFacts[], servicePorts: readonly ServicePortFacts[] = []): EndpointFacts {
  return { pods, servicePorts, clusterIps: ['10.96.0.5'], nodePorts: [] };
}

const two = ['10.244.0.5', '10.244.0.6'];

test.for<[before: EndpointFacts | undefined, after: EndpointFacts | undefined, what: string | undefined, why: string]>([
  [facts([pod('a'), pod('b')]), facts([pod('b'), pod('a')]), undefined, 'the same pods, in another order'],
  [facts([pod('a'), pod('b')]), facts([pod('a')]), 'pod shop/b went away', 'a pod that is gone'],
  [facts([pod('a')]), facts([pod('b')]), 'pod shop/a went away', 'one that took its place'],
  [facts([pod('a')]), facts([pod('a'), pod('b')]), undefined, 'one more takes nothing from the others'],
  [
    facts([pod('a'), pod('b')]),
    facts([pod('a'), pod('b', { restarts: 1 })]),
    'pod shop/b restarted',
    'a new container',
  ],
  [facts([pod('a', { restarts: 3 })]), facts([pod('a', { restarts: 3 })]), undefined, 'restarts of before'],
  [facts([pod('a')]), facts([pod('a', { ips: ['10.244.0.9', 'fd00::5'] })]), changed('a'), 'another first address'],
  [facts([pod('a')]), facts([pod('a', { ips: ['10.244.0.5', 'fd00::9'] })]), changed('a'), 'another second address'],
  [
    facts([pod('a', { ips: ['1', '23'] })]),
    facts([pod('a', { ips: ['12', '3'] })]),
    changed('a'),
    'not by their letters',
  ],
  [facts([pod('a')]), facts([pod('a', { node: 'n2' })]), undefined, 'what no probe depends on'],
  [facts([], [port(two)]), facts([], [port(two.toReversed())]), undefined, 'the same backends'],
  [
    facts([], [port(two)]),
    facts([], [port(two.slice(0, 1))]),
    left('10.244.0.6'),
    'a backend that is not ready any more',
  ],
  [facts([], [port(two.slice(0, 1))]), facts([], [port(two)]), undefined, 'a backend more'],
  [facts([], [port(two)]), facts([]), left('10.244.0.5'), 'a port that the Service lost'],
  [facts([], [port(two)]), facts([], [port(two, { number: 81 })]), left('10.244.0.5'), 'another number'],
  [facts([], [port(two)]), facts([], [port(two, { protocol: 'UDP' })]), left('10.244.0.5'), 'another protocol'],
  [
    facts([], [port([], { number: 53, protocol: 'UDP' }), port(two)]),
    facts([], [port([], { number: 53, protocol: 'UDP' }), port([])]),
    left('10.244.0.5'),
    'every port is looked at',
  ],
  [facts([pod('a')], [port(two)]), facts([], []), 'pod shop/a went away', 'pods come first'],
  [undefined, facts([pod('a')]), undefined, 'nobody looked before'],
  [facts([pod('a')]), undefined, undefined, 'nobody could look again'],
  [undefined, undefined, undefined, 'nobody looked'],
])('%o, then %o: %s: %s', ([before, after, what]) => {
  expect(disturbanceOf(before, after)).toBe(what);
});

function changed(name: string): string {
  return `pod shop/${name} changed its address`;
}

function left(ip: string): string {
  return `${ip} left the Service's endpoints`;
}
