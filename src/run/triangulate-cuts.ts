import { crossPaths, triangulate, type Cut } from '../verdict/triangulate.ts';
import type { FlowResult } from '../model/report.ts';
import type { Environment } from '../environments/environment.ts';
import { probePaths, type ProbingOptions } from './send-probes.ts';

/** A result, and how it was cut off, where that can be triangulated. */
export interface MaybeCut {
  readonly result: FlowResult;
  readonly cut: Cut | undefined;
}

/**
 * Sends two more probes for every flow that was cut off, all at once, and adds to its result what they suggest. Results
 * are what they were where there is no control pod, for what it would tell is no more than a help.
 */
export async function withTriangulation(
  environment: Environment,
  results: readonly MaybeCut[],
  options: ProbingOptions,
): Promise<FlowResult[]> {
  const cuts = results.flatMap(({ cut }) => (cut ? [cut] : []));
  const ports = [...new Set(cuts.map(({ target }) => target.port))];
  const control = ports.length === 0 ? undefined : await controlOf(environment, ports, options);
  if (!control) return results.map(({ result }) => result);
  const crosses = new Map(cuts.map((cut) => [cut, crossPaths(cut, control)]));
  const attempts = new Map(await probePaths(environment, [...crosses.values()].flat(), options));
  return results.map(({ result, cut }) => {
    const [toControl, fromControl] = (cut && crosses.get(cut))?.map((path) => attempts.get(path)) ?? [];
    const triangulation = toControl && fromControl && triangulate(toControl, fromControl);
    return triangulation ? { ...result, triangulation } : result;
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
