import { randomBytes } from 'node:crypto';
import type { Scenario } from '../model/scenario.ts';
import type { Progress } from '../environments/environment.ts';
import { judgeLive, type LiveReport } from '../analysis/mutation/judge-live.ts';
import type { MutationReport } from '../analysis/mutation/mutate.ts';
import { planLive } from '../analysis/mutation/plan-live.ts';
import { prove } from './prove.ts';
import { chooseTarget, type OwnTarget } from './target.ts';

/** Where mutants are tried, and how long a probe waits for an answer. */
export interface MutateLiveOptions {
  readonly target: OwnTarget;
  readonly connectTimeoutMs: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Applies every mutant that no declared flow would notice, one at a time, and resolves to whether none did. Nothing is
 * opened where there is none.
 *
 * @throws {@link InterruptedError} when the signal aborts.
 */
export async function mutateLive(
  scenario: Scenario,
  report: MutationReport,
  options: MutateLiveOptions,
): Promise<LiveReport> {
  const plan = planLive(scenario, report);
  if (plan.trials.length === 0) return { environment: 'none', results: [], untried: 0, failure: undefined };
  const { target, connectTimeoutMs, progress, signal } = options;
  const opening = { runId: randomBytes(4).toString('hex'), progress, signal };
  const chosen = await chooseTarget(plan.scenario, target, opening);
  return judgeLive(plan, await prove(plan.scenario, { ...opening, ...chosen, connectTimeoutMs }));
}
