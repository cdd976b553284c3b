import { Command, CommanderError } from 'commander';
import { addClean } from './commands/clean.ts';
import { addCluster } from './commands/cluster.ts';
import { addCheck } from './commands/check.ts';
import { addDiff } from './commands/diff.ts';
import { addExplain } from './commands/explain.ts';
import { addLint } from './commands/lint.ts';
import { addMutate } from './commands/mutate.ts';
import { addObserve } from './commands/observe.ts';
import { addProbe } from './commands/probe.ts';
import { addSuggest } from './commands/suggest.ts';
import { addPlan } from './commands/plan.ts';
import { addRbac } from './commands/rbac.ts';
import { addVerify } from './commands/verify.ts';
import { addWorker } from './commands/worker.ts';
import { apiFailure } from './environments/api-failure.ts';
import { FlowproofError } from './errors.ts';
import { abortOnSignals } from './signals.ts';
import { version } from './version.ts';

/** What the CLI has of the process that it runs in. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** What a command is given besides its own flags. */
export interface CommandContext {
  readonly io: Io;
  /** Aborts at Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Sets the exit code of a command that ended in order; 0 if it does not. */
  readonly exit: (code: number) => void;
}

/** Runs one command line and resolves to its exit code. The only place that turns errors into messages. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  using signals = abortOnSignals();
  let exitCode = 0;
  const exit = (code: number): void => {
    exitCode = code;
  };
  const program = new Command('flowproof')
    .description('Proves that a Kubernetes cluster lets through exactly the traffic it should.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(flowproof --help lists the commands and their options)');
  const commands = [
    addVerify,
    addProbe,
    addObserve,
    addCheck,
    addExplain,
    addLint,
    addMutate,
    addSuggest,
    addDiff,
    addPlan,
    addRbac,
    addCluster,
    addClean,
    addWorker,
  ];
  for (const add of commands) add(program, { io, signal: signals.signal, exit });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (thrown) {
    const error: unknown = apiFailure(thrown) ?? thrown;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof FlowproofError) {
      io.stderr.write(`\nerror: ${error.message}\n  ${error.hint}\n`);
      return error.exitCode;
    }
    if (signals.signal.aborted) {
      io.stderr.write('\ninterrupted\n');
      return 130;
    }
    const stack = error instanceof Error ? error.stack : String(error);
    io.stderr.write(`\nThis is a defect of flowproof; please report it with these lines:\n${stack}\n`);
    return 70;
  }
}
