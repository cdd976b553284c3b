import { Option, type Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { loadScenario } from '../load.ts';
import { renderPlan } from '../reporters/plan.ts';
import { screenOf } from '../screen.ts';
import { seconds } from './kind-options.ts';
import { addScenarioArgument } from './scenario-argument.ts';

export function addPlan(program: Command, { io }: CommandContext): void {
  addScenarioArgument(program.command('plan'))
    .description('check a scenario and print the matrix that verify would probe; touches no cluster')
    .addOption(
      new Option('--connect-timeout <seconds>', 'as for verify: the estimate depends on it')
        .argParser(seconds)
        .default(3000, '3'),
    )
    .action(async (path: string, { connectTimeout }: { readonly connectTimeout: number }) => {
      const scenario = await loadScenario(path);
      io.stdout.write(renderPlan(scenario, { screen: screenOf(io), connectTimeoutMs: connectTimeout }));
    });
}
