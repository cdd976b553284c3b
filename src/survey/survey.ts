import type { Cell, Scenario } from '../model/scenario.ts';
import type { Observation, ObservedRun } from '../verdict/observation.ts';
import { isCertain, seenOf, type Seen } from '../verdict/reading.ts';
import type { SurveyDraft } from './expand.ts';
import type { LivePrediction, LiveStage } from './live-prediction.ts';

/** A flow as it was observed, beside what the policies mean. */
export interface SurveyedFlow extends Observation {
  readonly seen: Seen;
  readonly prediction: LivePrediction;
  /** Whether it did something else than the policies mean for sure. */
  readonly differs: boolean;
}

/** What probing without a scenario showed, beside what the policies mean. */
export interface Survey {
  readonly scenario: Scenario<Cell>;
  readonly predicted: LiveStage;
  readonly observed: ObservedRun;
  /** Those that were tried before the run ended. */
  readonly flows: readonly SurveyedFlow[];
}

/** Something about a namespace that its owner should know. */
export interface StandOut {
  /** `high`: traffic that hardly anybody wants, or a cluster that does not do what its policies say. */
  readonly severity: 'high' | 'medium' | 'low';
  /** A sentence without its subject and full stop: "no policy selects them". */
  readonly text: string;
  /** Endpoints, receiving ports or flows that it is about; at least one. */
  readonly objects: readonly string[];
}

/** A namespace as it was observed. */
export interface NamespaceSurvey extends Survey {
  readonly namespace: string;
  readonly draft: SurveyDraft;
  readonly standsOut: readonly StandOut[];
}

/** One flow as it was observed. */
export interface Answer extends Pick<Survey, 'observed'>, Pick<LiveStage, 'foreign'> {
  readonly prediction: LivePrediction;
  /** Absent where the run ended before it was known. */
  readonly flow?: SurveyedFlow | undefined;
}

/** Holds what was observed against what the policies mean. */
export function surveyedFlows(
  observations: readonly Observation[],
  predictions: readonly LivePrediction[],
): SurveyedFlow[] {
  const predicted = new Map(predictions.map((one) => [one.flow, one]));
  return observations.flatMap((observation) => {
    const prediction = predicted.get(observation.flow);
    if (!prediction) return [];
    const seen = seenOf(observation);
    const differs = prediction.sure && isCertain(seen) && seen.kind !== prediction.verdict;
    return [{ ...observation, seen, prediction, differs }];
  });
}
