import { Option, type Command } from 'commander';
import type { FlowEntry } from '../../scenario/schema.ts';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { clientOf, flowOf, hostOf, outsideOf, serverOf, type DeclaredEndpoint } from '../options/declared.ts';
import { UsageError } from '../../model/errors.ts';
import { init } from '../../app/init.ts';
import { unsolvedLines } from '../unsolved-lines.ts';

interface InitFlags {
  readonly manifests?: readonly string[];
  readonly protect?: readonly string[];
  readonly client?: readonly DeclaredEndpoint[];
  readonly server?: readonly DeclaredEndpoint[];
  readonly host?: readonly DeclaredEndpoint[];
  readonly outside?: readonly DeclaredEndpoint[];
  readonly allow?: readonly Pick<FlowEntry, 'from' | 'to'>[];
}

/** Adds `flowproof init`: a folder with a first scenario, and the policies that make it true. */
export function addInit(program: Command, { io, exit }: CommandContext): void {
  program
    .command('init')
    .description('write a first scenario, and the policies that make it true')
    .addHelpText(
      'after',
      examples(
        'flowproof init --manifests k8s/ --allow "task-api to coredns"',
        'flowproof init shop --server api=shop:8000 --protect shop',
      ),
    )
    .argument('[folder]', 'where it goes', 'flowproof')
    .option('--manifests <path...>', 'of the workloads: files or folders')
    .option('--protect <name...>', 'what to close (namespaces of the manifests)')
    .addOption(repeated('--client <name=namespace/labels>', 'who only sends: gw=edge/app=envoy', clientOf))
    .addOption(repeated('--server <name=namespace:ports>', 'who only has to be there: db=data:5432', serverOf))
    .addOption(repeated('--host <name=address:ports>', 'outside: bank=203.0.113.7:443', hostOf))
    .addOption(repeated('--outside <name>', 'a sender outside of the cluster', outsideOf))
    .addOption(repeated('--allow <flow>', 'what is allowed: "gw to api:8000"', flowOf))
    .action(async (folder: string, flags: InitFlags) => {
      const declared = [flags.client, flags.server, flags.host, flags.outside].flatMap((list) => list ?? []);
      const [again] = declared.filter(([name], index) => declared.findIndex((one) => one[0] === name) < index);
      if (again)
        throw new UsageError(`two endpoints are called "${again[0]}"`, 'Nothing was written. Name them differently.');
      const { files, unsolved, ownPolicies } = await init({
        folder,
        manifests: flags.manifests ?? [],
        protect: flags.protect ?? [],
        endpoints: Object.fromEntries(declared),
        allow: flags.allow ?? [],
      });
      io.stdout.write(`${files.map((file) => `wrote ${file}`).join('\n')}\n`);
      if (ownPolicies > 0) io.stdout.write('The manifests have policies of their own: none was written.\n');
      for (const line of unsolvedLines(unsolved)) io.stderr.write(`${line}\n`);
      io.stdout.write(
        `\nNext: flowproof check ${folder}, then flowproof verify ${folder}. Policies count only where the CNI enforces them;\nverify shows whether yours does.\n`,
      );
      exit(unsolved.length > 0 ? 1 : 0);
    });
}

/** An option that may be there several times, or have several values, each read by itself. */
function repeated(flags: string, description: string, read: (text: string) => unknown): Option {
  const option = new Option(flags.replace('>', '...>'), description);
  return option.argParser<readonly unknown[] | undefined>((text, before) => [...(before ?? []), read(text)]);
}
