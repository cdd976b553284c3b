import type { Change, Drift, FlowPair } from '../../verdict/drift/compare-reports.ts';
import type { FlowResult } from '../../model/report.ts';
import { schemaVersion } from '../../verdict/read-report.ts';
import type { RunOutcome } from '../../verdict/summary.ts';

/** Renders what changed between two runs as JSON, for programs; the attempts are in the reports. */
export function renderDriftJson(drift: Drift, outcome: RunOutcome): string {
  const { older, newer, changes, stillMismatched, stillUnknown, endpoints, policies } = drift;
  const data = {
    schemaVersion,
    outcome,
    older,
    newer,
    changes: changes.map((change: Change) => ({ kind: change.kind, expected: change.expected, ...flowOf(change) })),
    stillMismatched: stillMismatched.map(flowOf),
    stillUnknown: stillUnknown.map(flowOf),
    endpoints,
    policies,
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function flowOf({ stage, before, after }: FlowPair): object {
  const { from, to, port } = (after ?? before)?.flow ?? {};
  return { stage, from, to, port, before: before && sideOf(before), after: after && sideOf(after) };
}

function sideOf({ flow, outcome, verdict, explanation }: FlowResult): object {
  return { expect: flow.expect, outcome, verdict, explanation };
}
