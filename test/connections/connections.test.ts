import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/app/load.ts';
import { connectionsOf } from '../../src/connections/connections.ts';
import { doubtsIn } from '../../src/connections/doubt.ts';
import type { Connection, End } from '../../src/policy/connection.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { World } from '../../src/policy/world.ts';
import { standingIn } from '../../src/scenario/standing-in.ts';
import { simulate } from '../../src/simulation/simulate.ts';
import { anyAdminWorld } from '../helpers/arbitrary-admin.ts';
import { anyWorld, everyConnection } from '../helpers/arbitrary-world.ts';
import { verdictIn } from '../helpers/connections.ts';
import { publicCases } from '../helpers/public-cases.ts';

/** What connections say nothing of: a pod to itself, a node to its pods, and what no pod has a part in. */
function goesWithoutSaying({ from, to }: Connection): boolean {
  const isPolicyPod = (end: End): boolean => end.kind === 'pod' && !end.pod.hostNetwork;
  if (!isPolicyPod(from) && !isPolicyPod(to)) return true;
  if (from.kind === 'node') return true;
  if (from.kind !== 'pod' || to.kind !== 'pod') return false;
  return from.pod.name === to.pod.name || (from.pod.hostNetwork && from.pod.node === to.pod.node);
}

/** The first connections that are said to be what the policies do not say one by one. */
function wrongIn(world: World): string[] {
  const doubts = doubtsIn(world, []);
  const isUnknown = (end: End): boolean => end.kind === 'pod' && doubts.some(({ concerns }) => concerns(end.pod));
  const expected = (connection: Connection): string => {
    if (isUnknown(connection.from) || isUnknown(connection.to)) return 'unknown';
    return evaluate(connection, world).allowed ? 'allowed' : 'blocked';
  };
  const verdictOf = verdictIn(connectionsOf({ world, manifests: [] }));
  return everyConnection(world)
    .filter((connection) => !goesWithoutSaying(connection) && verdictOf(connection) !== expected(connection))
    .slice(0, 3)
    .map((connection) => `${verdictOf(connection)} ${JSON.stringify(connection)}`);
}

test.for([
  ['NetworkPolicies', anyWorld],
  ['admin policies around them', anyAdminWorld],
] as const)('with %s, connections are what each is told to be by itself', ([, worlds]) => {
  fc.assert(
    fc.property(worlds, (world) => {
      expect(wrongIn(world)).toEqual([]);
    }),
  );
});

describe('of scenarios', () => {
  test.for(publicCases)('%s, connections are what explain says of every flow', async (path) => {
    const scenario = await loadScenario(path);
    const last = simulate(scenario).at(-1);
    if (!last) throw new Error('no stage');
    const verdictOf = verdictIn(connectionsOf({ world: last.world, manifests: standingIn(scenario) }));
    const decided = last.predictions.flatMap(({ paths }) => paths.flatMap((one) => [one, ...one.lookups]));
    const told = decided.filter(({ connection }) => !goesWithoutSaying(connection));
    expect(told.length).toBeGreaterThan(0);
    const wrong = told.filter(
      ({ connection, decision }) => verdictOf(connection) !== (decision.allowed ? 'allowed' : 'blocked'),
    );
    expect(wrong.map(({ connection }) => JSON.stringify(connection))).toEqual([]);
  });
});
