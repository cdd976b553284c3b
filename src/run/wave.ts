import { companyOf, type Tried } from '../verdict/company.ts';
import { disturbanceOf } from '../verdict/disturbance.ts';
import { cutRounds, judge } from '../verdict/judge.ts';
import { listeningKey, proveListening, type Listening } from '../verdict/listening.ts';
import type { Attempt, FlowResult } from '../model/report.ts';
import type { Flow } from '../model/scenario.ts';
import { nextRound, wasOverloaded } from '../verdict/next-round.ts';
import { commandOf } from '../probe/reproduce.ts';
import { pathsOf, selfChecksOf, type Resolved, type SelfCheck } from '../probe/paths.ts';
import { cutOf } from '../verdict/triangulate.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import { probePaths, type ProbingOptions } from './send-probes.ts';
import { withTriangulation, type MaybeCut } from './triangulate-cuts.ts';

export interface WaveOptions extends Omit<ProbingOptions, 'round' | 'onProbed'> {
  readonly progress: Progress;
  /** Tries of what should get through. @defaultValue {@link cutRounds} */
  readonly rounds?: number | undefined;
  /** What earlier stages and waves proved. */
  readonly earlier: Listening;
}

export interface WaveOutcome {
  readonly results: readonly FlowResult[];
  readonly listening: Listening;
  readonly probeCount: number;
}

/** A flow on one of the ways that it can take. */
interface FlowTried extends Tried {
  readonly kind: 'flow';
  readonly flow: Flow;
  readonly attempts: Attempt[];
}

interface CheckTried extends Tried, SelfCheck {
  readonly kind: 'check';
  readonly attempts: Attempt[];
}

/** Sends the probes of flows at the same time, tries again what is not settled, and judges every flow. */
export async function probeWave(
  environment: Environment,
  flows: readonly Flow[],
  places: Resolved,
  options: WaveOptions,
): Promise<WaveOutcome> {
  const { progress, signal, connectTimeoutMs, launcher, rateLimiter, earlier, rounds = cutRounds } = options;
  const nodesOf = (endpoint: string): string[] => places.facts.get(endpoint)?.pods.map(({ node }) => node) ?? [];
  const trials = flows.flatMap((flow) =>
    pathsOf(flow, places).map((path): FlowTried => {
      const { to, expect } = flow;
      return { ...path, kind: 'flow', flow, to, toNodes: nodesOf(to), expect, attempts: [] };
    }),
  );
  const checks = places.endpoints
    .flatMap((endpoint) => selfChecksOf(endpoint, endpoint.ports, places))
    .map((check): CheckTried => {
      const { endpoint: to } = check;
      return { ...check, kind: 'check', to, toNodes: nodesOf(to), expect: 'allowed', attempts: [] };
    });
  const tried: readonly (FlowTried | CheckTried)[] = [...trials, ...checks];
  let probeCount = 0;
  let round = 1;
  for (let paths = tried; paths.length > 0; paths = nextRound(tried, { rounds, connectTimeoutMs })) {
    // Probe pods that were killed are replaced before the next try.
    if (paths.some(({ attempts }) => attempts.at(-1)?.verdict === 'failed'))
      await environment.resolve(places.endpoints);
    let done = 0;
    const onProbed = (count: number): void => {
      done += count;
      progress.detail(`${round > 1 ? `confirming, try ${round}: ` : ''}${done} of ${paths.length} probes`);
    };
    const probing = { connectTimeoutMs, launcher, rateLimiter, round, signal, onProbed };
    for (const [path, attempt] of await probePaths(environment, paths, probing)) path.attempts.push(attempt);
    probeCount += paths.length;
    round += 1;
  }
  if (wasOverloaded(tried, connectTimeoutMs)) launcher.slowDown();

  const listening = proveListening(places.endpoints, {
    checks: checks.flatMap(withLatest),
    flows: trials.flatMap(withLatest),
    facts: places.facts,
    earlier,
  });
  const byHand = (trial: FlowTried | undefined): string => {
    const sender = places.endpoints.find(({ name }) => name === trial?.flow.from);
    if (!trial || !sender) return '';
    return environment.byHand(commandOf(trial.probe, connectTimeoutMs), trial.source, sender);
  };
  const after = await environment.facts(places.endpoints);
  const doubtOf = companyOf(tried, connectTimeoutMs);
  const byFlow = Map.groupBy(trials, ({ flow }) => flow);
  const judged = flows.map((flow): MaybeCut => {
    const own = byFlow.get(flow) ?? [];
    const proof = listening.get(listeningKey(flow.to, flow.port));
    const disturbance = disturbanceOf(places.facts.get(flow.to), after.get(flow.to));
    const paths = own.map((trial) => ({ attempts: trial.attempts, doubt: doubtOf(trial) }));
    const judgement = judge({ expect: flow.expect, paths, listening: proof, disturbance });
    const deviating = own.find(({ attempts }) => attempts.at(-1)?.verdict !== flow.expect) ?? own[0];
    const attempts = own.flatMap((trial) => trial.attempts).toSorted((a, b) => a.round - b.round);
    const result = { flow, ...judgement, listening: proof, attempts, reproduce: byHand(deviating) };
    const fromOutside = places.endpoints.some(({ name, kind }) => name === flow.from && kind === 'outside');
    return { result, cut: cutOf(result, deviating, { facts: places.facts.get(flow.to), fromOutside }) };
  });
  const onProbed = (count: number): void => {
    probeCount += count;
    progress.detail('telling which side dropped what');
  };
  const results = await withTriangulation(environment, judged, {
    connectTimeoutMs,
    launcher,
    rateLimiter,
    signal,
    round,
    onProbed,
  });
  return { results, listening, probeCount };
}

function withLatest<T extends Tried>(one: T): (T & { readonly attempt: Attempt })[] {
  return one.attempts.slice(-1).map((attempt) => ({ ...one, attempt }));
}
