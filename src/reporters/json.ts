import type { Report } from '../core/model.ts';
import { schemaVersion } from '../core/read-report.ts';
import { summarize } from '../core/summary.ts';

/** Renders a report as JSON, every attempt included, for programs. */
export function renderJson(report: Report): string {
  return `${JSON.stringify({ schemaVersion, ...report, summary: summarize(report) }, undefined, 2)}\n`;
}
