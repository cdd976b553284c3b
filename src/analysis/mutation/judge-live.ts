import { flowLabel } from '../../model/label.ts';
import type { FlowResult, Report } from '../../model/report.ts';
import type { Flow } from '../../model/scenario.ts';
import type { LivePlan, LiveTrial } from './plan-live.ts';

/** What became of the mutants that survive, when they were applied. */
export interface LiveReport {
  /** What enforced the policies. */
  readonly environment: string;
  readonly results: readonly LiveResult[];
  /** Survivors that were not tried. */
  readonly untried: number;
  readonly failure: Report['failure'];
  readonly leftovers?: Report['leftovers'];
}

export interface LiveResult {
  readonly trial: LiveTrial;
  /**
   * `confirmed`: every declared flow did what it did before. `noticed`: one did not, so that the policies mean something
   * else there than flowproof thinks. `unknown`: that of some flow cannot be told, or nothing shows that the mutant did
   * anything at all.
   */
  readonly outcome: 'confirmed' | 'noticed' | 'unknown';
  /** The flow that changed, or that cannot be told. */
  readonly flow?: Flow | undefined;
  /** Whether the flow that is not declared changed, as it should; undefined where there is none, or it cannot be told. */
  readonly changes?: boolean | undefined;
}

/** Compares what flows did with each mutant to what they did before. */
export function judgeLive(
  { trials, untried }: LivePlan,
  { environment, stages, failure, leftovers }: Report,
): LiveReport {
  const resultsIn = (name: string): ReadonlyMap<string, FlowResult> =>
    new Map(stages.find((stage) => stage.name === name)?.results.map((result) => [flowLabel(result.flow), result]));
  const results = trials.map((trial) => judgeTrial(trial, resultsIn(trial.before), resultsIn(trial.after)));
  return { environment, results, untried, failure, leftovers };
}

type Results = ReadonlyMap<string, FlowResult>;

function judgeTrial(trial: LiveTrial, before: Results, after: Results): LiveResult {
  const changed = (label: string): boolean | undefined => {
    const [one, other] = [decided(before.get(label)), decided(after.get(label))];
    return one === undefined || other === undefined ? undefined : one !== other;
  };
  const declared = [...after].filter(([label]) => label !== trial.add);
  const changes = trial.add === undefined ? undefined : changed(trial.add);
  const noticing = declared.find(([label]) => changed(label) === true);
  if (noticing) return { trial, outcome: 'noticed', flow: noticing[1].flow, changes };
  const untold = declared.find(([label]) => changed(label) === undefined);
  // Where the run ended early, nothing was probed with the mutant.
  // A mutant that the flow to add does not notice either may not have been in force.
  if (untold || after.size === 0 || changes === false)
    return { trial, outcome: 'unknown', flow: untold?.[1].flow, changes };
  return { trial, outcome: 'confirmed', changes };
}

function decided(result: FlowResult | undefined): FlowResult['verdict'] | undefined {
  return result && result.outcome !== 'inconclusive' ? result.verdict : undefined;
}
