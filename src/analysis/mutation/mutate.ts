import type { Expectation, Flow, Position, Scenario } from '../../model/scenario.ts';
import { allCells } from '../../scenario/flows.ts';
import { flowLabel } from '../../model/label.ts';
import {
  concerns,
  predict,
  repredict,
  simulate,
  type Prediction,
  type SimulatedStage,
} from '../../simulation/simulate.ts';
import type { NetworkPolicy } from '../../policy/network-policy.ts';
import type { World } from '../../policy/world.ts';
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

export interface MutantResult extends Mutant {
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
  // Backwards, for what stands at the end is what everybody reads.
  const stages = simulate(scenario).toReversed();
  const all = stages.map((stage) => ({ stage, declared: stage.predictions, undeclared: undeclared(stage, scenario) }));
  const scopesFor = (namespace: string): Scope[] =>
    all.map(({ stage, ...lists }) => ({
      stage,
      declared: lists.declared.filter((one) => concerns(namespace, one)),
      undeclared: lists.undeclared.filter((one) => concerns(namespace, one)),
    }));
  // A policy that a later stage replaces is tried in either form.
  const policies = new Map(
    stages.flatMap(({ world }) => world.policies.map((policy) => [formOf(policy), policy] as const)),
  );
  return {
    scenario: scenario.name,
    file: scenario.file,
    policies: [...policies.values()].map((policy) => {
      const scopes = scopesFor(policy.namespace);
      return {
        namespace: policy.namespace,
        name: policy.name,
        position: policy.position,
        mutants: mutantsOf(policy).map((mutant) => tryMutant(mutant, scopes, scenario)),
      };
    }),
  };
}

/** Guarded changes among those that can be noticed, in percent; 100 where there are none. */
export function mutationScore({ policies }: MutationReport): { score: number; guarded: number; noticeable: number } {
  const results = policies.flatMap(({ mutants }) => mutants);
  const guarded = results.filter(({ outcome }) => outcome === 'guarded').length;
  const noticeable = results.filter(({ outcome }) => outcome !== 'unnoticeable').length;
  return { score: noticeable === 0 ? 100 : Math.floor((guarded / noticeable) * 100), guarded, noticeable };
}

/** The predictions of a stage that the policies of one namespace have a say in. */
interface Scope {
  readonly stage: SimulatedStage;
  readonly declared: readonly Prediction[];
  readonly undeclared: readonly Prediction[];
}

function tryMutant(mutant: Mutant, scopes: readonly Scope[], scenario: Scenario): MutantResult {
  const worlds = scopes.flatMap((scope) => {
    const world = withMutant(scope.stage.world, mutant);
    return world ? [{ ...scope, name: scope.stage.stage.name, world }] : [];
  });
  for (const { name, declared, world } of worlds) {
    const flow = noticing(declared, world);
    if (flow) return { ...mutant, outcome: 'guarded', noticedBy: { flow, stage: name } };
  }
  for (const scope of worlds) {
    const add = missing(scope.undeclared, scope.world);
    if (add) return { ...mutant, outcome: 'unguarded', add: { ...add, stage: scope.name } };
  }
  const [last] = worlds;
  const between =
    last &&
    differenceBetweenPods(scenario, {
      before: last.stage.world,
      after: last.world,
      namespace: mutant.policy.namespace,
    });
  return { ...mutant, outcome: between ? 'unguarded' : 'unnoticeable', between };
}

/** The world with the mutant in the place of the policy; nothing where it does not stand yet, or in another form. */
export function withMutant(world: World, { policy, mutated }: Pick<Mutant, 'policy' | 'mutated'>): World | undefined {
  const index = world.policies.findIndex((one) => formOf(one) === formOf(policy));
  if (index < 0) return undefined;
  return { ...world, policies: world.policies.toSpliced(index, 1, ...(mutated ? [mutated] : [])) };
}

function noticing(predictions: readonly Prediction[], world: World): Flow | undefined {
  return predictions.find((one) => isRight(one) && !isRight(repredict(one, world)))?.flow;
}

/** A flow that is not declared in a stage, or wrongly, and that the mutant changes. */
function missing(candidates: readonly Prediction[], world: World): { flow: Flow; expect: Expectation } | undefined {
  for (const candidate of candidates) {
    const expect = decided(candidate);
    if (expect && decided(repredict(candidate, world)) !== expect) return { flow: candidate.flow, expect };
  }
  return undefined;
}

/** Every flow that a stage does not declare, or wrongly. */
function undeclared({ predictions, world }: SimulatedStage, scenario: Scenario): Prediction[] {
  const declared = new Set(predictions.filter(isRight).map((one) => flowLabel(one.flow)));
  const position = { file: scenario.file, line: 1, column: 1 };
  return allCells(scenario.endpoints)
    .filter((cell) => !declared.has(flowLabel(cell)))
    .map((cell) => predict({ ...cell, expect: 'blocked', position }, scenario, world));
}

function isRight({ flow, verdict }: Prediction): boolean {
  return verdict === flow.expect;
}

function decided({ verdict }: Prediction): Expectation | undefined {
  return verdict === 'allowed' || verdict === 'blocked' ? verdict : undefined;
}

/** Tells policies apart, and what one of them is at different stages. */
function formOf({ namespace, name, position: { file, line, column } }: NetworkPolicy): string {
  return `${namespace}/${name} ${file}:${line}:${column}`;
}
