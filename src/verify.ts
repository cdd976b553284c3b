import { randomBytes } from 'node:crypto';
import type { Report } from './core/model.ts';
import type { Progress } from './environments/environment.ts';
import { openKind } from './environments/kind/environment.ts';
import type { KindOptions } from './environments/kind/options.ts';
import { neverAborted } from './environments/never-aborted.ts';
import { loadScenario } from './load.ts';
import { run } from './run.ts';

export interface VerifyOptions {
  readonly kind: KindOptions;
  /** How long a probe waits for an answer before it counts as blocked. @defaultValue 3000 */
  readonly connectTimeoutMs?: number | undefined;
  /** Apply the stages up to this one, and probe and report it alone. @defaultValue all stages are probed */
  readonly stage?: string | undefined;
  /** Apply the manifests; otherwise the cluster is taken as it stands. @defaultValue true */
  readonly apply?: boolean | undefined;
  /** Leave the cluster and all that was deployed. @defaultValue false */
  readonly keep?: boolean | undefined;
  /** Told what the run is doing. @defaultValue nobody */
  readonly progress?: Progress | undefined;
  /** Ends the run early, and in order. */
  readonly signal?: AbortSignal | undefined;
}

/** Sources that send at the same time; the API server has to carry as many connections. */
const concurrency = 50;

/**
 * Proves a scenario on a kind cluster with Calico, and resolves to what was found. A set-up that fails is told by
 * {@link Report.failure}, not by an exception.
 *
 * @throws {@link ScenarioError} or {@link UsageError} for input that cannot be run; nothing was touched then.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function verify(scenarioPath: string, options: VerifyOptions): Promise<Report> {
  const { kind, connectTimeoutMs = 3000, stage, apply = true, keep = false } = options;
  const { progress = silent, signal = neverAborted } = options;
  const scenario = await loadScenario(scenarioPath);
  const runId = randomBytes(4).toString('hex');
  return await run(scenario, {
    runId,
    open: async (marks) => await openKind({ ...kind, runId, marks, keep, asItStands: !apply, progress }, signal),
    connectTimeoutMs,
    concurrency,
    stage,
    apply,
    probeImage: kind.probeImage,
    progress,
    signal,
  });
}

const silent: Progress = { step: () => undefined, detail: () => undefined };
