import { disturbanceOf } from './core/disturbance.ts';
import { judge, maxRounds, needsAnotherTry } from './core/judge.ts';
import { listeningKey, proveListening, type Listening } from './core/listening.ts';
import type { Attempt, Flow, FlowResult } from './core/model.ts';
import { commandOf } from './core/reproduce.ts';
import { pathsOf, selfChecksOf, type Path, type Places, type SelfCheck } from './core/targets.ts';
import { cutOf } from './core/triangulate.ts';
import type { Environment, Progress } from './environments/environment.ts';
import { probePaths, type ProbingOptions } from './probing.ts';
import { withTriangulation, type MaybeCut } from './triangulation.ts';

export interface TurnOptions extends Omit<ProbingOptions, 'round' | 'onProbed'> {
  readonly progress: Progress;
  /** Rounds of probing at the most. @defaultValue {@link maxRounds} */
  readonly rounds?: number | undefined;
  /** What earlier stages and turns proved. */
  readonly earlier: Listening;
}

export interface TurnOutcome {
  readonly results: readonly FlowResult[];
  readonly listening: Listening;
  readonly probeCount: number;
}

/** A flow on one of the ways that it can take. */
interface Trial extends Path {
  readonly flow: Flow;
}

/** Sends the probes of flows at the same time, confirms what deviates, and judges every flow. */
export async function probeTurn(
  environment: Environment,
  flows: readonly Flow[],
  places: Places,
  options: TurnOptions,
): Promise<TurnOutcome> {
  const { progress, signal, connectTimeoutMs, concurrency, pacer, earlier, rounds = maxRounds } = options;
  const trials = flows.flatMap((flow) => pathsOf(flow, places).map((path): Trial => ({ flow, ...path })));
  const checks = places.endpoints.flatMap((endpoint) => selfChecksOf(endpoint, endpoint.ports, places));
  let probeCount = 0;
  const probe = async <T extends Path>(
    paths: readonly T[],
    round: number,
  ): Promise<readonly (readonly [T, Attempt])[]> => {
    let done = 0;
    probeCount += paths.length;
    const onProbed = (count: number): void => {
      done += count;
      progress.detail(`${round > 1 ? `confirming, try ${round}: ` : ''}${done} of ${paths.length} probes`);
    };
    return await probePaths(environment, paths, { connectTimeoutMs, concurrency, pacer, round, signal, onProbed });
  };

  const attempts = new Map<Trial | SelfCheck, Attempt[]>();
  for (const [path, attempt] of await probe<Trial | SelfCheck>([...trials, ...checks], 1))
    attempts.set(path, [attempt]);
  for (let round = 2; round <= rounds; round += 1) {
    const open = trials.filter((trial) => needsAnotherTry(trial.flow.expect, attempts.get(trial) ?? [], rounds));
    if (open.length === 0) break;
    // Probe pods that were killed are replaced before the next try.
    if (open.some((trial) => attempts.get(trial)?.at(-1)?.verdict === 'failed'))
      await environment.resolve(places.endpoints);
    for (const [trial, attempt] of await probe(open, round)) attempts.get(trial)?.push(attempt);
  }

  const latest = <T extends Trial | SelfCheck>(paths: readonly T[]): (T & { attempt: Attempt })[] =>
    paths.flatMap(
      (path) =>
        attempts
          .get(path)
          ?.slice(-1)
          .map((attempt) => ({ ...path, attempt })) ?? [],
    );
  const listening = proveListening(places.endpoints, {
    checks: latest(checks),
    flows: latest(trials),
    facts: places.facts,
    earlier,
  });
  const byHand = (trial: Trial | undefined): string => {
    const sender = places.endpoints.find(({ name }) => name === trial?.flow.from);
    if (!trial || !sender) return '';
    return environment.byHand(commandOf(trial.probe, connectTimeoutMs), trial.source, sender);
  };
  const after = await environment.facts(places.endpoints);
  const byFlow = Map.groupBy(trials, ({ flow }) => flow);
  const judged = flows.map((flow): MaybeCut => {
    const own = byFlow.get(flow) ?? [];
    const tried = own.flatMap((trial) => attempts.get(trial) ?? []).toSorted((a, b) => a.round - b.round);
    const proof = listening.get(listeningKey(flow.to, flow.port));
    const disturbance = disturbanceOf(places.facts.get(flow.to), after.get(flow.to));
    const judgement = judge({ expect: flow.expect, attempts: tried, listening: proof, disturbance });
    const deviating = latest(own).find(({ attempt }) => attempt.verdict !== flow.expect) ?? own[0];
    const result = { flow, ...judgement, listening: proof, attempts: tried, reproduce: byHand(deviating) };
    const fromOutside = places.endpoints.some(({ name, kind }) => name === flow.from && kind === 'outside');
    return { result, cut: cutOf(result, deviating, { facts: places.facts.get(flow.to), fromOutside }) };
  });
  const onProbed = (count: number): void => {
    probeCount += count;
    progress.detail('telling which side dropped what');
  };
  const probing = { connectTimeoutMs, concurrency, pacer, signal, round: rounds + 1, onProbed };
  const results = await withTriangulation(environment, judged, probing);
  return { results, listening, probeCount };
}
