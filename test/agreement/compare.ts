import type { KindOptions } from '../../src/environments/kind/kind-options.ts';
import { observe } from './observe.ts';
import type { GeneratedWorld } from './world.ts';

/** A flow that network namespaces, the simulator or the connections of the policies judge other than Calico. */
interface Disagreement {
  /** Index of the world. */
  readonly world: number;
  readonly flow: string;
  readonly calico: string;
  readonly netns: string;
  readonly simulated: string;
  readonly connections: string;
}

/** What all of them made of the same worlds. */
export interface Comparison {
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
}

/**
 * Asks the policies for every flow of the worlds and observes it in network namespaces, then on a kind cluster, where what was seen
 * first is what is expected: so only what differs is tried again there.
 *
 * @throws when either run fails, or leaves a flow without a verdict.
 */
export async function compare(worlds: readonly GeneratedWorld[], kind: KindOptions): Promise<Comparison> {
  const here = await observe(worlds, () => 'allowed', { target: { netns: {} }, connectTimeoutMs: 1000 });
  const seen = new Map(here.map(({ flow, observed }) => [flow, observed]));
  const real = await observe(
    worlds,
    (from, to) => (seen.get(`${from} → ${to}`) === 'allowed' ? 'allowed' : 'blocked'),
    { target: { kind } },
  );
  const disagreements = real.flatMap(({ flow, observed: calico, simulated, connections }): Disagreement[] => {
    const netns = seen.get(flow) ?? 'not probed';
    if ([netns, simulated, connections].every((one) => one === calico)) return [];
    return [{ world: Number(/^w(\d+)/.exec(flow)?.[1]), flow, calico, netns, simulated, connections }];
  });
  return { cells: real.length, disagreements };
}
