import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { loadScenario, readText } from '../../app/load.ts';
import { stageNamed } from '../../analysis/explain.ts';
import { observedStage } from '../../analysis/suggest/observed.ts';
import { suggest } from '../../analysis/suggest/suggest.ts';
import type { Report } from '../../model/report.ts';
import type { Scenario } from '../../model/scenario.ts';
import { checkSameScenario, readReport } from '../../verdict/read-report.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';
import { unsolvedLines } from '../unsolved-lines.ts';

interface SuggestFlags {
  readonly stage?: string;
  readonly observed?: string;
  readonly clients?: boolean;
}

/** Adds `flowproof suggest`: the policies that would make the declared flows true. */
export function addSuggest(program: Command, { io, exit }: CommandContext): void {
  addScenarioArgument(program.command('suggest'))
    .description('write the least-privilege policies that make the flows true')
    .addHelpText(
      'after',
      examples(
        'flowproof suggest scenarios/shop >policies.yaml',
        'flowproof suggest scenarios/shop --observed tonight.json',
      ),
    )
    .option('--stage <name>', 'the flows of this stage (the last)')
    .option('--observed <file>', 'the flows as a run saw them, its JSON report')
    .option('--clients', 'isolate namespaces of clients as well')
    .action(async (path = shippedScenario(), { stage: name, observed, clients }: SuggestFlags) => {
      const scenario = await loadScenario(path);
      const declared = stageNamed(scenario, name);
      const stage =
        observed === undefined ? declared : observedStage(declared, await reportOf(scenario, observed), observed);
      const { yaml, unsolved } = suggest(scenario, stage, clients ? 'all' : []);
      io.stdout.write(yaml);
      if (stage.flows.every(({ expect }) => expect === 'allowed')) {
        io.stderr.write(`no policies: nothing is to be blocked in stage ${stage.name}\n`);
      }
      for (const line of unsolvedLines(unsolved)) io.stderr.write(`${line}\n`);
      exit(unsolved.length > 0 ? 1 : 0);
    });
}

async function reportOf({ name }: Scenario, file: string): Promise<Report> {
  const report = readReport(await readText(file), file);
  checkSameScenario(report, file, name);
  return report;
}
