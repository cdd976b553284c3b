import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { didYouMean } from '../model/did-you-mean.ts';
import { FlowproofError } from '../model/errors.ts';
import type { CommandContext, Io } from './context.ts';
import { abortOnSignals } from './signals.ts';
import { version } from '../model/version.ts';
import { printableText } from '../reporters/printable.ts';

/** What adds a command to the program, by the command's name, in the order of the help. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  init: async () => (await import('./commands/init.ts')).addInit,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  probe: async () => (await import('./commands/probe.ts')).addProbe,
  observe: async () => (await import('./commands/observe.ts')).addObserve,
  check: async () => (await import('./commands/check.ts')).addCheck,
  explain: async () => (await import('./commands/explain.ts')).addExplain,
  lint: async () => (await import('./commands/lint.ts')).addLint,
  mutate: async () => (await import('./commands/mutate.ts')).addMutate,
  suggest: async () => (await import('./commands/suggest.ts')).addSuggest,
  diff: async () => (await import('./commands/diff.ts')).addDiff,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  rbac: async () => (await import('./commands/rbac.ts')).addRbac,
  cluster: async () => (await import('./commands/cluster.ts')).addCluster,
  clean: async () => (await import('./commands/clean.ts')).addClean,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  // Completes those before it.
  completion: async () => (await import('./commands/completion.ts')).addCompletion,
};

type AddCommand = (program: Command, context: CommandContext) => void;

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
  const program = new Command('flowproof')
    .description('Proves that a Kubernetes cluster lets through exactly the traffic it should.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: say })
    .showHelpAfterError('(flowproof --help lists the commands and their options)');
  const context = {
    io,
    exit,
    get signal() {
      return signals.signal;
    },
  };
  try {
    for (const add of await commandsFor(argv)) add(program, context);
    checkHelp(argv, program);
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

/**
 * The command that is called, and no other: most of the time that flowproof takes to start goes into what the others
 * need, the Kubernetes client above all. All of them where none is called by its name: for help, and for what was misspelt.
 * A shell that completes a command calls `complete -- COMMAND WORD...`.
 */
async function commandsFor([, , name = '', , command = '', ...words]: readonly string[]): Promise<AddCommand[]> {
  const called = name === 'complete' && words.length > 0 ? [...new Set([command, 'completion'])] : [name];
  const loads = called.flatMap((one) => (Object.hasOwn(commands, one) ? (commands[one] ?? []) : []));
  const all = Object.values(commands);
  return await Promise.all((loads.length === called.length ? loads : all).map(async (load) => await load()));
}

/** The library prints all help there is of a command that there is not. */
function checkHelp([, , first, name]: readonly string[], program: Command): void {
  if (first !== 'help' || name === undefined || name.startsWith('-') || Object.hasOwn(commands, name)) return;
  program.error(`error: unknown command '${name}'${didYouMean(name, Object.keys(commands))}`);
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
