import { flowLabel } from '../../model/label.ts';
import type { Flow, Manifest, Position, Scenario, Stage } from '../../model/scenario.ts';
import { namespaceOf } from '../../kubernetes/workload.ts';
import type { NetworkPolicy } from '../../policy/network-policy.ts';
import { policyObject } from '../../policy/policy-object.ts';
import { concerns, simulate, type SimulatedStage } from '../../simulation/simulate.ts';
import { withMutant, type MutantResult, type MutationReport } from './mutate.ts';

/** A mutant that no declared flow notices, as it is to be tried. */
export interface LiveTrial {
  readonly survivor: MutantResult;
  /** Name of the stage with the policy as it is written. */
  readonly before: string;
  /** Name of the stage with the mutant in its place. */
  readonly after: string;
  /** The flow that would notice if it were declared: probed as well, to show that the mutant is no idle change. */
  readonly add: string | undefined;
}

/** A scenario whose stages are mutants, one after the other. */
export interface LivePlan {
  readonly scenario: Scenario;
  readonly trials: readonly LiveTrial[];
  /** Survivors that are left out. */
  readonly untried: number;
}

/** Survivors that are tried at the most: each takes about as long as a connection that is not answered. */
const maxTrials = 20;

/**
 * Plans to try the mutants that survive: each in the last stage that has its policy, with the flows that policies of its
 * namespace have a say in. A mutant takes the place of its policy, which comes back with the next one.
 */
export function planLive(scenario: Scenario, { policies }: MutationReport): LivePlan {
  const survivors = policies.flatMap(({ mutants }) => mutants.filter(({ outcome }) => outcome === 'unguarded'));
  const simulated = simulate(scenario);
  const lastOf = (survivor: MutantResult): SimulatedStage | undefined =>
    simulated.findLast(({ world }) => withMutant(world, survivor));
  const trials: LiveTrial[] = [];
  const stages: Stage[] = [];
  let pending: readonly Manifest[] = [];
  for (const one of simulated) {
    pending = overlaid(pending, one.stage.manifests);
    const own = survivors.filter((survivor) => lastOf(survivor) === one).slice(0, maxTrials - trials.length);
    if (own.length === 0) continue;
    const { name } = one.stage;
    const flows = new Map(own.flatMap((survivor) => flowsOf(survivor, one)).map((flow) => [flowLabel(flow), flow]));
    stages.push({ name, manifests: pending, flows: [...flows.values()] });
    pending = [];
    for (const survivor of own) {
      const { policy, mutated = gone(policy), what, add } = survivor;
      const after = `${trials.length + 1}: ${policy.namespace}/${policy.name}, ${what}`;
      const added = add?.stage === name ? flowLabel(add.flow) : undefined;
      // What the flow to add does then is the opposite, which needs no second try.
      const expected = flowsOf(survivor, one).map((flow) => (flowLabel(flow) === added ? opposite(flow) : flow));
      stages.push({ name: after, manifests: overlaid(pending, [manifestOf(mutated)]), flows: expected });
      trials.push({ survivor, before: name, after, add: added });
      pending = [manifestOf(policy)];
    }
  }
  return { scenario: { ...scenario, stages }, trials, untried: survivors.length - trials.length };
}

/** Each object once, as it is to be in the end: objects of one list are applied side by side. */
function overlaid(earlier: readonly Manifest[], later: readonly Manifest[]): Manifest[] {
  const keyOf = ({ object }: Manifest): string => [object.kind, namespaceOf(object), object.metadata.name].join('/');
  const replacing = new Set(later.map(keyOf));
  return [...earlier.filter((manifest) => !replacing.has(keyOf(manifest))), ...later];
}

/** The declared flows that could notice, and the one that would if it were declared. */
function flowsOf({ policy, position, add }: MutantResult, { stage, predictions }: SimulatedStage): Flow[] {
  const declared = predictions.filter((one) => concerns(policy.namespace, one)).map(({ flow }) => flow);
  if (add?.stage !== stage.name) return declared;
  const others = declared.filter((flow) => flowLabel(flow) !== flowLabel(add.flow));
  return [...others, { ...add.flow, expect: add.expect, position }];
}

function opposite(flow: Flow): Flow {
  return { ...flow, expect: flow.expect === 'allowed' ? 'blocked' : 'allowed' };
}

/** The policy with a selector that matches no pod: it has no effect then, and nothing has to be deleted. */
function gone(policy: NetworkPolicy): NetworkPolicy {
  const noPod = { matchLabels: { 'flowproof.dev/gone': 'true' } };
  return { ...policy, podSelector: noPod, ingress: [], egress: [] };
}

function manifestOf(policy: NetworkPolicy): Manifest {
  const { position } = policy;
  return { object: policyObject(policy), position, at: (): Position => position };
}
