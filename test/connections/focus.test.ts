import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionsOf, type Connections } from '../../src/connections/connections.ts';
import { focused } from '../../src/connections/focus.ts';
import { anyWorld } from '../helpers/arbitrary-world.ts';

/** Every sender and receiver, as often as they are told. */
function pairsIn({ groups }: Connections): string[] {
  return groups.flatMap(({ from, to }) => from.flatMap((one) => to.map((other) => `${one} ${other}`))).toSorted();
}

const anyPlaces = fc.option(
  fc.uniqueArray(fc.nat(8)).map((places) => new Set(places)),
  { nil: undefined },
);

test('a focus keeps each pair that it is on, and none twice', () => {
  const direction = fc.constantFrom('Ingress' as const, 'Egress' as const, undefined);
  fc.assert(
    fc.property(anyWorld, anyPlaces, anyPlaces, direction, (world, workloads, peers, seen) => {
      const connections = connectionsOf({ world, manifests: [] });
      const [isOwn, isPeer] = [workloads, peers].map((places) => (place: number) => places?.has(place) ?? true);
      const isMeant = (pair: string): boolean => {
        const [from = -1, to = -1] = pair.split(' ').map(Number);
        const [received, sent] = [isPeer?.(from) && isOwn?.(to), isOwn?.(from) && isPeer?.(to)];
        return (seen !== 'Egress' && received === true) || (seen !== 'Ingress' && sent === true);
      };
      const shown = focused(connections, { workloads, peers, direction: seen });
      expect(pairsIn(shown)).toEqual(pairsIn(connections).filter(isMeant));
    }),
  );
});

test.for([
  [79, []],
  [80, [[{ protocol: 'TCP', first: 80, last: 80 }]]],
  [82, [[{ protocol: 'TCP', first: 82, last: 82 }]]],
  [83, []],
] as const)('of ports 80 to 82, a focus on %i has %j', ([number, expected]) => {
  const world = { namespaces: new Map(), pods: [], services: [], policies: [], adminPolicies: [] };
  const ports = [{ protocol: 'TCP' as const, first: 80, last: 82 }];
  const connections = { ...connectionsOf({ world, manifests: [] }), groups: [{ from: [0], to: [1], ports }] };
  const { groups } = focused(connections, { port: { number, protocol: 'TCP' } });
  expect(groups.map((group) => group.ports)).toEqual(expected);
});
