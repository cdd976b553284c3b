import { Argument, type Command } from 'commander';
import { completionScripts } from '../completion-scripts.ts';
import { completionsOf } from '../completions.ts';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';

/**
 * Adds `flowproof completion`, which prints what a shell has to read, and `flowproof complete`, which the shell calls then with
 * the words that were typed. It completes the commands that the program has by then.
 */
export function addCompletion(program: Command, { io }: CommandContext): void {
  program
    .command('completion')
    .description('print what a shell reads to complete commands and options')
    .addHelpText(
      'after',
      examples(
        'flowproof completion bash >>~/.bashrc',
        'flowproof completion fish >~/.config/fish/completions/flowproof.fish',
      ),
    )
    .addArgument(new Argument('<shell>', 'which').choices(Object.keys(completionScripts)))
    .action((shell: keyof typeof completionScripts) => void io.stdout.write(completionScripts[shell]));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: readonly string[]) => {
      for (const candidate of completionsOf(program, words)) io.stdout.write(`${candidate.join('\t')}\n`);
    });
}
