import type { Attempt, RunRecord, Triangulation } from '../model/report.ts';
import type { Cell } from '../model/scenario.ts';
import type { Doubt } from './company.ts';

/** What is known of one of a flow's paths: from one source to one address. */
export interface PathEvidence {
  /** In the order of the rounds. */
  readonly attempts: readonly Attempt[];
  /** How far its silences can be believed. */
  readonly doubt: Doubt;
}

/** Everything that is known of one flow. */
export interface Evidence {
  readonly paths: readonly PathEvidence[];
  /** How the target is known to listen, if it is. */
  readonly listening?: string | undefined;
  /** What changed at the target while it was probed, if anything. */
  readonly disturbance?: string | undefined;
}

/** A flow as it was observed, whatever it should have done. */
export interface Observation<F extends Cell = Cell> extends Evidence {
  readonly flow: F;
  /** Of a flow that was dropped although it should get through: which side seems to have done it, where that was tried. */
  readonly triangulation?: Triangulation | undefined;
  /** Shell command that repeats a probe by hand: one that did something else than expected, where there is one. */
  readonly reproduce: string;
}

/** What was observed in one stage. */
export interface ObservedStage<F extends Cell = Cell> {
  readonly name: string;
  readonly description?: string | undefined;
  /** In the order of the stage's flows. */
  readonly observations: readonly Observation<F>[];
  /** {@link StageReport.enforcementMs} */
  readonly enforcementMs?: number | undefined;
  /** {@link StageReport.probingMs} */
  readonly probingMs: number;
  readonly probeCount: number;
}

/** What a whole run observed. */
export interface ObservedRun<F extends Cell = Cell> extends RunRecord {
  readonly stages: readonly ObservedStage<F>[];
}

/** The attempts of all paths, in the order of the rounds. */
export function attemptsOf({ paths }: Pick<Evidence, 'paths'>): Attempt[] {
  return paths.flatMap(({ attempts }) => attempts).toSorted((a, b) => a.round - b.round);
}
