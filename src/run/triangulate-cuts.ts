import { crossPaths, triangulate, type Cut } from '../verdict/triangulate.ts';
import type { Cell } from '../model/scenario.ts';
import type { Observation } from '../verdict/observation.ts';
import type { Environment } from '../environments/environment.ts';
import { probePaths, type ProbingOptions } from './send-probes.ts';

/** What was observed of a flow, and how it was cut off, where that can be triangulated. */
export interface MaybeCut<F extends Cell> {
  readonly observation: Observation<F>;
  readonly cut: Cut | undefined;
}

/**
 * Sends two more probes for every flow that was cut off, all at once, and adds to its observation what they suggest.
 * Observations are what they were where there is no control pod, for what it would tell is no more than a help.
 */
export async function withTriangulation<F extends Cell>(
  environment: Environment,
  observed: readonly MaybeCut<F>[],
  options: ProbingOptions,
): Promise<Observation<F>[]> {
  const cuts = observed.flatMap(({ cut }) => (cut ? [cut] : []));
  const ports = [...new Set(cuts.map(({ target }) => target.port))];
  const control = ports.length === 0 ? undefined : await controlOf(environment, ports, options);
  if (!control) return observed.map(({ observation }) => observation);
  const crosses = new Map(cuts.map((cut) => [cut, crossPaths(cut, control)]));
  const attempts = new Map(await probePaths(environment, [...crosses.values()].flat(), options));
  return observed.map(({ observation, cut }) => {
    const [toControl, fromControl] = (cut && crosses.get(cut))?.map((path) => attempts.get(path)) ?? [];
    const triangulation = toControl && fromControl && triangulate(toControl, fromControl);
    return triangulation ? { ...observation, triangulation } : observation;
  });
}

async function controlOf(
  environment: Environment,
  ports: readonly number[],
  { signal }: ProbingOptions,
): ReturnType<Environment['control']> {
  try {
    return await environment.control(ports);
  } catch (error) {
    signal.throwIfAborted();
    // There may be no room for one more pod; what was observed is true without it.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
