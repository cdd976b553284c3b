import { flowLabel } from '../model/label.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import type { End } from '../policy/connection.ts';
import type { SideDecision } from '../policy/decision.ts';
import type { Peer } from '../policy/network-policy.ts';
import { simulate, type Prediction, type SimulatedPath, type SimulatedStage } from '../simulation/simulate.ts';

/** A scenario whose expectations are what the live policies mean. */
export interface Predicted {
  readonly scenario: Scenario;
  readonly simulated: SimulatedStage;
  /** In the order of the flows; of those that the policies do not settle for sure, the expectation is `allowed`. */
  readonly predictions: readonly PredictedFlow[];
}

/** What the policies mean for one flow. */
export interface PredictedFlow extends Prediction {
  /**
   * Whether it holds for the cluster as it is. Where an ipBlock has the say over a pod that was not read, it does not: the
   * address of that pod is assumed.
   */
  readonly sure: boolean;
}

/**
 * Replaces the expectations of a live scenario by what its policies mean, so that whatever differs when it is probed is a
 * disagreement of cluster and policies.
 */
export function withPredictions(scenario: Scenario): Predicted {
  const [simulated] = simulate(scenario);
  if (!simulated) throw new Error(`${scenario.name} has no stage`);
  const read = new Set(simulated.stage.manifests.filter(isLivePod).map(({ object }) => podKey(object.metadata)));
  const predictions = simulated.predictions.map((prediction): PredictedFlow => {
    const sure = isSure(prediction, read);
    const expect = sure && prediction.verdict === 'blocked' ? 'blocked' : 'allowed';
    return { ...prediction, sure, flow: { ...prediction.flow, expect } };
  });
  const stage = { ...simulated.stage, flows: predictions.map(({ flow }) => flow) };
  return { scenario: { ...scenario, stages: [stage] }, simulated: { ...simulated, stage, predictions }, predictions };
}

/** What the policies mean, by the label of the flow. */
export function predictedByFlow(predictions: readonly PredictedFlow[]): ReadonlyMap<string, PredictedFlow> {
  return new Map(predictions.map((prediction) => [flowLabel(prediction.flow), prediction]));
}

function isSure({ verdict, paths }: Prediction, read: ReadonlySet<string>): boolean {
  if (verdict !== 'allowed' && verdict !== 'blocked') return false;
  return paths.every((path) => [path, ...path.lookups].every((one) => isSettled(one, read)));
}

function isSettled(
  { connection: { from, to }, decision }: Pick<SimulatedPath, 'connection' | 'decision'>,
  read: ReadonlySet<string>,
): boolean {
  const isAssumed = (end: End): boolean => end.kind === 'pod' && !read.has(podKey(end.pod));
  // Each side judges the address of the other end.
  return !(isAssumed(to) && hangsOnAddress(decision.egress)) && !(isAssumed(from) && hangsOnAddress(decision.ingress));
}

function podKey({ namespace, name }: { readonly namespace?: string | undefined; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function isLivePod({ object, live }: Manifest): boolean {
  return live === true && object.kind === 'Pod';
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
