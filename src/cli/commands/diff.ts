import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { compareReports } from '../../verdict/drift/compare-reports.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { exitCodes, summarizeDrift } from '../../verdict/summary.ts';
import { readText } from '../../app/load.ts';
import { renderDriftJson } from '../../reporters/json/drift.ts';
import { renderDriftMarkdown } from '../../reporters/markdown/drift.ts';
import { renderDrift } from '../../reporters/terminal/drift.ts';
import { contentOfRun } from '../../reporters/html/run.ts';
import { screenOf } from '../screen-of.ts';
import { htmlOption, pageFile, type HtmlFlag } from '../options/html.ts';
import { detailOf, quietOption } from '../options/detail.ts';
import { checkReportFiles, writeReports } from '../options/report-files.ts';

interface DiffFlags extends HtmlFlag {
  readonly json?: string;
  readonly markdown?: string;
  readonly quiet?: boolean;
}

/** Adds `flowproof diff`: what changed between two runs. */
export function addDiff(program: Command, { io, exit }: CommandContext): void {
  program
    .command('diff')
    .description('show what changed between two runs, from their JSON reports')
    .addHelpText(
      'after',
      examples(
        'flowproof diff good-night.json tonight.json',
        'flowproof diff good-night.json tonight.json --markdown drift.md',
      ),
    )
    .argument('<older>', 'JSON report of the earlier run')
    .argument('<newer>', 'JSON report of the later run, with what is expected')
    .addOption(quietOption('changes that are not expected'))
    .optionsGroup('Reports:')
    .option('--json <file>', 'write what changed as JSON')
    .addOption(htmlOption())
    .option('--markdown <file>', 'write what changed for a GitHub step summary')
    .action(async (olderFile: string, newerFile: string, { json, markdown, html, ...flags }: DiffFlags) => {
      await checkReportFiles([json, markdown, html], [olderFile, newerFile]);
      const older = readReport(await readText(olderFile), olderFile);
      const newer = readReport(await readText(newerFile), newerFile);
      checkSameScenario(older, olderFile, newer.scenario);
      const drift = compareReports(older, newer);
      const outcome = summarizeDrift(drift);
      await writeReports([
        [json, () => renderDriftJson(drift, outcome)],
        [markdown, () => renderDriftMarkdown(drift, outcome)],
        await pageFile(html, () => contentOfRun(newer, older)),
      ]);
      io.stdout.write(renderDrift(drift, outcome, screenOf(io), detailOf(flags)));
      exit(exitCodes[outcome]);
    });
}
