import type { Report } from '../../model/report.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { summarize } from '../../verdict/summary.ts';

/** Renders a report as JSON, every attempt included, for programs. */
export function renderJson(report: Report): string {
  return `${JSON.stringify({ schemaVersion, ...report, summary: summarize(report) }, undefined, 2)}\n`;
}
