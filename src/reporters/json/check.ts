import { checkCounts, type CheckReport } from '../../analysis/check.ts';
import { checkFindings } from '../check-words.ts';

/** Renders a check as JSON, for programs. What has one cause is one finding, which has the edit that mends it. */
export function renderCheckJson(report: CheckReport): string {
  const stages = report.stages.map((stage) => ({
    ...stage,
    results: stage.results.map((result) => ({ ...result, edit: undefined })),
  }));
  const findings = checkFindings(report).map(({ result, position, stages: ownStages, also }) => ({
    outcome: result.outcome,
    position,
    code: result.reason?.code,
    reason: result.reason?.text,
    edit: result.edit,
    flows: [{ result, stages: ownStages }, ...also].map((one) => ({
      from: one.result.flow.from,
      to: one.result.flow.to,
      port: one.result.flow.port,
      stages: one.stages,
    })),
  }));
  const body = { schemaVersion: 1, ...report, stages, findings, summary: checkCounts(report) };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}
