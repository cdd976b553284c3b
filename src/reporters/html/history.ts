import type { Report } from '../../model/report.ts';
import { durationLabel } from '../duration.ts';
import { countsInWords } from '../headline.ts';
import { historyOf } from '../history.ts';
import { timeLabel } from '../time.ts';
import type { PageContent } from './content.ts';
import type { PageHistory } from './page-data.ts';
import { contentOfRun } from './run.ts';

/**
 * What a page says of many runs: the last of them, whatever was known before it, and the history of them all.
 *
 * @param reports - Of one scenario, the oldest first, at least one.
 */
export function contentOfRuns(reports: readonly [Report, ...Report[]]): PageContent {
  const last = reports.at(-1) ?? reports[0];
  return { ...contentOfRun(last), history: pageHistoryOf(reports) };
}

function pageHistoryOf(reports: readonly Report[]): PageHistory {
  const { runs, flows } = historyOf(reports);
  const enforcement = runs.map(({ enforcementMs }) => enforcementMs ?? null);
  const durations = runs.map(({ durationMs }) => durationMs);
  const mostOf = (values: readonly (number | null)[]): string =>
    durationLabel(Math.max(...values.map((value) => value ?? 0)));
  return {
    runs: runs.map(({ runId, startedAt, outcome, counts, enforcementMs, durationMs }) => ({
      runId,
      made: timeLabel(startedAt),
      outcome,
      counts: countsInWords(counts).join(', ') || 'nothing was probed',
      enforcement: enforcementMs === undefined ? '' : durationLabel(enforcementMs),
      duration: durationLabel(durationMs),
    })),
    flows,
    lines: [
      { label: 'Until policies were in force', values: enforcement, most: mostOf(enforcement) },
      { label: 'The whole run', values: durations, most: mostOf(durations) },
    ].filter(({ values }) => values.some((value) => value !== null)),
  };
}
