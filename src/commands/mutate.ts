import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../cli.ts';
import { loadScenario } from '../load.ts';
import { mutate, mutationScore } from '../policy/mutation/mutate.ts';
import { renderMutation } from '../reporters/mutate.ts';
import { screenOf } from '../screen.ts';
import { addScenarioArgument } from './scenario-argument.ts';

/** Adds `flowproof mutate`: which flow would notice if a part of a policy were gone or wider. */
export function addMutate(program: Command, { io, exit }: CommandContext): void {
  addScenarioArgument(program.command('mutate'))
    .description('tell which part of which policy no declared flow guards; touches no cluster')
    .addOption(
      new Option('--min-score <percent>', 'end with 1 below this score').argParser(percent).default(0, 'never'),
    )
    .action(async (path: string, { minScore }: { readonly minScore: number }) => {
      const report = mutate(await loadScenario(path));
      io.stdout.write(renderMutation(report, screenOf(io)));
      exit(mutationScore(report).score < minScore ? 1 : 0);
    });
}

function percent(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number <= 100))
    throw new InvalidArgumentError('It is a number from 0 to 100.');
  return number;
}
