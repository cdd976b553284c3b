import type { Report } from '../../model/report.ts';
import { contentOfRun } from '../../reporters/html/run.ts';
import { renderDriftJson } from '../../reporters/json/drift.ts';
import { renderDriftMarkdown } from '../../reporters/markdown/drift.ts';
import type { Detail } from '../../reporters/terminal/detail.ts';
import { renderDrift } from '../../reporters/terminal/drift.ts';
import type { Screen } from '../../reporters/terminal/screen.ts';
import { compareReports } from '../../verdict/drift/compare-reports.ts';
import { checkSameScenario } from '../../verdict/read-report.ts';
import { exitCodes, summarizeDrift } from '../../verdict/summary.ts';
import { pageFile, type HtmlFlag } from '../options/html.ts';
import { writeReports } from '../options/report-files.ts';

/** The flags for reports of two runs. */
export interface ReportDiffFlags extends HtmlFlag {
  readonly json?: string;
  readonly markdown?: string;
}

/** Compares two runs, writes the reports that are asked for, and returns what is to be printed, and the exit code. */
export async function diffReports(
  { older, newer, olderFile }: { readonly older: Report; readonly newer: Report; readonly olderFile: string },
  { json, markdown, html }: ReportDiffFlags,
  { detail, screen }: { readonly detail: Detail; readonly screen: Screen },
): Promise<{ readonly text: string; readonly code: number }> {
  checkSameScenario(older, olderFile, newer.scenario);
  const drift = compareReports(older, newer);
  const outcome = summarizeDrift(drift);
  await writeReports([
    [json, () => renderDriftJson(drift, outcome)],
    [markdown, () => renderDriftMarkdown(drift, outcome)],
    await pageFile(html, () => contentOfRun(newer, older)),
  ]);
  return { text: renderDrift(drift, outcome, screen, detail), code: exitCodes[outcome] };
}
