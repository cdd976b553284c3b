import { randomBytes } from 'node:crypto';
import type { Report } from '../model/report.ts';
import { silent, type Progress } from '../environments/environment.ts';
import { defaultExistingOptions, type ExistingOptions } from '../environments/existing/existing-options.ts';
import { neverAborted } from '../environments/never-aborted.ts';
import { UsageError } from '../model/errors.ts';
import type { Scenario } from '../model/scenario.ts';
import { limitToChanged, type Limited } from './only-changed.ts';
import { prove } from './prove.ts';
import { loadScenario, readManifestTexts } from './load.ts';
import { rateFor } from './rate.ts';
import { chooseTarget, type OwnTarget } from './target.ts';

/** Where a run tries its flows: in a cluster that flowproof makes by itself, or in one that exists. */
export type Target = OwnTarget | { readonly existing: Partial<ExistingOptions> };

export interface VerifyOptions {
  /** @defaultValue auto: a kind cluster, or network namespaces where there can be none */
  readonly target?: Target;
  /** How long a probe waits for an answer before it counts as blocked. @defaultValue 3000 */
  readonly connectTimeoutMs?: number;
  /**
   * New connections per second at the most, over the whole run; not with workers.
   *
   * @defaultValue any number, and 2000 in an existing cluster
   */
  readonly maxRate?: number | undefined;
  /** Apply the stages up to this one, and probe and report it alone. @defaultValue all stages are probed */
  readonly stage?: string | undefined;
  /**
   * Probe only flows of the last stage, or of {@link stage}, that an older set of manifests answers differently, or may: a
   * scenario, manifests, or `git:REVISION:PATH`. Not in an existing cluster, unless manifests are applied there.
   *
   * @defaultValue all flows are probed
   */
  readonly onlyChanged?: string | undefined;
  /** Told what the run is doing. @defaultValue nobody */
  readonly progress?: Progress;
  /** Ends the run early, and in order. */
  readonly signal?: AbortSignal;
}

/**
 * Proves a scenario, and resolves to what was found. A set-up that fails is told by {@link Report.failure}, not by an
 * exception.
 *
 * @throws {@link ScenarioError} or {@link UsageError} for input that cannot be run; nothing was touched then.
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function verify(scenarioPath: string, options: VerifyOptions = {}): Promise<Report> {
  const {
    target = 'auto',
    connectTimeoutMs = 3000,
    maxRate,
    stage,
    onlyChanged,
    progress = silent,
    signal = neverAborted,
  } = options;
  const opening = { runId: randomBytes(4).toString('hex'), progress, signal };
  const common = { ...opening, connectTimeoutMs, stage };
  const limit = async (scenario: Scenario): Promise<Limited | undefined> =>
    onlyChanged === undefined ? undefined : await limitToChanged(scenario, onlyChanged, stage);
  if (typeof target === 'object' && 'existing' in target) {
    const existing = { ...defaultExistingOptions, ...target.existing };
    if (onlyChanged !== undefined && !existing.apply) throw new UsageError(withoutManifests, applyThem);
    const rate = rateFor(existing, maxRate);
    const { prepareExisting } = await import('./existing.ts');
    const { openExistingEnvironment } = await import('../environments/existing/existing-environment.ts');
    const prepared = await prepareExisting(scenarioPath, existing, opening);
    const limited = await limit(prepared.scenario);
    const narrowed = { ...prepared, scenario: limited?.scenario ?? prepared.scenario };
    return await prove(prepared.scenario, {
      ...common,
      maxRate: rate,
      open: async () =>
        await openExistingEnvironment({ ...existing, ...narrowed, ...opening, enforcement: 'required' }),
      apply: existing.apply,
      manifestTexts: await readManifestTexts(prepared.scenario),
      limited,
    });
  }
  const scenario = await loadScenario(scenarioPath);
  const limited = await limit(scenario);
  const { open, apply } = await chooseTarget(limited?.scenario ?? scenario, target, opening);
  const manifestTexts = await readManifestTexts(scenario);
  return await prove(scenario, { ...common, maxRate, open, apply, manifestTexts, limited });
}

const withoutManifests = 'only what manifests change can be told, and those of an existing cluster are left alone';
const applyThem = 'Have them applied there with --apply, or leave out --only-changed.';
