import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { flowLabel } from '../../model/label.ts';
import { loadScenario, readText } from '../../app/load.ts';
import { stageNamed } from '../../analysis/explain.ts';
import { observedStage } from '../../analysis/suggest/observed.ts';
import { suggest } from '../../analysis/suggest/suggest.ts';
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
      const stage = observed === undefined ? declared : observedStage(declared, await readText(observed), observed);
      const { yaml, unsolved } = suggest(scenario, stage);
      io.stdout.write(yaml);
      for (const { flow, verdict } of unsolved) {
        io.stderr.write(`no policy found for ${flowLabel(flow)}: ${flow.expect}, would be ${verdict}\n`);
      }
      exit(unsolved.length > 0 ? 1 : 0);
    });
}
