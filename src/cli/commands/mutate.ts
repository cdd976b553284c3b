import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import type { Scenario } from '../../model/scenario.ts';
import type { OwnTarget } from '../../app/target.ts';
import { UsageError } from '../../model/errors.ts';
import { loadScenario } from '../../app/load.ts';
import type { LiveReport } from '../../analysis/mutation/judge-live.ts';
import { mutate, mutationScore, type MutationReport } from '../../analysis/mutation/mutate.ts';
import { createProgress } from '../progress.ts';
import { renderMutation } from '../../reporters/terminal/mutate.ts';
import { renderLiveMutation } from '../../reporters/terminal/mutate-live.ts';
import { screenOf } from '../screen-of.ts';
import { addKindOptions, kindOptionsOf, probeImageOption, type KindFlags } from '../options/kind.ts';
import { connectTimeoutOption, decimal } from '../options/numbers.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';
import { targetOf } from '../options/target.ts';

interface MutateFlags extends KindFlags {
  readonly minScore: number;
  readonly all?: boolean;
  readonly live?: boolean;
  readonly environment?: 'auto' | 'kind' | 'netns';
  readonly connectTimeout: number;
}

/** Adds `flowproof mutate`: which flow would notice if a part of a policy were gone or wider. */
export function addMutate(program: Command, context: CommandContext): void {
  const { io, exit } = context;
  const command = addScenarioArgument(program.command('mutate'))
    .description('list the parts of policies that no declared flow guards')
    .addHelpText(
      'after',
      examples('flowproof mutate scenarios/shop --min-score 90', 'flowproof mutate scenarios/shop --live'),
    )
    .addOption(
      new Option('--min-score <percent>', 'exit with 1 below this score').argParser(percent).default(0, 'never'),
    )
    .option('--all', 'list, too, what no pod could notice')
    .option('--live', 'try for real what no flow would notice')
    .addOption(
      new Option('--environment <name>', 'with --live, where')
        .choices(['auto', 'kind', 'netns'])
        .default(undefined, 'netns'),
    )
    .addOption(connectTimeoutOption('how long a probe waits for an answer', 1000))
    .addOption(probeImageOption());
  addKindOptions(command).action(async (path = shippedScenario(), flags: MutateFlags) => {
    const target = targetOf(command, flags.environment);
    if (!flags.live && target !== 'auto') {
      throw new UsageError('--environment and options for kind clusters need --live', 'Add --live.');
    }
    const scenario = await loadScenario(path);
    const report = mutate(scenario);
    const live = flags.live
      ? await tryLive(scenario, report, { target, flags, io, signal: context.signal })
      : undefined;
    io.stdout.write(renderMutation(report, { screen: screenOf(io), all: flags.all ?? false }));
    if (live) io.stdout.write(`\n${renderLiveMutation(live, screenOf(io))}`);
    exit(Math.max(mutationScore(report).score < flags.minScore ? 1 : 0, live ? exitCodeOf(live) : 0));
  });
}

async function tryLive(
  scenario: Scenario,
  report: MutationReport,
  {
    target,
    flags,
    io,
    signal,
  }: Pick<CommandContext, 'io' | 'signal'> & { readonly target: string; readonly flags: MutateFlags },
): Promise<LiveReport> {
  const { mutateLive } = await import('../../app/mutate-live.ts');
  using progress = await createProgress(io.stderr);
  const kind = kindOptionsOf(flags);
  const own: OwnTarget =
    target === 'kind' ? { kind } : flags.environment === 'auto' ? { auto: { kind } } : { netns: {} };
  return await mutateLive(scenario, report, { target: own, connectTimeoutMs: flags.connectTimeout, progress, signal });
}

/** As `verify` has it: 1 for what is otherwise than it should be, 3 for what could not be told. */
function exitCodeOf({ results, failure }: LiveReport): number {
  if (results.some(({ outcome }) => outcome === 'noticed')) return 1;
  return failure || results.some(({ outcome }) => outcome === 'unknown') ? 3 : 0;
}

function percent(text: string): number {
  const number = decimal(text);
  if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('It is a number from 0 to 100.');
  return number;
}
