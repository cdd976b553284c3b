import { flowLabel } from '../../model/label.ts';
import type { Report } from '../../model/report.ts';
import type { Flow, Stage } from '../../model/scenario.ts';
import { UsageError } from '../../model/errors.ts';

/**
 * The stage with its flows as a run observed them. Flows that were neither allowed nor blocked are left out.
 *
 * @param file - Where the report was read, for messages.
 * @throws {@link UsageError} when the report has no such stage.
 */
export function observedStage(stage: Stage, report: Report, file: string): Stage {
  const found = report.stages.find(({ name }) => name === stage.name);
  if (!found) {
    throw new UsageError(
      `${file} has no stage "${stage.name}"`,
      'Write a report of this stage with: flowproof verify SCENARIO --json FILE',
    );
  }
  const verdicts = new Map(found.results.map(({ flow, verdict }) => [flowLabel(flow), verdict]));
  const flows = stage.flows.flatMap((flow): Flow[] => {
    const verdict = verdicts.get(flowLabel(flow));
    return verdict === 'allowed' || verdict === 'blocked' ? [{ ...flow, expect: verdict }] : [];
  });
  return { ...stage, flows };
}
