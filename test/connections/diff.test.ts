import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Ports } from '../../src/connections/connections.ts';
import { diffConnections, type ConnectionsDiff } from '../../src/connections/diff.ts';
import { whyChangedIn } from '../../src/connections/why-changed.ts';
import type { System } from '../../src/connections/matrix.ts';
import type { PortRange } from '../../src/policy/port-sets.ts';
import type { World } from '../../src/policy/world.ts';
import { anyRule, anyWorld, everyConnection } from '../helpers/arbitrary-world.ts';
import { isAmong, verdictIn } from '../helpers/connections.ts';
import { connectionsOf } from '../../src/connections/connections.ts';

const systemOf = (world: World): System => ({ world, manifests: [] });

/** Two worlds with the same pods, which differ in their policies and in the labels of their namespaces. */
const anyTwo = fc
  .tuple(anyWorld, anyWorld)
  .map(([one, other]) => [systemOf(one), systemOf({ ...other, pods: one.pods })] as const);

/** Changes as the pairs of a reader's names that they are about. */
function changesIn({ changes, parties }: ConnectionsDiff): string[] {
  const nameOf = (place: number): string => {
    const party = parties[place];
    if (party?.kind !== 'workload') return party?.kind === 'addresses' ? `part ${party.part}` : 'other';
    return party.pods.map(({ namespace, name }) => `${namespace}/${name}`).join();
  };
  const pairs = changes.flatMap(({ from, to, opened, closed }) =>
    from.flatMap((sender) =>
      to.map((receiver) => `${nameOf(sender)} → ${nameOf(receiver)} +${text(opened)} -${text(closed)}`),
    ),
  );
  return pairs.toSorted();
}

function text(ranges: readonly PortRange[]): string {
  return ranges.map(({ protocol, first, last }) => `${protocol} ${first}-${last}`).join();
}

function holds(ports: Ports, { port, protocol }: { readonly port: number; readonly protocol: string }): boolean {
  return ports !== 'unknown' && ports.some((one) => one.protocol === protocol && one.first <= port && port <= one.last);
}

test('nothing changes from a system to itself', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const { changes, came, went } = diffConnections(systemOf(world), systemOf(world));
      expect([changes, came, went]).toEqual([[], [], []]);
    }),
  );
});

test('the other way round, what was opened is closed', () => {
  fc.assert(
    fc.property(anyTwo, ([one, other]) => {
      const back = diffConnections(other, one);
      const exchanged = back.changes.map((change) => ({ ...change, opened: change.closed, closed: change.opened }));
      expect(changesIn({ ...back, changes: exchanged })).toEqual(changesIn(diffConnections(one, other)));
    }),
  );
});

test('what the older system allows, with what is opened and without what is closed, is what the newer allows', () => {
  fc.assert(
    fc.property(anyTwo, ([older, newer]) => {
      const diff = diffConnections(older, newer);
      const was = verdictIn(connectionsOf(older));
      const is = verdictIn(connectionsOf(newer));
      const [opens, closes] = [isAmong(diff, 'opened'), isAmong(diff, 'closed')];
      const wrong = everyConnection(newer.world)
        .filter(({ from, to }) => from.kind !== 'node' && !(from.kind === 'outside' && to.kind === 'outside'))
        .filter((connection) => {
          const expected = (was(connection) === 'allowed' || opens(connection)) && !closes(connection);
          return expected !== (is(connection) === 'allowed');
        });
      expect(wrong).toEqual([]);
    }),
  );
});

test('a rule that is added to those of a direction closes nothing', () => {
  fc.assert(
    fc.property(anyWorld, anyRule, fc.nat(), (world, rule, which) => {
      fc.pre(world.policies.length > 0);
      const chosen = which % world.policies.length;
      const policies = world.policies.map((policy, index) =>
        index === chosen ? { ...policy, ingress: [...policy.ingress, rule], egress: [...policy.egress, rule] } : policy,
      );
      const { changes } = diffConnections(systemOf(world), systemOf({ ...world, policies }));
      expect(changes.flatMap(({ closed }) => closed)).toEqual([]);
    }),
  );
});

test('a workload that came is reached as nothing was before, and one that went by nobody', () => {
  fc.assert(
    fc.property(anyWorld, fc.nat(), (world, which) => {
      const gone = world.pods[which % world.pods.length];
      const fewer = systemOf({ ...world, pods: world.pods.filter((pod) => pod !== gone) });
      const { came, went, changes } = diffConnections(fewer, systemOf(world));
      expect([came.flatMap(({ pods }) => pods), went]).toEqual([[gone], []]);
      expect(changes.flatMap(({ closed }) => closed)).toEqual([]);
      const all = changes.flatMap(({ opened, after }) => (holds(after, { port: 80, protocol: 'TCP' }) ? [opened] : []));
      expect(all.every((opened) => holds(opened, { port: 80, protocol: 'TCP' }))).toBe(true);
    }),
  );
});

test('each change has a reason, also where an end of it is gone', () => {
  fc.assert(
    fc.property(anyTwo, fc.nat(), ([older, newer], which) => {
      const pods = newer.world.pods.filter((_, index) => index !== which % newer.world.pods.length);
      const diff = diffConnections(older, systemOf({ ...newer.world, pods }));
      const whyOf = whyChangedIn(diff);
      expect(diff.changes.filter((change) => whyOf(change).length === 0)).toEqual([]);
    }),
  );
});
