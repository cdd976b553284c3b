import type { Command } from 'commander';
import { readText } from '../../app/load.ts';
import { contentOfRun } from '../../reporters/html/run.ts';
import { renderJunit } from '../../reporters/junit/report.ts';
import { renderMarkdown } from '../../reporters/markdown/report.ts';
import { renderTerminal } from '../../reporters/terminal/report.ts';
import { renderDrift } from '../../reporters/terminal/drift.ts';
import { compareReports } from '../../verdict/drift/compare-reports.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { summarizeSince } from '../../verdict/summary.ts';
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
      examples(
        'flowproof report tonight.json --html tonight.html',
        'flowproof report tonight.json --baseline good-night.json',
      ),
    )
    .argument('<result>', 'JSON report of a run')
    .optionsGroup('Reports:')
    .option('--baseline <file>', 'JSON report: show what changed since')
    .addOption(htmlOption())
    .option('--junit <file>', 'write a JUnit report')
    .option('--markdown <file>', 'write a report for a GitHub step summary')
    .action(async (file: string, { baseline, html, junit, markdown }: ReportFlags) => {
      await checkReportFiles([html, junit, markdown], [file, baseline]);
      const report = readReport(await readText(file), file);
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

async function earlierRun(file: string, { scenario }: Report): Promise<Report> {
  const earlier = readReport(await readText(file), file);
  checkSameScenario(earlier, file, scenario);
  return earlier;
}
