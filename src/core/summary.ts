import type { Outcome, Report } from './model.ts';

/** What a whole run says: flows differ, nothing can be said for sure, or everything is as expected (flaky or not). */
export type RunOutcome = 'pass' | 'fail' | 'inconclusive';

export interface Summary {
  readonly outcome: RunOutcome;
  /** Flows of all stages, by outcome. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/**
 * Sums up a run. A mismatch is one whatever else happened; a run that ended early, or that probed nothing, proves
 * nothing; a flaky flow got through, so it does not fail the run.
 */
export function summarize({ stages, failure }: Report): Summary {
  const counts = countOutcomes(stages.flatMap(({ results }) => results));
  if (counts.mismatch > 0) return { outcome: 'fail', counts };
  const learnt = counts['as-expected'] + counts.flaky;
  const proven = failure === undefined && counts.inconclusive === 0 && learnt > 0;
  return { outcome: proven ? 'pass' : 'inconclusive', counts };
}

/** Exit code of the process for a run that came to a report. */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  return exitCodes[summarize(report).outcome];
}

/** Counts results by outcome; outcomes that none has are 0. */
export function countOutcomes(results: readonly { readonly outcome: Outcome }[]): Record<Outcome, number> {
  const counts = { 'as-expected': 0, flaky: 0, mismatch: 0, inconclusive: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

const exitCodes = { pass: 0, fail: 1, inconclusive: 3 } as const;
