import { flowLabel } from '../model/label.ts';
import type { FlowResult, StageReport } from '../model/report.ts';
import type { Flow } from '../model/scenario.ts';
import { editLabel } from './terminal/diff-lines.ts';
import { evidenceOf } from './evidence.ts';

/** A flow that is not as expected, with everything a reader needs to judge it, in labelled facts. */
export interface Finding {
  readonly title: string;
  readonly stage: string;
  readonly result: FlowResult;
  readonly facts: readonly (readonly [label: string, lines: readonly string[]])[];
}

/** The facts of one result that is worth telling in full. */
export function findingOf(result: FlowResult, { name }: Pick<StageReport, 'name'>): Finding {
  const { flow, verdict, explanation, cause, listening, attempts, triangulation } = result;
  const { file, line } = flow.position;
  return {
    title: flowLabel(flow),
    stage: name,
    result,
    facts: [
      ['expected', [`${flow.expect}, by ${file}:${line}`]],
      ...fact('because', because(flow)),
      ['observed', [verdict]],
      ['meaning', [explanation]],
      ...fact('cause', cause === undefined ? [] : [`${cause.class}: ${cause.reason}`]),
      ...fact('try', cause?.edit === undefined ? [] : [editLabel(cause.edit)]),
      ...fact('side', triangulation === undefined ? [] : [`triangulated: ${triangulation.explanation}`]),
      ...fact('target', listening === undefined ? [] : [listening]),
      ...fact('evidence', evidenceOf(attempts, flow.expect)),
    ],
  };
}

/** Findings of all stages, in their order. */
export function findingsOf(stages: readonly StageReport[], outcome: FlowResult['outcome']): Finding[] {
  return stages.flatMap((stage) =>
    stage.results.filter((result) => result.outcome === outcome).map((result) => findingOf(result, stage)),
  );
}

/** The user's own words for an expectation. */
function because({ name, reason }: Flow): string[] {
  return [name, reason].filter((text) => text !== undefined);
}

function fact(label: string, lines: readonly string[]): [string, readonly string[]][] {
  return lines.length > 0 ? [[label, lines]] : [];
}
