import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { flowLabel } from '../../model/label.ts';
import { loadScenario, readText } from '../../app/load.ts';
import { stageNamed } from '../../analysis/explain.ts';
import { observedStage } from '../../analysis/suggest/observed.ts';
import { suggest } from '../../analysis/suggest/suggest.ts';
import type { Report } from '../../model/report.ts';
import type { Scenario } from '../../model/scenario.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { addScenarioArgument } from '../options/scenario-argument.ts';

interface SuggestFlags {
  readonly stage?: string;
  readonly observed?: string;
}

/** Adds `flowproof suggest`: the policies that would make the declared flows true. */
export function addSuggest(program: Command, { io, exit }: CommandContext): void {
  addScenarioArgument(program.command('suggest'))
    .description('write the least-privilege policies that make the declared flows true; touches no cluster')
    .option('--stage <name>', 'the flows of this stage (default: the last one)')
    .option('--observed <file>', 'the flows as a run observed them, from its JSON report')
    .action(async (path: string, { stage: name, observed }: SuggestFlags) => {
      const scenario = await loadScenario(path);
      const declared = stageNamed(scenario, name);
      const stage =
        observed === undefined ? declared : observedStage(declared, await reportOf(scenario, observed), observed);
      const { yaml, unsolved } = suggest(scenario, stage);
      io.stdout.write(yaml);
      for (const { flow, verdict } of unsolved) {
        io.stderr.write(`no policy found for ${flowLabel(flow)}: ${flow.expect}, would be ${verdict}\n`);
      }
      exit(unsolved.length > 0 ? 1 : 0);
    });
}

async function reportOf({ name }: Scenario, file: string): Promise<Report> {
  const report = readReport(await readText(file), file);
  checkSameScenario(report, file, name);
  return report;
}
