import { rowAt, toColumns, type Columns } from './columns.ts';
import type { FlowEvidence, ShownAttempt } from './page-data.ts';

/** The evidence of some flows, as the page keeps it. */
export interface EvidencePiece {
  readonly flows: Columns;
  /** By label. */
  readonly facts: Columns;
  /** Of all the flows, one after the other. */
  readonly attempts: Columns;
}

/** What stands in the columns of flows beside their own fields. */
interface PackedFlow extends Pick<FlowEvidence, 'explanation' | 'diff' | 'command'> {
  readonly labels: readonly string[];
  readonly attemptCount: number;
}

export function packEvidence(flows: readonly FlowEvidence[]): EvidencePiece {
  const packed = flows.map(({ explanation, diff, command, facts, attempts }): PackedFlow => ({
    explanation,
    diff,
    command,
    labels: facts.map(([label]) => label),
    attemptCount: attempts.length,
  }));
  return {
    flows: toColumns(packed),
    facts: toColumns(flows.map(({ facts }) => Object.fromEntries(facts))),
    attempts: toColumns(flows.flatMap(({ attempts }) => attempts)),
  };
}

/** The evidence of one of the flows. */
export function evidenceAt({ flows, facts, attempts }: EvidencePiece, index: number): FlowEvidence {
  const flowAt = (place: number): PackedFlow => rowAt(flows, place) as unknown as PackedFlow;
  const { labels, attemptCount, ...flow } = flowAt(index);
  const lines = rowAt(facts, index) as Record<string, readonly string[]>;
  const before = Array.from({ length: index }, (_, place) => flowAt(place).attemptCount);
  const first = before.reduce((sum, count) => sum + count, 0);
  return {
    ...flow,
    facts: labels.map((label) => [label, lines[label] ?? []]),
    attempts: Array.from(
      { length: attemptCount },
      (_, place) => rowAt(attempts, first + place) as unknown as ShownAttempt,
    ),
  };
}
