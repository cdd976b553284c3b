import { addAbortListener } from 'node:events';
import { isCancel, updateSettings, type CANCEL_SYMBOL, type CommonOptions } from '@clack/prompts';
import { InvalidArgumentError } from 'commander';
import { FlowproofError, InterruptedError } from '../../model/errors.ts';
import { printableText } from '../../reporters/printable.ts';
import type { CommandContext } from '../context.ts';
import { withSize } from '../with-size.ts';

/** Puts one question, and resolves to its answer. */
export type Ask = <T>(question: (terminal: CommonOptions) => Promise<T | typeof CANCEL_SYMBOL>) => Promise<T>;

/**
 * Questions on the terminal that the CLI runs on.
 *
 * @throws {@link InterruptedError} from a question at which somebody gives up: Ctrl-C, Ctrl-D, Escape or SIGTERM.
 */
export function questionsOn({ io: { stdin, stdout }, signal }: CommandContext): Ask {
  // Else readline stops reading at Ctrl-D, and the question waits for ever.
  updateSettings({ aliases: { '\u0004': 'cancel' } });
  return async (question) => {
    // A question listens for as long as its signal lives, even after it was answered.
    const own = new AbortController();
    using _ = addAbortListener(signal, () => own.abort());
    const answer = await question({ input: stdin, output: withSize(stdout), signal: own.signal });
    if (isCancel(answer)) throw new InterruptedError('interrupted', 'Nothing was written.');
    return answer;
  };
}

/** What is wrong with an answer: why something cannot be done with it, or `undefined`. */
export async function problemWith(attempt: () => unknown): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof FlowproofError || error instanceof InvalidArgumentError) return printableText(error.message);
    throw error;
  }
}
