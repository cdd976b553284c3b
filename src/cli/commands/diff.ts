import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { loadDiffSide, loadDiffSides, type DiffSides } from '../../app/diff-sides.ts';
import { UsageError } from '../../model/errors.ts';
import { changeKinds, type ChangeKind } from '../../reporters/change-words.ts';
import { detailOf, quietOption } from '../options/detail.ts';
import { htmlOption } from '../options/html.ts';
import { addLiveOptions, isLiveGiven, isLiveNamed, readLiveOf, type LiveFlags } from '../options/live.ts';
import { checkReportFiles } from '../options/report-files.ts';
import { screenOf } from '../screen-of.ts';
import { diffReports, type ReportDiffFlags } from '../diff/reports.ts';
import { diffSystems, formats, type SystemDiffFlags } from '../diff/systems.ts';

interface DiffFlags extends ReportDiffFlags, SystemDiffFlags, LiveFlags {
  readonly quiet?: boolean;
}

/** Adds `flowproof diff`: what changed between two runs, and what a change of policies opens and closes. */
export function addDiff(program: Command, context: CommandContext): void {
  const { io, exit } = context;
  const finish = ({ text, code }: { readonly text: string; readonly code: number }): void => {
    io.stdout.write(text);
    exit(code);
  };
  const command = program
    .command('diff')
    .description('show what changed between two sets of policies, or between two runs')
    .addHelpText(
      'after',
      examples('flowproof diff git:HEAD:k8s k8s --fail-on opened', 'flowproof diff --context staging -n shop k8s'),
    )
    .argument('<older>', 'scenario, manifests, git:REVISION:PATH, or a JSON report')
    .argument('[newer]', 'another of the same; alone, what would be applied to a cluster')
    .optionsGroup('Policies:')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)))
    .addOption(
      new Option('--fail-on <kind>', 'end with 1 for a change of that kind, repeatable').argParser(
        (kind, previous?: readonly ChangeKind[]) => [...(previous ?? []), changeKind(kind)],
      ),
    )
    .optionsGroup('Runs:')
    .addOption(quietOption('changes that are not expected'))
    .option('--json <file>', 'write what changed as JSON')
    .addOption(htmlOption())
    .option('--markdown <file>', 'write what changed for a GitHub step summary');
  addLiveOptions(command).action(async (older: string, newer: string | undefined, flags: DiffFlags) => {
    const { json, markdown, html, format, failOn, quiet } = flags;
    await checkReportFiles([json, markdown, html], [older, ...(newer === undefined ? [] : [newer])]);
    if (newer !== undefined && isLiveNamed(command))
      throw new UsageError(
        'a cluster is compared with what would be applied to it, and two are named',
        'Leave out one.',
      );
    const sides = newer === undefined ? await whatIf(older, flags, context) : await loadDiffSides(older, newer);
    const screen = screenOf(io);
    if (sides.kind === 'runs') {
      refuse({ '--format': format, '--fail-on': failOn }, 'policies, and these are reports of runs');
      finish(await diffReports({ ...sides, olderFile: older }, flags, { detail: detailOf(flags), screen }));
    } else {
      refuse({ '--json': json, '--markdown': markdown, '--html': html, '--quiet': quiet }, 'reports of runs');
      finish(diffSystems([sides.older, sides.newer], flags, screen));
    }
  });
}

/** A cluster as it stands, and as it would be with manifests applied to it. */
async function whatIf(name: string, flags: LiveFlags, context: CommandContext): Promise<DiffSides> {
  if (!isLiveGiven(flags)) throw oneNamed;
  const { manifests } = await loadDiffSide(name);
  const { today, withApplied } = await readLiveOf(flags, context);
  return { kind: 'systems', older: today, newer: withApplied(manifests) };
}

const oneNamed = new UsageError(
  'diff compares two, and one is named',
  'Name another one, or with --context the cluster that it would be applied to.',
);

function changeKind(text: string): ChangeKind {
  const found = changeKinds.find((kind) => kind === text);
  if (found) return found;
  throw new InvalidArgumentError(`It is one of ${changeKinds.join(', ')}.`);
}

function refuse(flags: Readonly<Record<string, unknown>>, subject: string): void {
  const [given] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined) throw new UsageError(`${given} is for ${subject}`, 'Leave it out.');
}
