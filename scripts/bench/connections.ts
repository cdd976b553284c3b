import { resourceUsage } from 'node:process';
import { connectionsOf } from '../../src/connections/connections.ts';
import { diffConnections } from '../../src/connections/diff.ts';
import { bigWorld } from './reachability.ts';

/** How long all connections of a cluster take, and what a change of its policies does. */
interface ConnectionTimes {
  readonly pods: number;
  readonly policies: number;
  readonly parties: number;
  readonly connectionsMs: number;
  readonly diffMs: number;
  /** Of the process so far. */
  readonly peakMegabytes: number;
}

/** Measures a cluster of so many namespaces, with ten pods and five policies each; the change takes one policy of fifty away. */
export function measureConnections(namespaces: number): ConnectionTimes {
  const world = bigWorld(namespaces);
  const system = { world, manifests: [] };
  const started = performance.now();
  const { parties } = connectionsOf(system);
  const connectionsMs = performance.now() - started;
  const changed = { ...world, policies: world.policies.filter((_, index) => index % 50 !== 3) };
  const compared = performance.now();
  diffConnections(system, { world: changed, manifests: [] });
  return {
    pods: world.pods.length,
    policies: world.policies.length,
    parties: parties.length,
    connectionsMs,
    diffMs: performance.now() - compared,
    peakMegabytes: Math.round(resourceUsage().maxRSS / 1024),
  };
}
