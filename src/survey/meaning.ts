import type { Scenario } from '../core/model.ts';
import type { SideDecision } from '../policy/decision.ts';
import type { Peer } from '../policy/network-policy.ts';
import { simulate, type Prediction, type SimulatedPath, type SimulatedStage } from '../policy/simulate.ts';

/** A scenario whose expectations are what the live policies mean. */
export interface Meant {
  readonly scenario: Scenario;
  readonly simulated: SimulatedStage;
  /** In the order of the flows; of those that the policies do not settle for sure, the expectation is `allowed`. */
  readonly predictions: readonly Prediction[];
}

/**
 * Replaces the expectations of a live scenario by what its policies mean, so that whatever differs when it is probed is a
 * disagreement of cluster and policies.
 */
export function withMeaning(scenario: Scenario): Meant {
  const [simulated] = simulate(scenario);
  if (!simulated) throw new Error(`${scenario.name} has no stage`);
  const flows = simulated.predictions.map(({ flow, ...prediction }) => ({
    ...flow,
    expect: isSure(prediction) && prediction.verdict === 'blocked' ? ('blocked' as const) : ('allowed' as const),
  }));
  const stage = { ...simulated.stage, flows };
  const predictions = simulated.predictions.map((prediction, index) => ({
    ...prediction,
    flow: flows[index] ?? prediction.flow,
  }));
  return {
    scenario: { ...scenario, stages: [stage] },
    simulated: { ...simulated, stage, predictions },
    predictions,
  };
}

/**
 * Whether a prediction holds for the cluster as it is. Where an ipBlock has the say over a pod it does not: live
 * workloads come without the addresses of their pods, so that those of the simulation are made up.
 */
export function isSure({ verdict, paths }: Pick<Prediction, 'verdict' | 'paths'>): boolean {
  if (verdict !== 'allowed' && verdict !== 'blocked') return false;
  return paths.every((path) => [path, ...path.lookups].every(isSettled));
}

function isSettled({ connection, decision }: Pick<SimulatedPath, 'connection' | 'decision'>): boolean {
  const { egress, ingress } = decision;
  // Each side judges the address of the other end.
  return (
    (connection.to.kind !== 'pod' || !hangsOnAddress(egress)) &&
    (connection.from.kind !== 'pod' || !hangsOnAddress(ingress))
  );
}

function hangsOnAddress(side: SideDecision): boolean {
  if (side.kind === 'exempt') return false;
  const asked = (side.adminSteps ?? []).flatMap(({ policy }) => [...policy.ingress, ...policy.egress]);
  if (asked.some(({ peers }) => peers.some(({ kind }) => kind === 'ipBlock' || kind === 'nodes'))) return true;
  if (side.kind === 'allowed') return side.peer !== undefined && isBlock(side.peer);
  if (side.kind !== 'denied') return false;
  return side.misses.some(({ missed, rule: { peers } }) => missed === 'peer' && peers !== 'any' && peers.some(isBlock));
}

function isBlock({ kind }: Peer): boolean {
  return kind === 'ipBlock';
}
