import type { Cause, Report } from '../../model/report.ts';
import type { Cell } from '../../model/scenario.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { summarize, type Summary } from '../../verdict/summary.ts';
import { causeKey, groupByCause } from '../by-cause.ts';

/** A report as its JSON has it, which sums it up as well. */
export interface JsonReport extends Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly findings: readonly JsonFinding[];
  readonly summary: Summary;
}

/** Mismatches that have one cause, and that cause where it is known. */
export interface JsonFinding extends Omit<Cause, 'class' | 'reason'> {
  readonly class?: Cause['class'] | undefined;
  readonly reason?: string | undefined;
  readonly flows: readonly JsonFindingFlow[];
}

export interface JsonFindingFlow extends Cell {
  readonly stage: string;
}

/**
 * Renders a report as JSON, every attempt included, for programs. Mismatches with one cause are one finding, which has the edit
 * that mends them all.
 */
export function renderJson(report: Report): string {
  const stages = report.stages.map((stage) => ({
    ...stage,
    results: stage.results.map(({ cause, ...result }) => ({
      ...result,
      cause: cause && { ...cause, edit: undefined },
    })),
  }));
  const body: JsonReport = {
    schemaVersion,
    ...report,
    stages,
    findings: findingsOf(report),
    summary: summarize(report),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

function findingsOf({ stages }: Report): JsonFinding[] {
  const told = stages.flatMap(({ name: stage, results }) =>
    results.filter(({ outcome }) => outcome === 'mismatch').map((result) => ({ stage, result })),
  );
  return groupByCause(told, ({ result }) => causeKey(result)).map((group) => ({
    ...group[0].result.cause,
    flows: group.map(({ stage, result: { flow } }) => ({ stage, from: flow.from, to: flow.to, port: flow.port })),
  }));
}
