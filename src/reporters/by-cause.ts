import { flowLabel, portLabel } from '../model/label.ts';
import type { FlowResult } from '../model/report.ts';
import type { Cell } from '../model/scenario.ts';
import { placeLabel } from '../policy/reason.ts';

/** A flow, and the stages in which it is. */
export interface Touched {
  readonly flow: string;
  readonly stages: readonly string[];
}

/** Puts together what has one cause, in the order of the first of each. */
export function groupByCause<T>(all: readonly T[], causeOf: (one: T) => string): [first: T, ...others: T[]][] {
  return [...Map.groupBy(all, causeOf).values()].flatMap(([first, ...others]): [T, ...T[]][] =>
    first === undefined ? [] : [[first, ...others]],
  );
}

/**
 * What results that have one cause have in common: the edit that mends them, or else the place to look at; that the CNI does
 * not enforce policies; and otherwise the same words about the same receiver.
 */
export function causeKey({ flow, outcome, verdict, explanation, cause }: FlowResult): string {
  const receiver = `${flow.to}:${portLabel(flow.port)}`;
  if (!cause) return JSON.stringify([outcome, verdict, explanation, receiver]);
  if (cause.edit) return JSON.stringify([outcome, cause.edit.diff]);
  if (cause.class === 'not-enforced') return JSON.stringify([outcome, cause.class]);
  const { position } = cause;
  const at = position ? [placeLabel(position), position.column] : [cause.reason, receiver];
  return JSON.stringify([outcome, flow.expect, cause.class, ...at]);
}

/** Stages in words: `stage final`, `stages a, b`. */
export function stagesLabel(stages: readonly string[]): string {
  return `${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')}`;
}

/** Flows that are named in a finding beside its first. */
const mostNamed = 20;

/** The flows that a finding touches beside its first, a line for those of the same stages. */
export function alsoLines(others: readonly Touched[]): string[] {
  const named = others.slice(0, mostNamed);
  const groups = Map.groupBy(named, ({ stages }) => stagesLabel(stages));
  const lines = [...groups].map(([stages, flows]) => `${flows.map(({ flow }) => flow).join(', ')} in ${stages}`);
  return others.length > named.length ? [...lines, `and ${others.length - named.length} more`] : lines;
}

/** A title for the first flow of a finding, and how many more it touches. */
export function titleOf({ flow, stages }: Touched, others: readonly Touched[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${flow}${more} in ${stagesLabel(stages)}`;
}

/** The flows of results of many stages, each once: with its stages, and with its result in the first of them. */
export function touchedBy<R extends { readonly flow: Cell }>(
  results: readonly { readonly stage: string; readonly result: R }[],
): (Touched & { readonly result: R })[] {
  const byFlow = Map.groupBy(results, ({ result }) => flowLabel(result.flow));
  return [...byFlow].flatMap(([flow, own]) =>
    own.slice(0, 1).map(({ result }) => ({ flow, result, stages: own.map(({ stage }) => stage) })),
  );
}
