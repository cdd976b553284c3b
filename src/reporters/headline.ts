import type { Outcome, Report } from '../model/report.ts';
import { mayHide } from '../probe/stall.ts';
import { summarize, type RunOutcome } from '../verdict/summary.ts';
import { markOf } from './mark.ts';
import { longestStall } from './worst-times.ts';

export interface Headline {
  readonly outcome: RunOutcome;
  /** One line: counts, and what they mean. */
  readonly text: string;
}

/** The verdict on a whole run, and whether it was hard to hear. */
export function headlineOf(report: Report): Headline {
  const { outcome, text } = verdictOf(report);
  return { outcome, text: `${text}${leftOutOf(report)}${overloadOf(report)}` };
}

/** A pass says nothing of what was not tried. */
function leftOutOf({ onlyChanged, stages }: Report): string {
  if (!onlyChanged) return '';
  const { since, flowCount } = onlyChanged;
  const others = flowCount - stages.flatMap(({ results }) => results).length;
  return others > 0 ? `; ${count(others, 'flow')} that ${since} answers alike left out` : '';
}

function overloadOf({ stages, connectTimeoutMs }: Report): string {
  const stall = longestStall(stages.flatMap(({ results }) => results.flatMap(({ attempts }) => attempts)));
  return mayHide(stall, connectTimeoutMs) ? ` (on an overloaded machine: probes stood still for up to ${stall} s)` : '';
}

function verdictOf(report: Report): Headline {
  const { outcome, counts } = summarize(report);
  const results = report.stages.flatMap((stage) => stage.results);
  const flows = `${count(results.length, 'flow')} in ${count(report.stages.length, 'stage')}`;
  const ended = report.failure ? ['the run ended early'] : [];
  if (results.length === 0) return { outcome, text: [...ended, 'nothing was probed'].join(', ') };
  const others = [...ended, ...countsInWords({ ...counts, mismatch: 0 })];
  if (outcome === 'fail') {
    const kinds = Map.groupBy(results.map(markOf), (mark) => mark);
    const parts = [
      ...inWords(kinds.get('leak'), 'let through that should be blocked'),
      ...inWords(kinds.get('cut'), 'cut off that should be allowed'),
      ...inWords(kinds.get('rejected'), 'rejected that should be dropped'),
    ];
    return { outcome, text: `${counts.mismatch} of ${flows} differ: ${[...parts, ...others].join(', ')}` };
  }
  if (outcome === 'pass' && counts.flaky === 0) return { outcome, text: `${flows} as expected` };
  return { outcome, text: `${flows}: ${others.join(', ')}` };
}

/** What things that could not be removed mean for the verdict. */
export const leftoversVerdict = 'What was found stands.';

/** Counts that are not 0, worst first: `1 mismatch`, `2 flaky`, `61 as expected`. */
export function countsInWords(counts: Readonly<Record<Outcome, number>>): string[] {
  return [
    ...(counts.mismatch > 0 ? [count(counts.mismatch, 'mismatch', 'mismatches')] : []),
    ...(counts.inconclusive > 0 ? [`${counts.inconclusive} inconclusive`] : []),
    ...(counts.flaky > 0 ? [`${counts.flaky} flaky`] : []),
    ...(counts['as-expected'] > 0 ? [`${counts['as-expected']} as expected`] : []),
  ];
}

/** A number with its noun. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

function inWords(list: readonly unknown[] | undefined, words: string): string[] {
  return list ? [`${list.length} ${words}`] : [];
}
