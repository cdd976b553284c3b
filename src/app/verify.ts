import { randomBytes } from 'node:crypto';
import type { Report } from '../model/report.ts';
import type { EnvironmentName } from '../environments/choose.ts';
import type { Environment, Progress } from '../environments/environment.ts';
import type { KindOptions } from '../environments/kind/kind-options.ts';
import type { NetnsOptions } from '../environments/netns/standing-cluster.ts';
import { neverAborted } from '../environments/never-aborted.ts';
import type { ExistingOptions } from './existing.ts';
import { loadScenario, readManifestTexts } from './load.ts';
import { openerFor } from './opener.ts';
import { run } from '../run/run.ts';

export interface VerifyOptions {
  /** Where to try the flows. @defaultValue auto: a kind cluster, or network namespaces where there can be none */
  readonly environment?: EnvironmentName | undefined;
  readonly kind: KindOptions;
  /** @defaultValue IPv4, and nothing is wrong on purpose */
  readonly netns?: NetnsOptions | undefined;
  /** A cluster that exists, in place of both. */
  readonly existing?: ExistingOptions | undefined;
  /** How long a probe waits for an answer before it counts as blocked. @defaultValue 3000 */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * New connections per second at the most, over the whole run; not with workers.
   *
   * @defaultValue any number, and 2000 in a cluster that exists
   */
  readonly maxRate?: number | undefined;
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

/**
 * Proves a scenario on a kind cluster with Calico or in network namespaces, and resolves to what was found. A set-up that
 * fails is told by {@link Report.failure}, not by an exception.
 *
 * @throws {@link ScenarioError} or {@link UsageError} for input that cannot be run; nothing was touched then.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function verify(scenarioPath: string, options: VerifyOptions): Promise<Report> {
  const {
    connectTimeoutMs = 3000,
    maxRate,
    stage,
    apply = true,
    keep = false,
    progress = silent,
    signal = neverAborted,
  } = options;
  const runId = randomBytes(4).toString('hex');
  const common = { runId, connectTimeoutMs, maxRate, stage, progress, signal };
  if (options.existing) {
    const { existing } = options;
    const { openExisting, prepareExisting, rateFor } = await import('./existing.ts');
    const rate = rateFor(existing, maxRate);
    const prepared = await prepareExisting(scenarioPath, existing, { progress, signal });
    const open = async (): Promise<Environment> => await openExisting(prepared, existing, { runId, progress, signal });
    return await run(prepared.scenario, {
      ...common,
      maxRate: rate,
      open,
      apply: existing.apply,
      sources: await readManifestTexts(prepared.scenario),
    });
  }
  const scenario = await loadScenario(scenarioPath);
  const open = await openerFor(scenario, { ...options, apply, keep, runId, progress, signal });
  return await run(scenario, { ...common, open, sources: await readManifestTexts(scenario), apply });
}

const silent: Progress = { step: () => undefined, detail: () => undefined };
