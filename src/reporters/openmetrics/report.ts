import type { Report, StageReport } from '../../model/report.ts';
import { countOutcomes } from '../../verdict/summary.ts';
import { markOf } from '../mark.ts';
import { renderGauges, seriesOf, type Gauge } from './gauge.ts';

/**
 * Renders what a monitoring system asks of a run: how many flows came out how, how long it took, and when a run last passed.
 *
 * @param lastPass - When that was: {@link endOf} this run if it passed, else what {@link lastPassIn} says; 0 is never.
 */
export function renderOpenMetrics(report: Report, lastPass: number): string {
  const { scenario, environment, stages, durationMs, failure } = report;
  const ofRun = (name: string, help: string, value: number): Gauge => ({
    name,
    help,
    samples: [[{ scenario }, value]],
  });
  const ofStages = (name: string, help: string, samplesOf: (stage: StageReport) => readonly Counted[]): Gauge => ({
    name,
    help,
    samples: stages.flatMap((stage) =>
      samplesOf(stage).map(([labels, value]) => [{ scenario, stage: stage.name, ...labels }, value] as const),
    ),
  });
  return renderGauges([
    ofStages('flowproof_flows', 'Flows of a stage by outcome.', outcomesOf),
    ofStages('flowproof_mismatches', 'Flows of a stage that did something else than they should, by kind.', kindsOf),
    ofStages('flowproof_enforcement_seconds', 'Time until the policies of a stage were in force.', enforcementOf),
    ofRun('flowproof_run_seconds', 'Time that the run took.', durationMs / 1000),
    ofRun('flowproof_run_timestamp_seconds', 'When the run ended, in Unix time.', endOf(report)),
    ofRun('flowproof_run_failed', 'Whether the run ended early: 1 if so.', failure ? 1 : 0),
    ofRun(lastPassName, 'When a run last passed, in Unix time; 0 where none did.', lastPass),
    {
      name: 'flowproof_run_info',
      help: 'What enforced the policies.',
      samples: [[{ scenario, environment }, 1]],
    },
  ]);
}

/** When a run ended, in seconds of Unix time. */
export function endOf({ startedAt, durationMs }: Report): number {
  return (Date.parse(startedAt) + durationMs) / 1000;
}

/** When a run of a scenario last passed, as the metrics of an earlier run say; 0 where they don't. */
export function lastPassIn(metrics: string, scenario: string): number {
  const series = `${seriesOf(lastPassName, { scenario })} `;
  const line = metrics.split('\n').find((one) => one.startsWith(series)) ?? '';
  const seconds = Number(line.slice(series.length));
  return Number.isFinite(seconds) ? seconds : 0;
}

const lastPassName = 'flowproof_last_pass_timestamp_seconds';

/** A number, and what sets it apart within its stage. */
type Counted = readonly [labels: Readonly<Record<string, string>>, value: number];

function outcomesOf({ results }: StageReport): readonly Counted[] {
  return Object.entries(countOutcomes(results)).map(([outcome, value]) => [{ outcome }, value]);
}

function kindsOf({ results }: StageReport): readonly Counted[] {
  const marks = results.filter(({ outcome }) => outcome === 'mismatch').map(markOf);
  return (['leak', 'cut', 'rejected'] as const).map((kind) => [{ kind }, marks.filter((one) => one === kind).length]);
}

function enforcementOf({ enforcementMs }: StageReport): readonly Counted[] {
  return enforcementMs === undefined ? [] : [[{}, enforcementMs / 1000]];
}
