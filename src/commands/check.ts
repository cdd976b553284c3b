import { Option, type Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { ScenarioError } from '../errors.ts';
import { loadScenario, readSources } from '../load.ts';
import { check, checkCounts, type CheckReport } from '../policy/check.ts';
import { readNetworkPolicies } from '../policy/read.ts';
import { renderCheckGithub } from '../reporters/check/github.ts';
import { renderCheckJson } from '../reporters/check/json.ts';
import { renderCheckSarif } from '../reporters/check/sarif.ts';
import { renderCheck } from '../reporters/check/terminal.ts';
import type { Screen } from '../reporters/screen.ts';
import { screenOf } from '../screen.ts';
import { version } from '../version.ts';
import { addScenarioArgument } from './scenario-argument.ts';

/** Adds `flowproof check`: what is declared, beside what the policies mean. */
export function addCheck(program: Command, { io, exit }: CommandContext): void {
  addScenarioArgument(program.command('check'))
    .description('compare what a scenario declares with what its policies mean; touches no cluster')
    .addOption(new Option('--format <format>', 'how to print it').choices(Object.keys(formats)).default('terminal'))
    .action(async (path: string, { format }: { readonly format: keyof typeof formats }) => {
      const scenario = await loadScenario(path);
      const { problems } = readNetworkPolicies(scenario.stages.flatMap(({ manifests }) => manifests));
      if (problems.length > 0) throw new ScenarioError(problems, 'The API server would refuse this. Correct the file.');
      const report = check(scenario, await readSources(scenario));
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
