import type { Cell, Expectation, Scenario } from '../model/scenario.ts';
import type { End } from '../policy/connection.ts';
import type { SideDecision } from '../policy/decision.ts';
import type { Peer } from '../policy/network-policy.ts';
import { simulate, type Prediction, type SimulatedPath, type SimulatedStage } from '../simulation/simulate.ts';

/** What the policies of a cluster that exists say of one flow. */
export interface LivePrediction extends Prediction<Cell> {
  /**
   * Whether it holds for the cluster as it is. Where an ipBlock has the say over a pod that was not read, it does not: the
   * address of that pod is assumed.
   */
  readonly sure: boolean;
}

/** What the policies of a cluster that exists say of all flows of a survey. */
export interface LiveStage extends SimulatedStage<Cell> {
  readonly predictions: readonly LivePrediction[];
}

/** Predicts the flows of a survey from the policies that stand. */
export function predictLive(scenario: Scenario<Cell>): LiveStage {
  const [simulated] = simulate(scenario);
  if (!simulated) throw new Error(`${scenario.name} has no stage`);
  const pods = scenario.standing.filter(({ object }) => object.kind === 'Pod');
  const read = new Set(pods.map(({ object }) => podKey(object.metadata)));
  const predictions = simulated.predictions.map((one) => ({ ...one, sure: isSure(one, read) }));
  return { ...simulated, predictions };
}

/** What a flow should do, if the cluster does what its policies mean; where they leave it open, it may get through. */
export function expectedBy(predictions: readonly LivePrediction[]): (flow: Cell) => Expectation {
  const blocked = new Set(
    predictions.filter(({ sure, verdict }) => sure && verdict === 'blocked').map(({ flow }) => flow),
  );
  return (flow) => (blocked.has(flow) ? 'blocked' : 'allowed');
}

function isSure({ verdict, paths }: Prediction<Cell>, read: ReadonlySet<string>): boolean {
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
