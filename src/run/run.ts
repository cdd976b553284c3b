import type { Report, StageReport, Standing } from '../model/report.ts';
import type { Scenario, Stage } from '../model/scenario.ts';
import type { Listening } from '../verdict/listening.ts';
import { readEnding } from './ending.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import { settleAll } from '../environments/settle-all.ts';
import { FlowproofError, InterruptedError, UsageError } from '../model/errors.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { createLauncher } from './launcher.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { withCauses } from '../analysis/cause.ts';
import { editFinder, type ManifestTexts } from '../analysis/edit/nearest-edit.ts';
import { simulate, type SimulatedStage } from '../simulation/simulate.ts';
import { probeStage } from './stage.ts';

export interface RunOptions {
  /** Identifies the run in labels and reports. */
  readonly runId: string;
  /** Opens the place to try the flows in. */
  readonly open: () => Promise<Environment>;
  /** Texts of the manifests' files, in which edits are sought that mend a mismatch. @defaultValue none */
  readonly manifestTexts?: ManifestTexts | undefined;
  readonly connectTimeoutMs: number;
  /** New connections per second at the most, over the whole run. @defaultValue any number */
  readonly maxRate?: number | undefined;
  /** Report this stage only; those before it are applied. */
  readonly stage?: string | undefined;
  /** Apply the manifests; otherwise the cluster is taken as it stands, and only one stage is probed. */
  readonly apply: boolean;
  /** Tries of what should get through, the first one included. @defaultValue 3 */
  readonly rounds?: number | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Runs a scenario from start to end and cleans up however it ends. A failure on the way is part of the report, so that
 * reports are written then too. What the clean-up could not remove is told beside what was proven, which stays proven.
 *
 * @throws {@link UsageError} when there is no such stage, or a file that an option names cannot be used.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<Report> {
  const { signal, runId, connectTimeoutMs } = options;
  const [before, reported] = selectStages(scenario, options);
  const predicted = simulate(scenario);
  const simulated = new Map(predicted.map((one) => [one.stage, one]));
  const findEdit = editFinder(predicted, options.manifestTexts ?? new Map());
  const started = new Date();
  const learnt: Learnt = { stages: [], standing: { policies: [] } };
  let environment = 'not set up';
  let notes: Report['notes'] = [];
  let failure: Report['failure'];
  let leftovers: Report['leftovers'];
  let isProven = false;
  try {
    await using place = await options.open();
    environment = place.description;
    try {
      await prove(place, scenario, { before, reported, simulated, findEdit, learnt, options });
    } finally {
      // Some are learnt on the way.
      ({ notes } = place);
    }
    isProven = true;
    options.progress.step('Cleaning up');
  } catch (thrown) {
    const { cause, leftovers: left } = readEnding(thrown, isProven);
    leftovers = left;
    if (!isProven) {
      if (signal.aborted) throw interrupted(left, cause);
      // Bad input is the user's to mend, and no finding about the cluster.
      if (!(cause instanceof FlowproofError) || cause instanceof UsageError) throw cause;
      failure = { kind: cause.name, message: cause.message, hint: cause.hint };
    }
  }
  return {
    scenario: scenario.name,
    file: scenario.file,
    runId,
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

function interrupted(left: Report['leftovers'], cause: unknown): InterruptedError {
  const hint = left
    ? `Not all that the run had made is removed: ${left.message}\n  ${left.hint}`
    : 'What the run had made is removed.';
  return new InterruptedError('interrupted', hint, { cause });
}

/** Filled stage by stage, so that a failure keeps what was learnt until then. */
interface Learnt {
  readonly stages: StageReport[];
  standing: Standing;
}

interface Plan {
  /** Stages whose manifests are applied and no more. */
  readonly before: readonly Stage[];
  readonly reported: readonly Stage[];
  /** What the policies of each stage mean. */
  readonly simulated: ReadonlyMap<Stage, SimulatedStage>;
  readonly findEdit: ReturnType<typeof editFinder>;
  readonly learnt: Learnt;
  readonly options: RunOptions;
}

async function prove(environment: Environment, scenario: Scenario, plan: Plan): Promise<void> {
  const { progress, apply } = plan.options;
  progress.step(`Starting ${apply ? 'workloads' : 'what sends'} and checking that policies are enforced`);
  // It mostly waits, so that the first stage gets ready in the meantime.
  const enforced = environment.checkEnforcement();
  await settleAll([enforced, proveStages(environment, scenario, plan, enforced)]);
}

async function proveStages(
  environment: Environment,
  scenario: Scenario,
  { before, reported, simulated, findEdit, learnt, options }: Plan,
  enforced: Promise<void>,
): Promise<void> {
  const { progress, apply, maxRate, signal } = options;
  const rateLimiter = createRateLimiter(maxRate, signal);
  const launcher = createLauncher(environment.launchers, signal);
  let listening: Listening = new Map();
  for (const [index, stage] of [...before, ...reported].entries()) {
    const isReported = index >= before.length;
    if (apply) {
      if (isReported && index > 0) progress.step(`Stage ${stage.name}: applying`);
      await environment.apply(stage.manifests);
    }
    if (!isReported) continue;
    const outcome = await probeStage(environment, stage, scenario.endpoints, {
      ...options,
      rateLimiter,
      launcher,
      enforced,
      earlier: listening,
    });
    ({ listening, standing: learnt.standing } = outcome);
    const predicted = simulated.get(stage);
    learnt.stages.push({
      name: stage.name,
      description: stage.description,
      results: predicted
        ? withCauses(outcome.results, predicted, (prediction) => findEdit(predicted, prediction))
        : outcome.results,
      enforcementMs: apply ? outcome.enforcementMs : undefined,
      probingMs: outcome.probingMs,
      probeCount: outcome.probeCount,
    });
  }
}

/** The stages to apply only, and those to probe and report. */
function selectStages(
  { stages }: Scenario,
  { stage, apply }: RunOptions,
): [before: readonly Stage[], reported: readonly Stage[]] {
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
