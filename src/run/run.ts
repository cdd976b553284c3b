import type { RunRecord, Standing } from '../model/report.ts';
import type { Cell, Scenario, Stage } from '../model/scenario.ts';
import type { Listening } from '../verdict/listening.ts';
import type { ObservedRun, ObservedStage } from '../verdict/observation.ts';
import { readEnding } from './ending.ts';
import type { Environment } from '../environments/environment.ts';
import { settleAll } from '../environments/settle-all.ts';
import { FlowproofError, InterruptedError, UsageError } from '../model/errors.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { reportedEndpoint } from '../model/reported-endpoint.ts';
import { createLauncher } from './launcher.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { probeStage } from './stage.ts';
import type { WaveOptions } from './wave.ts';

export interface RunOptions<F extends Cell> extends Pick<
  WaveOptions<F>,
  'connectTimeoutMs' | 'expect' | 'rounds' | 'progress' | 'signal'
> {
  /** Identifies the run in labels and reports. */
  readonly runId: string;
  /** Opens the place to try the flows in. */
  readonly open: () => Promise<Environment>;
  /** New connections per second at the most, over the whole run. @defaultValue any number */
  readonly maxRate?: number | undefined;
  /** Report this stage only; those before it are applied. */
  readonly stage?: string | undefined;
  /** Apply the manifests; otherwise the cluster is taken as it stands, and only one stage is probed. */
  readonly apply: boolean;
}

/**
 * Runs a scenario from start to end, resolves to what was observed, and cleans up however it ends. A failure on the way is
 * part of it, and so is an end that the signal asks for: reports are written then too. What the clean-up could not remove is told beside what was observed,
 * which stays true.
 *
 * @throws {@link UsageError} when there is no such stage, or a file that an option names cannot be used.
 */
export async function run<F extends Cell>(scenario: Scenario<F>, options: RunOptions<F>): Promise<ObservedRun<F>> {
  const { signal, runId, connectTimeoutMs, apply, progress } = options;
  const [before, reported] = selectStages(scenario, options);
  const started = new Date();
  const learnt: Learnt<F> = { stages: [], standing: { policies: [] } };
  let environment = 'not set up';
  let notes: RunRecord['notes'] = [];
  let failure: RunRecord['failure'];
  let leftovers: RunRecord['leftovers'];
  let isOver = false;
  try {
    await using opened = await options.open();
    environment = opened.description;
    try {
      progress.step(`Starting ${apply ? 'workloads' : 'what sends'} and checking that policies are enforced`);
      // It mostly waits, so that the first stage gets ready in the meantime.
      const enforced = opened.checkEnforcement();
      await settleAll([enforced, observeStages(opened, scenario, { before, reported, learnt, enforced, options })]);
    } finally {
      // Some are learnt on the way.
      ({ notes } = opened);
    }
    isOver = true;
    progress.step('Cleaning up');
  } catch (thrown) {
    const { cause, leftovers: left } = readEnding(thrown, isOver);
    leftovers = left;
    if (!isOver) {
      const ended = signal.aborted ? interruption(reported.slice(learnt.stages.length)) : cause;
      // Bad input is the user's to mend, and no finding about the cluster.
      if (!(ended instanceof FlowproofError) || ended instanceof UsageError) throw ended;
      failure = { kind: ended.name, message: ended.message, hint: ended.hint };
    }
  }
  return {
    scenario: scenario.name,
    file: scenario.file,
    runId,
    endpoints: scenario.endpoints.map(reportedEndpoint),
    environment,
    notes,
    startedAt: started.toISOString(),
    durationMs: Date.now() - started.getTime(),
    connectTimeoutMs,
    stages: learnt.stages,
    ...learnt.standing,
    failure,
    leftovers,
  };
}

function interruption(missing: readonly Stage<Cell>[]): InterruptedError {
  const names = missing.map(({ name }) => name).join(', ');
  return new InterruptedError(`interrupted; not probed to the end: ${names}`, 'Run it again for the rest.');
}

/** Filled stage by stage, so that a failure keeps what was learnt until then. */
interface Learnt<F extends Cell> {
  readonly stages: ObservedStage<F>[];
  standing: Standing;
}

interface Plan<F extends Cell> {
  /** Stages whose manifests are applied and no more. */
  readonly before: readonly Stage<F>[];
  readonly reported: readonly Stage<F>[];
  readonly learnt: Learnt<F>;
  /** Resolves when policies are known to be enforced. */
  readonly enforced: Promise<void>;
  readonly options: RunOptions<F>;
}

async function observeStages<F extends Cell>(
  environment: Environment,
  scenario: Scenario<F>,
  { before, reported, learnt, enforced, options }: Plan<F>,
): Promise<void> {
  const { progress, apply, maxRate, signal } = options;
  const rateLimiter = createRateLimiter(maxRate, signal);
  const launcher = createLauncher(environment.launchers, signal);
  let listening: Listening = new Map();
  for (const [index, stage] of [...before, ...reported].entries()) {
    const isReported = index >= before.length;
    const title = stageTitle(stage, reported);
    if (apply) {
      if (isReported && index > 0) progress.step(`${title}: applying`);
      await environment.apply(stage.manifests);
    }
    if (!isReported) continue;
    const { enforcementMs, ...outcome } = await probeStage(environment, stage, scenario.endpoints, {
      ...options,
      title,
      rateLimiter,
      launcher,
      enforced,
      earlier: listening,
    });
    ({ listening, standing: learnt.standing } = outcome);
    const { observations, probingMs, probeCount } = outcome;
    const { name, description } = stage;
    learnt.stages.push({
      name,
      description,
      observations,
      enforcementMs: apply ? enforcementMs : undefined,
      probingMs,
      probeCount,
    });
  }
}

/** A stage for a person who waits for all that are reported. */
function stageTitle(stage: Stage<Cell>, reported: readonly Stage<Cell>[]): string {
  const place = reported.length > 1 ? `${reported.indexOf(stage) + 1} of ${reported.length}, ` : '';
  return `Stage ${place}${stage.name}`;
}

/**
 * The stages to apply only, and those to probe and report.
 *
 * @throws {@link UsageError} when there is no such stage.
 */
export function selectStages<F extends Cell>(
  { stages }: Scenario<F>,
  { stage, apply }: Pick<RunOptions<F>, 'stage' | 'apply'>,
): [before: readonly Stage<F>[], reported: readonly Stage<F>[]] {
  const name = stage ?? (apply ? undefined : stages.at(-1)?.name);
  if (name === undefined) return [[], stages];
  const index = stages.findIndex((one) => one.name === name);
  if (index < 0) {
    const names = stages.map((one) => one.name);
    throw new UsageError(
      `no stage is called "${name}"${didYouMean(name, names)}`,
      'List the stages with: flowproof plan SCENARIO',
    );
  }
  return [stages.slice(0, index), stages.slice(index, index + 1)];
}
