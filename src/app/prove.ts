import { judgeRun } from '../analysis/judge-run.ts';
import type { ManifestTexts } from '../analysis/edit/nearest-edit.ts';
import type { Report } from '../model/report.ts';
import type { Flow, Scenario } from '../model/scenario.ts';
import { run, type RunOptions } from '../run/run.ts';
import { throwIfInterrupted } from './throw-if-interrupted.ts';
import { simulate } from '../simulation/simulate.ts';

export interface ProveOptions extends Omit<RunOptions<Flow>, 'expect'> {
  /** Texts of the manifests' files, in which edits are sought that mend a mismatch. @defaultValue none */
  readonly manifestTexts?: ManifestTexts | undefined;
}

/**
 * Runs a scenario and judges what was observed by what it declares.
 *
 * @throws like {@link run}.
 * @throws {@link InterruptedError} when the signal aborts, with what was found until then.
 */
export async function prove(scenario: Scenario, { manifestTexts, ...options }: ProveOptions): Promise<Report> {
  const predicted = simulate(scenario);
  const observed = await run(scenario, { ...options, expect: ({ expect }) => expect });
  const report = judgeRun(observed, predicted, manifestTexts);
  throwIfInterrupted(observed, report);
  return report;
}
