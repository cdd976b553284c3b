import { flowLabel } from '../model/label.ts';
import type { FlowResult, Report } from '../model/report.ts';
import { countOutcomes, summarize, type RunOutcome } from '../verdict/summary.ts';
import { markOf, type Mark } from './mark.ts';
import { slowestEnforcement } from './worst-times.ts';

/** Runs of one scenario, the oldest first, and what was not the same in all of them. */
export interface History {
  readonly runs: readonly HistoryRun[];
  readonly flows: readonly ChangingFlow[];
}

interface HistoryRun {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly outcome: RunOutcome;
  readonly counts: Readonly<Record<FlowResult['outcome'], number>>;
  /** Milliseconds until the policies of the slowest stage were in force; absent where nobody saw that. */
  readonly enforcementMs?: number | undefined;
  readonly durationMs: number;
  /** So that flows that it has not say nothing. */
  readonly endedEarly: boolean;
}

/** A flow that was not the same in all runs, or flaky in one. */
export interface ChangingFlow {
  readonly stage: string;
  readonly label: string;
  /** By run; `null` where it was not probed. */
  readonly marks: readonly (Mark | null)[];
}

/** @param reports - Of one scenario. */
export function historyOf(reports: readonly Report[]): History {
  const ordered = reports.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
  return { runs: ordered.map(runOf), flows: changingFlows(ordered) };
}

function runOf(report: Report): HistoryRun {
  const { runId, startedAt, durationMs, stages } = report;
  return {
    runId,
    startedAt,
    outcome: summarize(report).outcome,
    counts: countOutcomes(stages.flatMap(({ results }) => results)),
    enforcementMs: slowestEnforcement(stages),
    durationMs,
    endedEarly: report.failure !== undefined,
  };
}

function changingFlows(reports: readonly Report[]): ChangingFlow[] {
  const flows = new Map<string, { stage: string; label: string; marks: (Mark | null)[] }>();
  for (const [index, { stages }] of reports.entries()) {
    for (const { name: stage, results } of stages) {
      for (const result of results) {
        const label = flowLabel(result.flow);
        const key = JSON.stringify([stage, label]);
        const flow = flows.get(key) ?? { stage, label, marks: Array.from({ length: reports.length }, () => null) };
        flow.marks[index] = markOf(result);
        flows.set(key, flow);
      }
    }
  }
  return [...flows.values()].filter(({ marks }) => {
    const told = marks.filter((mark, index) => mark !== null || !reports[index]?.failure);
    return new Set(told).size > 1 || marks.includes('flaky');
  });
}
