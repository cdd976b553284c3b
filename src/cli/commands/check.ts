import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { ScenarioError } from '../../model/errors.ts';
import { filesOf, loadScenario, readManifestTexts } from '../../app/load.ts';
import { check, checkCounts, type CheckReport } from '../../analysis/check.ts';
import { readNetworkPolicies } from '../../policy/read.ts';
import { renderCheckGithub } from '../../reporters/github/check.ts';
import { contentOfCheck } from '../../reporters/html/check.ts';
import { renderCheckJson } from '../../reporters/json/check.ts';
import { renderCheckSarif } from '../../reporters/sarif/check.ts';
import { renderCheck } from '../../reporters/terminal/check.ts';
import type { Screen } from '../../reporters/terminal/screen.ts';
import { screenOf } from '../screen-of.ts';
import { version } from '../../model/version.ts';
import { htmlOption, pageFile, type HtmlFlag } from '../options/html.ts';
import { checkReportFiles, writeReports } from '../options/report-files.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';

interface CheckFlags extends HtmlFlag {
  readonly format: keyof typeof formats;
}

/** Adds `flowproof check`: what is declared, beside what the policies mean. */
export function addCheck(program: Command, { io, exit }: CommandContext): void {
  addScenarioArgument(program.command('check'))
    .description('compare what a scenario declares with what its policies mean')
    .addHelpText('after', examples('flowproof check scenarios/shop', 'flowproof check scenarios/shop --format github'))
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(formats)).default('terminal'))
    .addOption(htmlOption())
    .action(async (path = shippedScenario(), { format, html }: CheckFlags) => {
      await checkReportFiles([html], await filesOf(path));
      const scenario = await loadScenario(path);
      const { problems } = readNetworkPolicies(scenario.stages.flatMap(({ manifests }) => manifests));
      if (problems.length > 0) throw new ScenarioError(problems, 'The API server would refuse this. Correct the file.');
      const report = check(scenario, await readManifestTexts(scenario));
      await writeReports([await pageFile(html, () => contentOfCheck(report))]);
      io.stdout.write(formats[format](report, screenOf(io)));
      const { mismatch, unknown } = checkCounts(report);
      exit(mismatch > 0 ? 1 : unknown > 0 ? 3 : 0);
    });
}

const formats = {
  terminal: renderCheck,
  github: renderCheckGithub,
  sarif: (report: CheckReport) => renderCheckSarif(report, version),
  json: renderCheckJson,
} satisfies Record<string, (report: CheckReport, screen: Screen) => string>;
