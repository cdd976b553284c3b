import { flowLabel } from '../model/label.ts';
import type { Cause, FlowResult, Report, StageReport } from '../model/report.ts';
import type { Flow } from '../model/scenario.ts';
import { alsoLines, causeKey, groupByCause, titleOf, touchedBy } from './by-cause.ts';
import { editLabel } from './terminal/diff-lines.ts';
import { evidenceOf } from './evidence.ts';

/** Flows that are not as expected for one cause, with everything a reader needs to judge the first of them, in labelled facts. */
export interface Finding {
  /** The first flow, how many more there are, and the stages. */
  readonly title: string;
  /** Of the first flow, in the first stage. */
  readonly result: FlowResult;
  /** How many flows of how many stages there are, each stage counted for itself. */
  readonly count: number;
  readonly facts: readonly (readonly [label: string, lines: readonly string[]])[];
}

/** A flow of a stage, with what is to be told of it before all else. */
export interface Told {
  readonly stage: string;
  readonly result: FlowResult;
  readonly preface?: readonly (readonly [label: string, lines: readonly string[]])[] | undefined;
}

/** What to do to repeat probes by hand, where there are findings, and nothing was left that a command could run in. */
export function byHandHint({ stages }: Pick<Report, 'stages'>): string | undefined {
  const told = stages.flatMap(({ results }) => results.filter(({ outcome }) => outcome !== 'as-expected'));
  if (told.length === 0 || told.some(({ reproduce }) => reproduce !== '')) return undefined;
  return 'To repeat a probe by hand, run this again with --keep: it leaves everything standing, and each finding has its command.';
}

/** Findings of all stages, in their order, those with one cause as one. */
export function findingsOf(stages: readonly StageReport[], outcome: FlowResult['outcome']): Finding[] {
  const told = stages.flatMap(({ name, results }) =>
    results.filter((result) => result.outcome === outcome).map((result): Told => ({ stage: name, result })),
  );
  return byCause(told);
}

/** One finding for all that have one cause. */
export function byCause(all: readonly Told[]): Finding[] {
  return groupByCause(all, ({ result }) => causeKey(result)).map((group) => {
    const [{ result, preface = [] }] = group;
    const [first = { flow: flowLabel(result.flow), stages: [] }, ...others] = touchedBy(group);
    return {
      title: titleOf(first, others),
      result,
      count: group.length,
      facts: [...preface, ...fact('also', alsoLines(others)), ...factsOf(result)],
    };
  });
}

/** The facts of one result that is worth telling in full. */
export function factsOf(result: FlowResult): [label: string, lines: readonly string[]][] {
  const { flow, verdict, explanation, cause, listening, attempts, triangulation } = result;
  const { file, line } = flow.position;
  return [
    ['expected', [`${flow.expect}, by ${file}:${line}`]],
    ...fact('because', because(flow)),
    ['observed', [verdict]],
    ['meaning', [explanation]],
    ...fact('cause', cause === undefined ? [] : [causeLabel(cause)]),
    ...fact('try', cause?.edit === undefined ? [] : [editLabel(cause.edit)]),
    ...fact('side', triangulation === undefined ? [] : [`triangulated: ${triangulation.explanation}`]),
    ...fact('target', listening === undefined ? [] : [listening]),
    ...fact('evidence', evidenceOf(attempts, flow.expect)),
  ];
}

/** Its class, its code where that says more, and what that means. */
function causeLabel({ class: kind, code, reason }: Cause): string {
  return `${kind}${code === undefined || code === kind ? '' : ` (${code})`}: ${reason}`;
}

/** The user's own words for an expectation. */
function because({ name, reason }: Flow): string[] {
  return [name, reason].filter((text) => text !== undefined);
}

function fact(label: string, lines: readonly string[]): [string, readonly string[]][] {
  return lines.length > 0 ? [[label, lines]] : [];
}
