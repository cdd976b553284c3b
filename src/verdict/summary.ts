import type { Drift } from './drift/compare-reports.ts';
import type { Outcome, Report } from '../model/report.ts';

/** What a whole run says: flows differ, nothing can be said for sure, or everything is as expected (flaky or not). */
export type RunOutcome = 'pass' | 'fail' | 'inconclusive';

export interface Summary {
  readonly outcome: RunOutcome;
  /** Flows of all stages, by outcome. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/**
 * Sums up a run. A mismatch is one whatever else happened; a run that ended early proves nothing, nor does one that probed
 * nothing, unless nothing was to be probed; a flaky flow got through, so it does not fail the run.
 */
export function summarize({ stages, failure, onlyChanged }: Report): Summary {
  const counts = countOutcomes(stages.flatMap(({ results }) => results));
  if (counts.mismatch > 0) return { outcome: 'fail', counts };
  const learnt = counts['as-expected'] + counts.flaky;
  const proven = failure === undefined && counts.inconclusive === 0 && (learnt > 0 || onlyChanged !== undefined);
  return { outcome: proven ? 'pass' : 'inconclusive', counts };
}

/**
 * Sums up what changed from one run to another: a change that the newer scenario does not expect fails. Where a flow is
 * unknown now, or the newer run ended early or probed nothing, nobody knows what changed.
 */
export function summarizeDrift({ changes, newer }: Drift): RunOutcome {
  if (changes.some(({ expected }) => expected === 'unexpected')) return 'fail';
  const isKnown = changes.every(({ expected }) => expected === 'expected');
  return isKnown && newer.failure === undefined && newer.flowCount > 0 ? 'pass' : 'inconclusive';
}

/**
 * Sums up a run that is held against an earlier one. What differs from the scenario as it did then is known and fails
 * nothing; what cannot be proven is not, however long that has been so.
 */
export function summarizeSince(drift: Drift): RunOutcome {
  const outcome = summarizeDrift(drift);
  return outcome === 'pass' && drift.stillUnknown.length > 0 ? 'inconclusive' : outcome;
}

/** Exit code of the process for a run that came to a report. */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  return exitCodes[summarize(report).outcome];
}

/** Exit codes of the process. */
export const exitCodes = { pass: 0, fail: 1, inconclusive: 3 } as const;

/** Counts results by outcome; outcomes that none has are 0. */
export function countOutcomes(results: readonly { readonly outcome: Outcome }[]): Record<Outcome, number> {
  const counts = { 'as-expected': 0, flaky: 0, mismatch: 0, inconclusive: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}
