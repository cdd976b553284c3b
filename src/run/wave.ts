import { companyOf, type Tried } from '../verdict/company.ts';
import { disturbanceOf } from '../verdict/disturbance.ts';
import { cutRounds } from '../verdict/judge.ts';
import { listeningKey, proveListening, type Listening } from '../verdict/listening.ts';
import type { Attempt } from '../model/report.ts';
import type { Cell, Expectation } from '../model/scenario.ts';
import type { Observation } from '../verdict/observation.ts';
import { nextRound, wasOverloaded } from '../verdict/next-round.ts';
import { patienceMs } from '../verdict/patience.ts';
import { commandOf } from '../probe/reproduce.ts';
import { addressBehind, pathsOf, selfChecksOf, witnessesOf, type Resolved, type SelfCheck } from '../probe/paths.ts';
import { cutOf } from '../verdict/triangulate.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import { probePaths, type ProbingOptions } from './send-probes.ts';
import { withTriangulation, type MaybeCut } from './triangulate-cuts.ts';

export interface WaveOptions<F extends Cell> extends Omit<ProbingOptions, 'round' | 'onProbed'> {
  /**
   * What a flow should do: as it is declared, or as the policies mean it. What should get through is tried again where it
   * does not, and tells what else can be believed.
   */
  readonly expect: (flow: F) => Expectation;
  /** Tries of what should get through, the first one included. @defaultValue {@link cutRounds} */
  readonly rounds?: number | undefined;
  readonly progress: Progress;
  /** What earlier stages and waves proved. */
  readonly earlier: Listening;
}

export interface WaveOutcome<F extends Cell> {
  readonly observations: readonly Observation<F>[];
  readonly listening: Listening;
  readonly probeCount: number;
}

/** A flow on one of the ways that it can take. */
interface FlowTried<F extends Cell> extends Tried {
  readonly kind: 'flow';
  readonly flow: F;
  probe: Tried['probe'];
  readonly attempts: Attempt[];
  /** Tries by name that never got to the target, since when its address is dialled. */
  readonly byName: Attempt[];
}

interface CheckTried extends Tried, SelfCheck {
  readonly kind: 'check';
  readonly attempts: Attempt[];
}

/** Sends the probes of flows at the same time, and tries again what is not settled. */
export async function probeWave<F extends Cell>(
  environment: Environment,
  flows: readonly F[],
  resolved: Resolved,
  options: WaveOptions<F>,
): Promise<WaveOutcome<F>> {
  const { progress, signal, connectTimeoutMs, launcher, rateLimiter, earlier, rounds = cutRounds } = options;
  const nodesOf = (endpoint: string): string[] => resolved.facts.get(endpoint)?.pods.map(({ node }) => node) ?? [];
  const trials = flows.flatMap((flow) =>
    pathsOf(flow, resolved).map((path): FlowTried<F> => {
      const { to } = flow;
      return {
        ...path,
        kind: 'flow',
        flow,
        to,
        toNodes: nodesOf(to),
        expect: options.expect(flow),
        attempts: [],
        byName: [],
      };
    }),
  );
  const checks = resolved.endpoints
    .flatMap((endpoint) => [
      ...selfChecksOf(endpoint, endpoint.ports, resolved),
      ...witnessesOf(endpoint, flows, resolved),
    ])
    .map((check): CheckTried => {
      const { endpoint: to } = check;
      return { ...check, kind: 'check', to, toNodes: nodesOf(to), expect: 'allowed', attempts: [] };
    });
  const tried: readonly (FlowTried<F> | CheckTried)[] = [...trials, ...checks];
  let probeCount = 0;
  let round = 1;
  for (let paths = tried; paths.length > 0; paths = nextRound(tried, { rounds, connectTimeoutMs })) {
    // Probe pods that were killed are replaced before the next try.
    if (paths.some(({ attempts }) => attempts.at(-1)?.verdict === 'failed'))
      await environment.resolve(resolved.endpoints);
    let done = 0;
    const onProbed = (count: number): void => {
      done += count;
      progress.detail(`${round > 1 ? `try ${round}, ` : ''}probes ${done}/${paths.length}`);
    };
    onProbed(0);
    const probing = {
      connectTimeoutMs,
      patienceMs: (own: readonly Tried[]) => patienceMs(own, connectTimeoutMs),
      launcher,
      rateLimiter,
      round,
      signal,
      onProbed,
    };
    for (const [path, attempt] of await probePaths(environment, paths, probing)) path.attempts.push(attempt);
    for (const trial of trials) dialByAddress(trial, trials, resolved);
    probeCount += paths.length;
    round += 1;
  }
  if (wasOverloaded(tried, connectTimeoutMs)) launcher.slowDown();

  const listening = proveListening(resolved.endpoints, {
    checks: checks.flatMap(withLatest),
    flows: trials.flatMap(withLatest),
    facts: resolved.facts,
    earlier,
  });
  const byHand = (trial: FlowTried<F> | undefined): string => {
    const sender = resolved.endpoints.find(({ name }) => name === trial?.flow.from);
    if (!trial || !sender) return '';
    return environment.byHand(commandOf(trial.probe, connectTimeoutMs), trial.source, sender);
  };
  const after = await environment.facts(resolved.endpoints);
  const doubtOf = companyOf(tried, connectTimeoutMs);
  const byFlow = Map.groupBy(trials, ({ flow }) => flow);
  const observed = flows.map((flow): MaybeCut<F> => {
    const own = byFlow.get(flow) ?? [];
    const deviating = own.find(({ attempts, expect }) => attempts.at(-1)?.verdict !== expect) ?? own[0];
    const observation = {
      flow,
      paths: own.map((trial) => ({ attempts: [...trial.byName, ...trial.attempts], doubt: doubtOf(trial) })),
      listening: listening.get(listeningKey(flow.to, flow.port)),
      disturbance: disturbanceOf(resolved.facts.get(flow.to), after.get(flow.to)),
      reproduce: byHand(deviating),
    };
    const fromOutside = resolved.endpoints.some(({ name, kind }) => name === flow.from && kind === 'outside');
    return { observation, cut: cutOf(observation, deviating, { facts: resolved.facts.get(flow.to), fromOutside }) };
  });
  const onProbed = (count: number): void => {
    probeCount += count;
    progress.detail('telling which side dropped what');
  };
  const observations = await withTriangulation(environment, observed, {
    connectTimeoutMs,
    launcher,
    rateLimiter,
    signal,
    round,
    onProbed,
  });
  return { observations, listening, probeCount };
}

/**
 * Has a path be tried by address that is declared blocked, and whose name got no answer: who knows the address needs no
 * look-up. It stays as it is where nobody knows, and where nothing is declared: a survey tells of the name.
 */
function dialByAddress<F extends Cell>(trial: FlowTried<F>, trials: readonly FlowTried<F>[], resolved: Resolved): void {
  const { probe, to } = trial;
  const flow: Cell & { readonly expect?: Expectation } = trial.flow;
  if (flow.expect !== 'blocked' || trial.attempts.at(-1)?.verdict !== 'dns-no-answer') return;
  const seen = trials.filter((one) => one.probe.host === probe.host && one.probe.family === probe.family);
  const [reached] = seen.flatMap(({ attempts }) => attempts.flatMap(({ remoteAddress }) => remoteAddress ?? []));
  const host = addressBehind(probe, to, resolved) ?? reached;
  if (host === undefined) return;
  trial.byName.push(...trial.attempts.splice(0));
  trial.probe = { ...probe, host };
}

function withLatest<T extends Tried>(one: T): (T & { readonly attempt: Attempt })[] {
  return one.attempts.slice(-1).map((attempt) => ({ ...one, attempt }));
}
