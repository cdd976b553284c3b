import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { loadScenario } from '../../app/load.ts';
import { explain, type Question } from '../../analysis/explain.ts';
import { createProgress } from '../progress.ts';
import { renderExplanation } from '../../reporters/terminal/explain.ts';
import { screenOf } from '../screen-of.ts';
import { contextOption, toolNamespaceOption, kubeconfigOption, type KubeconfigFlags } from '../options/existing.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';
import { targetOf } from '../options/target.ts';

interface ExplainFlags extends Question, KubeconfigFlags {
  readonly toolNamespace: string;
}

/** Adds `flowproof explain`: how the policies decide one flow, step by step. */
export function addExplain(program: Command, context: CommandContext): void {
  const { io } = context;
  addScenarioArgument(program.command('explain'))
    .description('explain step by step how the policies decide one flow')
    .addHelpText(
      'after',
      examples(
        'flowproof explain --from task-api --to postgres:5432',
        'flowproof explain --from gateway --to task-api:8000 --stage dns',
      ),
    )
    .requiredOption('--from <endpoint>', 'who sends')
    .requiredOption('--to <endpoint:port>', 'who receives: task-api:8000')
    .option('--stage <name>', 'with the policies of this stage (the last)')
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .addOption(toolNamespaceOption())
    .action(async (path = shippedScenario(), flags: ExplainFlags, command: Command) => {
      using progress = await createProgress(io.stderr);
      const scenario =
        targetOf(command) === 'existing'
          ? await (
              await import('../../app/existing.ts')
            ).readExisting(path, flags, { progress, signal: context.signal })
          : await loadScenario(path);
      io.stdout.write(renderExplanation(explain(scenario, flags), screenOf(io)));
    });
}
