import type { Observation } from '../verdict/observation.ts';
import { isCertain, seenOf, type Seen } from '../verdict/reading.ts';
import type { LivePrediction } from './live-prediction.ts';

/** A flow as it was observed, beside what the policies mean. */
export interface SurveyedFlow extends Observation {
  readonly seen: Seen;
  readonly prediction: LivePrediction;
  /** Whether it did something else than the policies mean for sure. */
  readonly differs: boolean;
}

/** Holds what was observed against what the policies mean. */
export function compare(observations: readonly Observation[], predictions: readonly LivePrediction[]): SurveyedFlow[] {
  const predicted = new Map(predictions.map((one) => [one.flow, one]));
  return observations.flatMap((observation) => {
    const prediction = predicted.get(observation.flow);
    if (!prediction) return [];
    const seen = seenOf(observation);
    const differs = prediction.sure && isCertain(seen) && seen.kind !== prediction.verdict;
    return [{ ...observation, seen, prediction, differs }];
  });
}
