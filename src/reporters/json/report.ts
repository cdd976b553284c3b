import type { Report } from '../../model/report.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { summarize } from '../../verdict/summary.ts';
import { causeKey, groupByCause } from '../by-cause.ts';

/**
 * Renders a report as JSON, every attempt included, for programs. Mismatches with one cause are one finding, which has the edit
 * that mends them all.
 */
export function renderJson(report: Report): string {
  const stages = report.stages.map((stage) => ({
    ...stage,
    results: stage.results.map(({ cause, ...result }) => ({
      ...result,
      cause: cause && { ...cause, edit: undefined },
    })),
  }));
  const body = { schemaVersion, ...report, stages, findings: findingsOf(report), summary: summarize(report) };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

function findingsOf({ stages }: Report): unknown[] {
  const told = stages.flatMap(({ name: stage, results }) =>
    results.filter(({ outcome }) => outcome === 'mismatch').map((result) => ({ stage, result })),
  );
  return groupByCause(told, ({ result }) => causeKey(result)).map((group) => ({
    ...group[0].result.cause,
    flows: group.map(({ stage, result: { flow } }) => ({ stage, from: flow.from, to: flow.to, port: flow.port })),
  }));
}
