import type { Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { loadScenario } from '../load.ts';
import { explain, type Question } from '../policy/explain.ts';
import { renderExplanation } from '../reporters/explain.ts';
import { screenOf } from '../screen.ts';
import { addScenarioArgument } from './scenario-argument.ts';

/** Adds `flowproof explain`: how the policies decide one flow, step by step. */
export function addExplain(program: Command, { io }: CommandContext): void {
  addScenarioArgument(program.command('explain'))
    .description('tell step by step how the policies decide one flow; touches no cluster')
    .requiredOption('--from <endpoint>', 'who sends')
    .requiredOption('--to <endpoint:port>', 'who receives, as in scenarios: task-api:8000')
    .option('--stage <name>', 'the policies that stand in this stage; the last one if not given')
    .action(async (path: string, question: Question) => {
      const explanation = explain(await loadScenario(path), question);
      io.stdout.write(renderExplanation(explanation, screenOf(io)));
    });
}
