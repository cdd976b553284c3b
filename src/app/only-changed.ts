import { changedFlows, type OlderStage } from '../analysis/changed-flows.ts';
import { isWorkload } from '../kubernetes/workload.ts';
import type { OnlyChanged } from '../model/report.ts';
import type { Manifest, Scenario } from '../model/scenario.ts';
import { selectStages } from '../run/run.ts';
import { standingIn } from '../scenario/standing-in.ts';
import { loadDiffSide } from './diff-sides.ts';
import type { LoadedSystem } from './system.ts';

/** A scenario without the flows that need no proof. */
export interface Limited {
  readonly scenario: Scenario;
  /** The one stage that is probed. */
  readonly stage: string;
  readonly onlyChanged: OnlyChanged;
}

/**
 * Leaves of a scenario one stage, with only the flows that an older set of manifests answers differently, or may.
 *
 * @param since - The older set: a scenario, manifests, or either in a git revision. Of manifests, what is no policy may be
 * missing: it is taken to have been as it is.
 * @param name - Of the stage. @defaultValue the last one
 * @throws {@link UsageError} and {@link ScenarioError} for what cannot be read, and when there is no such stage.
 */
export async function limitToChanged(scenario: Scenario, since: string, name: string | undefined): Promise<Limited> {
  const [before, [stage]] = selectStages(scenario, { stage: name, apply: false });
  if (!stage) throw new Error(`${scenario.name} has no stage`);
  const older = await loadDiffSide(since);
  const flows = changedFlows(scenario, before.length, olderStage(older, scenario, stage.name));
  const emptied = before.map((one) => ({ ...one, flows: [] }));
  return {
    scenario: { ...scenario, stages: [...emptied, { ...stage, flows }] },
    stage: stage.name,
    onlyChanged: { since, flowCount: stage.flows.length },
  };
}

/** Of an older scenario the stage of that name, or else its last. */
function olderStage({ manifests, scenario: older }: LoadedSystem, newer: Scenario, name: string): OlderStage {
  if (!older) return { manifests: [...standingIn(newer).filter(isNoPolicy), ...manifests] };
  const found = older.stages.findIndex((one) => one.name === name);
  const index = found < 0 ? older.stages.length - 1 : found;
  return { manifests: standingIn(older, index), flows: older.stages[index]?.flows };
}

function isNoPolicy({ object }: Manifest): boolean {
  return isWorkload(object) || object.kind === 'Namespace' || object.kind === 'Service';
}
