import { checkCounts, type CheckReport } from '../../analysis/check.ts';

/** Renders a check as JSON, for programs. */
export function renderCheckJson(report: CheckReport): string {
  return `${JSON.stringify({ schemaVersion: 1, ...report, summary: checkCounts(report) }, undefined, 2)}\n`;
}
