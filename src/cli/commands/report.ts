import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { readHistory } from '../../app/read-history.ts';
import { readText } from '../../app/load.ts';
import { historyOf } from '../../reporters/history.ts';
import { contentOfRuns } from '../../reporters/html/history.ts';
import { contentOfRun } from '../../reporters/html/run.ts';
import { renderJunit } from '../../reporters/junit/report.ts';
import { renderMarkdown } from '../../reporters/markdown/report.ts';
import { renderHistory } from '../../reporters/terminal/history.ts';
import { renderTerminal } from '../../reporters/terminal/report.ts';
import { renderDrift } from '../../reporters/terminal/drift.ts';
import { compareReports } from '../../verdict/drift/compare-reports.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { summarizeSince } from '../../verdict/summary.ts';
import { UsageError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { htmlOption, pageFile, type HtmlFlag } from '../options/html.ts';
import { checkReportFiles, writeReports } from '../options/report-files.ts';
import { screenOf } from '../screen-of.ts';

interface ReportFlags extends HtmlFlag {
  readonly baseline?: string;
  readonly junit?: string;
  readonly markdown?: string;
}

/** Adds `flowproof report`: what a run showed, in other formats than it was kept in. */
export function addReport(program: Command, { io }: CommandContext): void {
  program
    .command('report')
    .description('show a run again, from its JSON report')
    .addHelpText(
      'after',
      examples('flowproof report tonight.json --html tonight.html', 'flowproof report nights/ --html nights.html'),
    )
    .argument('<result>', 'JSON report of a run, or a folder with those of many')
    .optionsGroup('Reports:')
    .option('--baseline <file>', 'JSON report: show what changed since')
    .addOption(htmlOption())
    .option('--junit <file>', 'write a JUnit report')
    .option('--markdown <file>', 'write a report for a GitHub step summary')
    .action(async (path: string, flags: ReportFlags) => {
      if (await isFolder(path)) return await showHistory(path, flags, io);
      const { baseline, html, junit, markdown } = flags;
      await checkReportFiles([html, junit, markdown], [path, baseline]);
      const report = readReport(await readText(path), path);
      const earlier = baseline === undefined ? undefined : await earlierRun(baseline, report);
      const drift = earlier && compareReports(earlier, report);
      await writeReports([
        [junit, () => renderJunit(report)],
        [markdown, () => renderMarkdown(report, drift)],
        await pageFile(html, () => contentOfRun(report, earlier)),
      ]);
      const screen = screenOf(io);
      io.stdout.write(drift ? renderDrift(drift, summarizeSince(drift), screen) : renderTerminal(report, screen));
    });
}

async function showHistory(folder: string, flags: ReportFlags, io: CommandContext['io']): Promise<void> {
  const { html, ...others } = flags;
  const [refused] = Object.keys(others);
  if (refused !== undefined) {
    throw new UsageError(
      `--${refused} is for the report of one run, and ${folder} is a folder`,
      'Name one of its files.',
    );
  }
  await checkReportFiles([html]);
  const history = await readHistory(folder);
  const { reports, others: leftOut } = history;
  if (leftOut.length > 0) io.stderr.write(`left out, since they are no reports of verify: ${leftOut.join(', ')}\n`);
  await writeReports([await pageFile(html, () => contentOfRuns(reports))]);
  io.stdout.write(renderHistory(reports[0].scenario, historyOf(reports), screenOf(io)));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function earlierRun(file: string, { scenario }: Report): Promise<Report> {
  const earlier = readReport(await readText(file), file);
  checkSameScenario(earlier, file, scenario);
  return earlier;
}
