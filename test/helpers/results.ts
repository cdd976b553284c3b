import { flowLabel } from '../../src/model/label.ts';
import type { FlowResult, Report } from '../../src/model/report.ts';

/** The flows of a report that have an outcome, as reports call them, in order of the alphabet. */
export function labelsWhere(report: Report, outcome: FlowResult['outcome']): string[] {
  return report.stages
    .flatMap(({ results }) => results)
    .filter((result) => result.outcome === outcome)
    .map(({ flow }) => flowLabel(flow))
    .toSorted();
}
