import process from 'node:process';
import { CommanderError } from 'commander';
import { FlowproofError } from '../model/errors.ts';
import type { Io } from './context.ts';
import { programFor } from './program.ts';
import { abortOnSignals } from './signals.ts';
import { version } from '../model/version.ts';
import { printableText } from '../reporters/printable.ts';

/** Runs one command line and resolves to its exit code. The only place that turns errors into messages. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  using signals = abortOnSignals();
  let exitCode = 0;
  const exit = (code: number): void => {
    exitCode = code;
  };
  // Messages quote input, which may hold what a terminal obeys.
  const say = (text: string): void =>
    void io.stderr.write(printableText(text).replaceAll(/\S{1000,}/g, (run) => `${run.slice(0, 100)}…`));
  const context = {
    io,
    exit,
    get signal() {
      return signals.signal;
    },
  };
  try {
    const program = await programFor(argv, context, say);
    await program.parseAsync(argv);
    return exitCode;
  } catch (thrown) {
    const error = await understood(thrown);
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof FlowproofError) {
      say(`\nerror: ${error.message}\n  ${error.hint}\n`);
      return error.exitCode;
    }
    if (signals.signal.aborted) {
      say('\ninterrupted\n');
      return 130;
    }
    const stack = error instanceof Error ? error.stack : String(error);
    say(defectMessage(stack ?? '', argv));
    return 70;
  }
}

function defectMessage(stack: string, [, , ...args]: readonly string[]): string {
  return `
This is a defect of flowproof. Please report it, with what follows, to the people you have flowproof from:

flowproof ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}
flowproof ${args.join(' ')}
${stack.replaceAll(/Bearer \S+/g, 'Bearer …')}

These lines hold names of files and of objects, and no credentials; a manifest or scenario with which it happens again
helps most. Leave out of it what is secret.
`;
}

/** What a command threw, in flowproof's words where an API server refused something. */
async function understood(thrown: unknown): Promise<unknown> {
  if (thrown instanceof CommanderError || thrown instanceof FlowproofError) return thrown;
  try {
    const { apiFailure } = await import('../environments/cluster/api-failure.ts');
    return apiFailure(thrown) ?? thrown;
  } catch {
    // The client that knows such refusals cannot be loaded: then none of them was thrown.
    return thrown;
  }
}
