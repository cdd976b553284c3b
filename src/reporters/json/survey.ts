import type { Attempt, FlowResult, Report, Verdict } from '../../model/report.ts';
import type { Port } from '../../model/scenario.ts';
import { flowLabel } from '../../model/label.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { predictedByFlow, type PredictedFlow } from '../../survey/meaning.ts';
import { seenOf, type Seen } from '../../survey/seen.ts';
import type { StandOut } from '../../survey/stands-out.ts';

/** Flows of a cluster as they were observed. */
export interface Observed {
  readonly report: Report;
  readonly results: readonly FlowResult[];
  /** What the policies mean for them. */
  readonly predictions: readonly PredictedFlow[];
  /** Of a namespace; absent where a single flow was asked for. */
  readonly standsOut?: readonly StandOut[] | undefined;
}

/** A flow as JSON has it: what was seen, beside what the policies mean. Nobody declared anything of it. */
interface ObservedFlow {
  readonly from: string;
  readonly to: string;
  readonly port: Port;
  readonly seen: Seen;
  /** `sure` where it holds for the addresses that the cluster has. */
  readonly policies?: { readonly verdict: PredictedFlow['verdict']; readonly sure: boolean } | undefined;
  /** How the target is known to listen. */
  readonly listening?: string | undefined;
  /** Of the worst path. */
  readonly verdict: Verdict;
  readonly attempts: readonly Attempt[];
  readonly reproduce: string;
}

/** Renders what was observed as JSON, every attempt included, for programs. */
export function renderSurveyJson({ report, results, predictions, standsOut }: Observed): string {
  const { runId, environment, notes, startedAt, durationMs, connectTimeoutMs, failure, leftovers } = report;
  const predicted = predictedByFlow(predictions);
  const flows = results.map((result): ObservedFlow => {
    const { flow, listening, verdict, attempts, reproduce } = result;
    const { from, to, port } = flow;
    const prediction = predicted.get(flowLabel(flow));
    const policies = prediction && { verdict: prediction.verdict, sure: prediction.sure };
    return { from, to, port, seen: seenOf(result), policies, listening, verdict, attempts, reproduce };
  });
  const probingMs = report.stages.reduce((sum, stage) => sum + stage.probingMs, 0);
  const run = { runId, environment, notes, startedAt, durationMs, probingMs, connectTimeoutMs, failure, leftovers };
  return `${JSON.stringify({ schemaVersion, ...run, flows, standsOut }, undefined, 2)}\n`;
}
