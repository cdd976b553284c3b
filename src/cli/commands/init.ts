import { Option, type Command } from 'commander';
import { createProgress } from '../progress.ts';
import { contextOption, kubeconfigOption, label, type KubeconfigFlags } from '../options/existing.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { FlowEntry } from '../../scenario/schema.ts';
import type { CommandContext, Io } from '../context.ts';
import type { Answered } from '../questions/ask-init.ts';
import { examples } from '../help.ts';
import { clientOf, flowOf, hostOf, outsideOf, serverOf, type DeclaredEndpoint } from '../options/declared.ts';
import { UsageError } from '../../model/errors.ts';
import { init } from '../../app/init.ts';
import { unsolvedLines } from '../unsolved-lines.ts';

interface InitFlags extends KubeconfigFlags {
  readonly namespace?: readonly string[];
  readonly manifests?: readonly string[];
  readonly protect?: readonly string[];
  readonly client?: readonly DeclaredEndpoint[];
  readonly server?: readonly DeclaredEndpoint[];
  readonly host?: readonly DeclaredEndpoint[];
  readonly outside?: readonly DeclaredEndpoint[];
  readonly allow?: readonly Pick<FlowEntry, 'from' | 'to'>[];
}

/** Adds `flowproof init`: a folder with a first scenario, and the policies that make it true. */
export function addInit(program: Command, context: CommandContext): void {
  const { io, exit } = context;
  program
    .command('init')
    .description('write a first scenario, and the policies that make it true')
    .addHelpText(
      'after',
      examples(
        'flowproof init --manifests k8s/ --allow "task-api to coredns"',
        'flowproof init shop --context staging -n shop --allow "api to coredns"',
      ),
    )
    .argument('[folder]', 'where it goes', 'flowproof')
    .option('--manifests <path...>', 'of the workloads: files or folders')
    .addOption(repeated('-n, --namespace <name>', 'as it stands, where --context says', label))
    .addOption(contextOption())
    .addOption(kubeconfigOption())
    .option('--protect <name...>', 'what to close (where the workloads are)')
    .addOption(repeated('--client <name=namespace/labels>', 'who only sends: gw=edge/app=envoy', clientOf))
    .addOption(repeated('--server <name=namespace:ports>', 'who only has to be there: db=data:5432', serverOf))
    .addOption(repeated('--host <name=address:ports>', 'outside: bank=203.0.113.7:443', hostOf))
    .addOption(repeated('--outside <name>', 'a sender outside of the cluster', outsideOf))
    .addOption(repeated('--allow <flow>', 'what is allowed: "gw to api:8000"', flowOf))
    .action(async (folder: string, _: InitFlags, command: Command) => {
      const answered = isToAsk(command, io) ? await ask(folder, context) : { options: [] };
      if (!answered) return;
      // From here on, answers are what might as well have been typed.
      command.parseOptions([...answered.options]);
      const flags = command.opts<InitFlags>();
      const declared = [flags.client, flags.server, flags.host, flags.outside].flatMap((list) => list ?? []);
      const [again] = declared.filter(([name], index) => declared.findIndex((one) => one[0] === name) < index);
      if (again)
        throw new UsageError(`two endpoints are called "${again[0]}"`, 'Nothing was written. Name them differently.');
      const live = answered.live ?? (await liveOf(flags, command, context));
      const { files, unsolved, ownPolicies, notes } = await init({
        folder,
        manifests: flags.manifests ?? [],
        live,
        protect: flags.protect ?? [],
        endpoints: Object.fromEntries(declared),
        allow: flags.allow ?? [],
      });
      io.stdout.write(`${files.map((file) => `wrote ${file}`).join('\n')}\n`);
      if (ownPolicies > 0) io.stdout.write('There are policies already: none was written.\n');
      for (const note of notes) io.stdout.write(`${note}\n`);
      for (const line of unsolvedLines(unsolved)) io.stderr.write(`${line}\n`);
      io.stdout.write(
        `\nNext: flowproof check ${folder}, then flowproof verify ${folder}. Policies count only where the CNI enforces them;\nverify shows whether yours does.\n`,
      );
      exit(unsolved.length > 0 ? 1 : 0);
    });
}

async function ask(folder: string, context: CommandContext): Promise<Answered | undefined> {
  const { askInit } = await import('../questions/ask-init.ts');
  return await askInit(folder, context);
}

/** Whether somebody sits there who said nothing of the system. */
function isToAsk(command: Command, { stdin, stdout }: Io): boolean {
  const isSilent = command.options.every((option) => command.getOptionValueSource(option.attributeName()) !== 'cli');
  return isSilent && stdin.isTTY && stdout.isTTY;
}

async function liveOf(
  flags: InitFlags,
  command: Command,
  { io, signal }: CommandContext,
): Promise<readonly Manifest[]> {
  const { namespace: namespaces = [] } = flags;
  if (namespaces.length === 0) {
    const isCalledFor = ['context', 'kubeconfig'].some((option) => command.getOptionValueSource(option) === 'cli');
    if (!isCalledFor) return [];
    throw new UsageError('no namespace named', 'Name what is read of the cluster with -n NAMESPACE.');
  }
  const { readLiveNamespaces } = await import('../../app/live-namespaces.ts');
  using progress = await createProgress(io.stderr);
  return (await readLiveNamespaces(namespaces, flags, { progress, signal })).manifests;
}

/** An option that may be there several times, or have several values, each read by itself. */
function repeated(flags: string, description: string, read: (text: string) => unknown): Option {
  const option = new Option(flags.replace('>', '...>'), description);
  return option.argParser<readonly unknown[] | undefined>((text, before) => [...(before ?? []), read(text)]);
}
