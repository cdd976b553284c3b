import { judgeRun } from '../analysis/judge-run.ts';
import type { ManifestTexts } from '../analysis/edit/nearest-edit.ts';
import type { Report } from '../model/report.ts';
import type { Flow, Scenario } from '../model/scenario.ts';
import { emptyRun } from '../run/empty-run.ts';
import { run, type RunOptions } from '../run/run.ts';
import type { Limited } from './only-changed.ts';
import { throwIfInterrupted } from './throw-if-interrupted.ts';
import { simulate } from '../simulation/simulate.ts';

export interface ProveOptions extends Omit<RunOptions<Flow>, 'expect'> {
  /** Texts of the manifests' files, in which edits are sought that mend a mismatch. @defaultValue none */
  readonly manifestTexts?: ManifestTexts | undefined;
  /** The scenario without the flows that need no proof. @defaultValue all of it is proven */
  readonly limited?: Limited | undefined;
}

/**
 * Runs a scenario and judges what was observed by what it declares.
 *
 * @throws like {@link run}.
 * @throws {@link InterruptedError} when the signal aborts, with what was found until then.
 */
export async function prove(scenario: Scenario, { manifestTexts, limited, ...options }: ProveOptions): Promise<Report> {
  // An edit must not harm what is left out, either.
  const predicted = simulate(scenario);
  const { scenario: proven, stage, onlyChanged } = limited ?? { scenario, stage: options.stage };
  const isEmpty = onlyChanged && proven.stages.at(-1)?.flows.length === 0;
  const observed = isEmpty
    ? emptyRun(proven, options)
    : await run(proven, { ...options, stage, expect: ({ expect }) => expect });
  const report = { ...judgeRun(observed, predicted, manifestTexts), onlyChanged };
  throwIfInterrupted(observed, report);
  return report;
}
