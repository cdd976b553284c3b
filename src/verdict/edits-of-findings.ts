import { z } from 'zod';
import { flowLabel } from '../model/label.ts';
import type { FlowResult, Report, SuggestedEdit } from '../model/report.ts';
import type { Cell } from '../model/scenario.ts';
import { causeFields, cellFields } from './report-schema.ts';

/** JSON has each edit once, with the finding that it mends. Earlier reports have no findings, and damaged ones lose no flow. */
const findingsSchema = z.object({
  findings: z
    .array(z.object({ edit: causeFields.edit, flows: z.array(z.object({ stage: z.string(), ...cellFields })) }))
    .catch([]),
});

/** The report with the edit of each finding back at its flows. */
export function withEdits(report: Report, json: unknown): Report {
  const { findings } = findingsSchema.parse(json);
  const edits = new Map<string, SuggestedEdit>(
    findings.flatMap(({ edit: found, flows }) => (found ? flows.map((flow) => [keyOf(flow.stage, flow), found]) : [])),
  );
  if (edits.size === 0) return report;
  const mend = (stage: string, result: FlowResult): FlowResult => {
    const found = edits.get(keyOf(stage, result.flow));
    return result.cause && found ? { ...result, cause: { ...result.cause, edit: found } } : result;
  };
  return {
    ...report,
    stages: report.stages.map((stage) => ({ ...stage, results: stage.results.map((one) => mend(stage.name, one)) })),
  };
}

function keyOf(stage: string, flow: Cell): string {
  return JSON.stringify([stage, flowLabel(flow)]);
}
