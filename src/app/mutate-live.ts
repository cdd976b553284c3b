import { randomBytes } from 'node:crypto';
import type { Scenario } from '../model/scenario.ts';
import { openerFor, type OpenOptions } from './opener.ts';
import { judgeLive, type LiveReport } from '../analysis/mutation/judge-live.ts';
import type { MutationReport } from '../analysis/mutation/mutate.ts';
import { planLive } from '../analysis/mutation/plan-live.ts';
import { run } from '../run/run.ts';

/** Where mutants are tried, and how long a probe waits for an answer. */
export interface MutateLiveOptions extends Omit<OpenOptions, 'runId' | 'apply' | 'keep'> {
  readonly connectTimeoutMs: number;
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
  const { connectTimeoutMs, progress, signal } = options;
  const runId = randomBytes(4).toString('hex');
  const common = { runId, apply: true, progress, signal };
  const open = await openerFor(plan.scenario, { ...options, ...common, keep: false });
  const observed = await run(plan.scenario, { ...common, open, connectTimeoutMs });
  return judgeLive(plan, observed);
}
