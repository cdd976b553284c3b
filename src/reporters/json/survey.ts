import type { Attempt, Verdict } from '../../model/report.ts';
import type { Port } from '../../model/scenario.ts';
import type { NamespaceSurvey, SurveyedFlow } from '../../survey/survey.ts';
import type { LivePrediction } from '../../survey/live-prediction.ts';
import { attemptsOf } from '../../verdict/observation.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import { leastVerdict, type Seen } from '../../verdict/reading.ts';

/** A flow as JSON has it: what was seen, beside what the policies mean. Nobody declared anything of it. */
interface FlowJson {
  readonly from: string;
  readonly to: string;
  readonly port: Port;
  readonly seen: Seen;
  /** `sure` where it holds for the addresses that the cluster has. */
  readonly policies: Pick<LivePrediction, 'verdict' | 'sure'>;
  /** How the target is known to listen. */
  readonly listening?: string | undefined;
  /** Of the path that says least: one that did not get through, where there is one. */
  readonly verdict: Verdict;
  readonly attempts: readonly Attempt[];
  readonly reproduce: string;
}

/** Renders what was observed as JSON, every attempt included, for programs. Nothing stands out of a single flow. */
export function renderSurveyJson({
  observed,
  flows,
  standsOut,
}: Pick<NamespaceSurvey, 'observed' | 'flows'> & Partial<Pick<NamespaceSurvey, 'standsOut'>>): string {
  const { runId, environment, notes, startedAt, durationMs, connectTimeoutMs, failure, leftovers } = observed;
  const probingMs = observed.stages.reduce((sum, stage) => sum + stage.probingMs, 0);
  const run = { runId, environment, notes, startedAt, durationMs, probingMs, connectTimeoutMs, failure, leftovers };
  return `${JSON.stringify({ schemaVersion, ...run, flows: flows.map(flowJson), standsOut }, undefined, 2)}\n`;
}

function flowJson(surveyed: SurveyedFlow): FlowJson {
  const { flow, seen, prediction, listening, reproduce } = surveyed;
  const { from, to, port } = flow;
  const policies = { verdict: prediction.verdict, sure: prediction.sure };
  const [verdict, attempts] = [leastVerdict(surveyed), attemptsOf(surveyed)];
  return { from, to, port, seen, policies, listening, verdict, attempts, reproduce };
}
