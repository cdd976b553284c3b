import type { Cell, Flow, Scenario, Stage } from '../model/scenario.ts';
import { gapsIn } from '../policy/admin/gaps.ts';
import type { Connection } from '../policy/connection.ts';
import type { Decision } from '../policy/decision.ts';
import { evaluate } from '../policy/evaluate.ts';
import { foreignPolicies, type ForeignPolicy } from '../policy/foreign.ts';
import { standingIn } from '../scenario/standing-in.ts';
import { routesOf, type Route } from './routes.ts';
import { worldsOf } from './scenario-world.ts';
import type { World } from '../policy/world.ts';

/** What the policies of one stage say of all its flows. */
export interface SimulatedStage<F extends Cell = Flow> {
  readonly stage: Stage<F>;
  readonly world: World;
  /** Policies, and parts of policies, that are not understood; where there are any, every prediction is partial. */
  readonly foreign: readonly ForeignPolicy[];
  /** In the order of the stage's flows. */
  readonly predictions: readonly Prediction<F>[];
}

/** What the policies say of one flow. */
export interface Prediction<F extends Cell = Flow> {
  readonly flow: F;
  /** `mixed` where paths differ, `unknown` where there is none: a sender or a receiver without pods. */
  readonly verdict: 'allowed' | 'blocked' | 'mixed' | 'unknown';
  readonly paths: readonly SimulatedPath[];
}

export interface SimulatedPath {
  readonly allowed: boolean;
  readonly connection: Connection;
  readonly decision: Decision;
  /** Look-ups of the name that is dialled, each of which a policy may stop. */
  readonly lookups: readonly { readonly connection: Connection; readonly decision: Decision }[];
}

/**
 * Predicts every flow of every stage from the manifests alone: with the policies that stand by then, and all pods Ready.
 */
export function simulate<F extends Cell>(scenario: Scenario<F>): SimulatedStage<F>[] {
  const worlds = worldsOf(scenario);
  return scenario.stages.flatMap((stage, index) => {
    const world = worlds[index];
    if (!world) return [];
    const foreign = [...foreignPolicies(standingIn(scenario, index)), ...gapsIn(world).map(({ policy }) => policy)];
    return [{ stage, world, foreign, predictions: predictAll(stage, scenario, world) }];
  });
}

/** Predicts the flows of a stage in a world. */
function predictAll<F extends Cell>({ flows }: Stage<F>, scenario: Scenario<F>, world: World): Prediction<F>[] {
  return flows.map((flow) => predict(flow, scenario, world));
}

/** Predicts one flow in a world. */
export function predict<F extends Cell>(flow: F, scenario: Scenario<Cell>, world: World): Prediction<F> {
  return decide(flow, routesOf(flow, scenario, world), world);
}

/** Predicts a flow anew in a world that has other policies, and is otherwise the same: its paths are known already. */
export function repredict<F extends Cell>({ flow, paths }: Prediction<F>, world: World): Prediction<F> {
  const routes = paths.map(({ connection, lookups }) => ({
    connection,
    lookups: lookups.map((lookup) => lookup.connection),
  }));
  return decide(flow, routes, world);
}

/** Whether policies of a namespace have a say in a flow: whether a pod of it is at an end of one of its paths. */
export function concerns(namespace: string, { paths }: Pick<Prediction, 'paths'>): boolean {
  const isIn = ({ from, to }: Connection): boolean =>
    [from, to].some((end) => end.kind === 'pod' && end.pod.namespace === namespace);
  return paths.some(({ connection, lookups }) => isIn(connection) || lookups.some((one) => isIn(one.connection)));
}

function decide<F extends Cell>(flow: F, routes: readonly Route[], world: World): Prediction<F> {
  const decided = (connection: Connection) => ({ connection, decision: evaluate(connection, world) });
  const paths = routes.map(({ connection, lookups }): SimulatedPath => {
    const { decision } = decided(connection);
    const looked = lookups.map(decided);
    return {
      allowed: decision.allowed && looked.every((one) => one.decision.allowed),
      connection,
      decision,
      lookups: looked,
    };
  });
  return { flow, verdict: verdictOf(paths), paths };
}

function verdictOf(paths: readonly SimulatedPath[]): Prediction['verdict'] {
  const [first, ...others] = paths;
  if (!first) return 'unknown';
  if (paths.some(isUncertain) || others.some(({ allowed }) => allowed !== first.allowed)) return 'mixed';
  return first.allowed ? 'allowed' : 'blocked';
}

/** Whether it depends on which DNS server is asked. */
function isUncertain({ decision, lookups }: SimulatedPath): boolean {
  const answered = lookups.filter((one) => one.decision.allowed).length;
  return decision.allowed && answered > 0 && answered < lookups.length;
}
