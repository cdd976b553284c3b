import { Option, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { examples } from '../help.ts';
import { compareReports, type Drift } from '../../verdict/drift/compare-reports.ts';
import { InterruptedError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import { exitCodes, summarize, summarizeSince, type RunOutcome } from '../../verdict/summary.ts';
import { filesOf } from '../../app/load.ts';
import type { Target } from '../../app/verify.ts';
import { createProgress } from '../progress.ts';
import { renderDrift } from '../../reporters/terminal/drift.ts';
import { contentOfRun } from '../../reporters/html/run.ts';
import { renderJson } from '../../reporters/json/report.ts';
import { renderJunit } from '../../reporters/junit/report.ts';
import { renderMarkdown } from '../../reporters/markdown/report.ts';
import { renderStagesInFull, renderTerminal } from '../../reporters/terminal/report.ts';
import { screenOf } from '../screen-of.ts';
import { readBaseline } from '../options/baseline.ts';
import { addDetailOptions, detailOf, type DetailFlags } from '../options/detail.ts';
import { addExistingOptions, existingOptionsOf, type ExistingFlags } from '../options/existing.ts';
import { foldTargets } from '../options/fold-targets.ts';
import { addKindOptions, kindOptionsOf, probeImageOption, type KindFlags } from '../options/kind.ts';
import { addNetnsOptions, netnsOptionsOf, type NetnsFlags } from '../options/netns.ts';
import { htmlOption, pageFile, type HtmlFlag } from '../options/html.ts';
import { maxRateOption, type MaxRateFlag } from '../options/max-rate.ts';
import { besideOf, metricsFile } from '../options/metrics-file.ts';
import { connectTimeoutOption } from '../options/numbers.ts';
import { checkReportFiles, writeReports } from '../options/report-files.ts';
import { addScenarioArgument, shippedScenario } from '../options/scenario-argument.ts';
import { targetOf, TargetOption, type TargetName } from '../options/target.ts';

interface VerifyFlags extends KindFlags, NetnsFlags, ExistingFlags, MaxRateFlag, HtmlFlag, DetailFlags {
  readonly environment: TargetName | 'auto';
  readonly stage?: string;
  readonly watch?: boolean;
  /** Absent where neither --apply nor --no-apply was given. */
  readonly apply?: boolean;
  readonly keep?: boolean;
  readonly connectTimeout: number;
  readonly onlyChanged?: string;
  readonly baseline?: string;
  readonly json?: string;
  readonly junit?: string;
  readonly markdown?: string;
  readonly openmetrics?: string;
}

export function addVerify(program: Command, { io, signal, exit }: CommandContext): void {
  const command = foldTargets(addScenarioArgument(program.command('verify')))
    .description('send real traffic for every flow, and report those that differ')
    .addHelpText(
      'after',
      examples(
        'flowproof verify scenarios/shop --environment netns',
        'flowproof verify scenarios/shop --context staging --junit report.xml',
      ),
    )
    .addOption(
      new Option('--environment <name>', 'where')
        .choices(['auto', 'kind', 'netns', 'existing'])
        .default('auto')
        .env('FLOWPROOF_ENVIRONMENT'),
    )
    .option('--stage <name>', 'the last stage to apply, and the only to probe')
    .addOption(
      new Option('--only-changed <older>', 'only flows that older manifests answer otherwise').conflicts([
        'watch',
        'baseline',
        'openmetrics',
      ]),
    )
    .addOption(new TargetOption(['kind', 'netns'], '--keep', 'leave what the run made (kind, netns)'))
    .addOption(new TargetOption('kind', '--no-apply', 'take it as it stands, probe the last stage'))
    .addOption(
      new TargetOption('netns', '--watch', 'prove the last stage again after every save').conflicts([
        'keep',
        'baseline',
        'maxRate',
      ]),
    )
    .addOption(new TargetOption('existing', '--apply', 'apply the manifests, and delete them at the end'))
    .addOption(connectTimeoutOption())
    .addOption(maxRateOption())
    .addOption(probeImageOption())
    .optionsGroup('Reports:')
    .option('--baseline <file>', 'JSON report: fail for what changed since')
    .option('--json <file>', 'write the report with every attempt')
    .addOption(htmlOption())
    .option('--junit <file>', 'write a JUnit report')
    .option('--markdown <file>', 'write a report for a GitHub step summary')
    .option('--openmetrics <file>', 'write metrics for Prometheus');
  addDetailOptions(command.optionsGroup('Options:'), 'mismatches');
  addExistingOptions(addNetnsOptions(addKindOptions(command)));
  command.action(async (path = shippedScenario(), flags: VerifyFlags) => {
    const { json, junit, markdown, html, openmetrics, baseline } = flags;
    const target = targetOf(command, flags.environment);
    await checkReportFiles(
      [json, junit, markdown, html, openmetrics, besideOf(openmetrics)],
      [baseline, flags.kubeconfig, ...(await filesOf(path))],
    );
    if (flags.watch) return await proveAgainAndAgain(path, flags, { command, io, signal });
    const earlier = baseline === undefined ? undefined : await readBaseline(baseline, path);
    const write = async (report: Report): Promise<Drift | undefined> => {
      const drift = earlier && compareReports(earlier, report);
      const passed = outcomeOf(report, drift) === 'pass';
      await writeReports([
        [json, () => renderJson(report)],
        [junit, () => renderJunit(report)],
        [markdown, () => renderMarkdown(report, drift)],
        await pageFile(html, () => contentOfRun(report, earlier)),
        metricsFile(openmetrics, report, passed),
      ]);
      return drift;
    };
    const report = await runVerify(path, target, flags, { io, signal }).catch(async (error: unknown) => {
      // What was found until then is not lost with the rest.
      if (error instanceof InterruptedError && error.report) await write(error.report);
      throw error;
    });
    exit(show(report, await write(report), flags, io));
  });
}

/** What a run says, or what changed since an earlier one. */
function outcomeOf(report: Report, drift: Drift | undefined): RunOutcome {
  return drift ? summarizeSince(drift) : summarize(report).outcome;
}

/** Shows a run, or what changed since an earlier one, and returns the exit code. */
function show(report: Report, drift: Drift | undefined, flags: DetailFlags, io: CommandContext['io']): number {
  const [detail, screen, outcome] = [detailOf(flags), screenOf(io), outcomeOf(report, drift)];
  if (drift && detail === 'verbose') io.stdout.write(renderStagesInFull(report, screen));
  io.stdout.write(drift ? renderDrift(drift, outcome, screen, detail) : renderTerminal(report, screen, detail));
  return exitCodes[outcome];
}

async function runVerify(
  path: string,
  target: TargetName | 'auto',
  flags: VerifyFlags,
  { io, signal }: Pick<CommandContext, 'io' | 'signal'>,
): Promise<Report> {
  using progress = await createProgress(io.stderr, flags);
  const { connectTimeout: connectTimeoutMs, maxRate, stage, onlyChanged } = flags;
  const { verify } = await import('../../app/verify.ts');
  const options = { connectTimeoutMs, maxRate, stage, onlyChanged, progress, signal };
  return await verify(path, { ...options, target: optionsFor(target, flags) });
}

function optionsFor(target: TargetName | 'auto', flags: VerifyFlags): Target {
  const { apply, keep = false } = flags;
  if (target === 'existing') return { existing: { ...existingOptionsOf(flags), apply: apply ?? false } };
  const kind = { ...kindOptionsOf(flags), apply: apply ?? true, keep };
  const netns = { ...netnsOptionsOf(flags), keep };
  if (target === 'auto') return { auto: { kind, netns } };
  return target === 'kind' ? { kind } : { netns };
}

async function proveAgainAndAgain(
  path: string,
  flags: VerifyFlags,
  { command, io, signal }: Pick<CommandContext, 'io' | 'signal'> & { readonly command: Command },
): Promise<void> {
  const isAsked = command.getOptionValueSource('connectTimeout') !== 'default';
  const display = (text: string): void => {
    if (io.stdout.isTTY) io.stdout.write(clearScreen);
    io.stdout.write(`${text}\nwatching for changes; Ctrl-C ends\n`);
  };
  // What nobody reads any more need not be proven again: flowproof verify --watch | head.
  const unread = new AbortController();
  io.stdout.once('error', () => unread.abort());
  const { watch } = await import('../../app/watch.ts');
  try {
    await watch(path, {
      ...netnsOptionsOf(flags),
      connectTimeoutMs: isAsked ? flags.connectTimeout : 1000,
      stage: flags.stage,
      createProgress: () => createProgress(io.stderr, flags),
      signal: AbortSignal.any([signal, unread.signal]),
      onReport: async (report) => {
        await writeReports([await pageFile(flags.html, () => contentOfRun(report), true)]);
        display(renderTerminal(report, screenOf(io), detailOf(flags)));
      },
      onProblem: ({ message, hint }) => display(`error: ${message}\n  ${hint}`),
    });
  } catch (error) {
    if (!unread.signal.aborted) throw error;
  }
}

const clearScreen = '\u001B[2J\u001B[3J\u001B[H';
