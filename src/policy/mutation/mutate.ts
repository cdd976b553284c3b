import type { Expectation, Flow, Position, Scenario } from '../../core/model.ts';
import { allCells } from '../../core/scenario/flows.ts';
import { flowLabel } from '../../core/label.ts';
import { predict, simulate, type Prediction, type SimulatedStage } from '../simulate.ts';
import type { World } from '../world.ts';
import { mutantsOf, type Mutant } from './mutants.ts';
import { differenceBetweenPods, type PodDifference } from './pod-difference.ts';

/** How well the flows of a scenario guard its policies. */
export interface MutationReport {
  readonly scenario: string;
  readonly file: string;
  readonly policies: readonly MutatedPolicy[];
}

/** A policy, and all that was done to it. */
export interface MutatedPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly position: Position;
  readonly mutants: readonly MutantResult[];
}

export interface MutantResult {
  readonly what: string;
  readonly position: Position;
  /** `unnoticeable`: it changes nothing between the pods that the manifests describe. */
  readonly outcome: 'guarded' | 'unguarded' | 'unnoticeable';
  /** Of a guarded one: the flow that would notice, and where. */
  readonly noticedBy?: { readonly flow: Flow; readonly stage: string } | undefined;
  /** Of an unguarded one: a flow between endpoints that would notice, if it were declared in this stage. */
  readonly add?:
    | { readonly flow: Pick<Flow, 'from' | 'to' | 'port'>; readonly expect: Expectation; readonly stage: string }
    | undefined;
  /** Of an unguarded one, where no endpoints stand for the pods that would notice. */
  readonly between?: PodDifference | undefined;
}

/**
 * Takes something away from each policy, or widens it, one at a time, and asks which declared flow would notice: one that
 * comes out as declared, and then no longer does.
 */
export function mutate(scenario: Scenario): MutationReport {
  const stages = simulate(scenario);
  const policies = new Map(
    stages.flatMap(({ world }) => world.policies.map((policy) => [keyOf(policy), policy] as const)),
  );
  return {
    scenario: scenario.name,
    file: scenario.file,
    policies: [...policies.values()].map((policy) => ({
      namespace: policy.namespace,
      name: policy.name,
      position: policy.position,
      mutants: mutantsOf(policy).map((mutant) => tryMutant(mutant, stages, scenario)),
    })),
  };
}

/** Guarded changes among those that can be noticed, in percent; 100 where there are none. */
export function mutationScore({ policies }: MutationReport): { score: number; guarded: number; noticeable: number } {
  const results = policies.flatMap(({ mutants }) => mutants);
  const guarded = results.filter(({ outcome }) => outcome === 'guarded').length;
  const noticeable = results.filter(({ outcome }) => outcome !== 'unnoticeable').length;
  return { score: noticeable === 0 ? 100 : Math.floor((guarded / noticeable) * 100), guarded, noticeable };
}

function tryMutant(mutant: Mutant, stages: readonly SimulatedStage[], scenario: Scenario): MutantResult {
  const { what, position } = mutant;
  // Backwards, for what stands at the end is what everybody reads.
  const worlds = stages.toReversed().flatMap((stage) => {
    const world = withMutant(stage.world, mutant);
    return world ? [{ stage, world }] : [];
  });
  for (const { stage, world } of worlds) {
    const flow = noticing(stage, scenario, world);
    if (flow) return { what, position, outcome: 'guarded', noticedBy: { flow, stage: stage.stage.name } };
  }
  for (const { stage, world } of worlds) {
    const add = missing(stage, scenario, world);
    if (add) return { what, position, outcome: 'unguarded', add };
  }
  const [last] = worlds;
  const between = last && differenceBetweenPods(scenario, last.stage.world, last.world);
  return { what, position, outcome: between ? 'unguarded' : 'unnoticeable', between };
}

/** The world with the mutant in the place of the policy; nothing where it does not stand yet, or in another form. */
function withMutant(world: World, { policy, mutated }: Mutant): World | undefined {
  const index = world.policies.findIndex((one) => keyOf(one) === keyOf(policy) && isAt(one.position, policy.position));
  if (index < 0) return undefined;
  return { ...world, policies: world.policies.toSpliced(index, 1, ...(mutated ? [mutated] : [])) };
}

function noticing({ predictions }: SimulatedStage, scenario: Scenario, world: World): Flow | undefined {
  return predictions.filter(isRight).find(({ flow }) => predict(flow, scenario, world).verdict !== flow.expect)?.flow;
}

/** A flow that is not declared in a stage, or wrongly, and that the mutant changes. */
function missing(
  { stage, predictions, world: before }: SimulatedStage,
  scenario: Scenario,
  after: World,
): MutantResult['add'] {
  const declared = new Set(predictions.filter(isRight).map((one) => flowLabel(one.flow)));
  const position = { file: scenario.file, line: 1, column: 1 };
  for (const cell of allCells(scenario.endpoints)) {
    if (declared.has(flowLabel(cell))) continue;
    const flow: Flow = { ...cell, expect: 'blocked', position };
    const expect = decided(predict(flow, scenario, before));
    if (expect && decided(predict(flow, scenario, after)) !== expect) return { flow: cell, expect, stage: stage.name };
  }
  return undefined;
}

function isRight({ flow, verdict }: Prediction): boolean {
  return verdict === flow.expect;
}

function decided({ verdict }: Prediction): Expectation | undefined {
  return verdict === 'allowed' || verdict === 'blocked' ? verdict : undefined;
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function isAt(one: Position, other: Position): boolean {
  return one.file === other.file && one.line === other.line && one.column === other.column;
}
