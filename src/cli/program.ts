import { basename } from 'node:path';
import { Command } from 'commander';
import { didYouMean } from '../model/did-you-mean.ts';
import { version } from '../model/version.ts';
import type { CommandContext } from './context.ts';
import { examples, helpStyle } from './help.ts';

/** What adds a command to the program, by the command's name, in the order and under the headings of the help. */
const groups: Readonly<Record<string, Readonly<Record<string, () => Promise<AddCommand>>>>> = {
  'Prove with real traffic:': {
    verify: async () => (await import('./commands/verify.ts')).addVerify,
    probe: async () => (await import('./commands/probe.ts')).addProbe,
    observe: async () => (await import('./commands/observe.ts')).addObserve,
    plan: async () => (await import('./commands/plan.ts')).addPlan,
  },
  'Read policies and reports, without a cluster:': {
    check: async () => (await import('./commands/check.ts')).addCheck,
    connections: async () => (await import('./commands/connections.ts')).addConnections,
    explain: async () => (await import('./commands/explain.ts')).addExplain,
    lint: async () => (await import('./commands/lint.ts')).addLint,
    mutate: async () => (await import('./commands/mutate.ts')).addMutate,
    suggest: async () => (await import('./commands/suggest.ts')).addSuggest,
    diff: async () => (await import('./commands/diff.ts')).addDiff,
    report: async () => (await import('./commands/report.ts')).addReport,
  },
  'Set up and clean up:': {
    init: async () => (await import('./commands/init.ts')).addInit,
    rbac: async () => (await import('./commands/rbac.ts')).addRbac,
    cluster: async () => (await import('./commands/cluster.ts')).addCluster,
    clean: async () => (await import('./commands/clean.ts')).addClean,
    worker: async () => (await import('./commands/worker.ts')).addWorker,
    // Completes those before it.
    completion: async () => (await import('./commands/completion.ts')).addCompletion,
  },
};

/** The same without their headings, each with its own. */
const commands: Readonly<Record<string, { readonly heading: string; readonly load: () => Promise<AddCommand> }>> =
  Object.fromEntries(
    Object.entries(groups).flatMap(([heading, group]) =>
      Object.entries(group).map(([name, load]) => [name, { heading, load }] as const),
    ),
  );

type AddCommand = (program: Command, context: CommandContext) => void;

/**
 * The program with the commands that a command line needs.
 *
 * @param say - Prints a message about the command line.
 */
export async function programFor(
  argv: readonly string[],
  context: CommandContext,
  say: (text: string) => void,
): Promise<Command> {
  const program = new Command(calledAs(argv))
    .description('Proves that a Kubernetes cluster lets through exactly the traffic it should.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => context.io.stdout.write(text), writeErr: say })
    .helpOption('-h, --help', 'show this')
    .configureHelp(helpStyle)
    .showHelpAfterError(`(${calledAs(argv)} --help lists the commands and their options)`)
    .addHelpText('after', examples('flowproof init --manifests k8s/', 'flowproof check scenarios/shop'));
  for (const { heading, add } of await commandsFor(argv)) add(program.commandsGroup(heading), context);
  program.helpCommand('help [command]', 'show what a command takes');
  checkHelp(argv, program);
  return program;
}

/** What a user typed to get here: kubectl finds its plugins by their file names. */
function calledAs([, file = '']: readonly string[]): string {
  return basename(file) === 'kubectl-flowproof' ? 'kubectl flowproof' : 'flowproof';
}

/**
 * The command that is called, and no other: most of the time that flowproof takes to start goes into what the others
 * need, the Kubernetes client above all. All of them where none is called by its name: for help, and for what was misspelt.
 * A shell that completes a command calls `complete -- COMMAND WORD...`.
 */
async function commandsFor([, , name = '', , command = '', ...words]: readonly string[]): Promise<
  { readonly heading: string; readonly add: AddCommand }[]
> {
  const called = name === 'complete' && words.length > 0 ? [...new Set([command, 'completion'])] : [name];
  const found = called.flatMap((one) => (Object.hasOwn(commands, one) ? (commands[one] ?? []) : []));
  const needed = found.length === called.length ? found : Object.values(commands);
  return await Promise.all(needed.map(async ({ heading, load }) => ({ heading, add: await load() })));
}

/** The library prints all help there is of a command that there is not. */
function checkHelp([, , first, name]: readonly string[], program: Command): void {
  if (first !== 'help' || name === undefined || name.startsWith('-') || Object.hasOwn(commands, name)) return;
  program.error(`error: unknown command '${name}'${didYouMean(name, Object.keys(commands))}`);
}
