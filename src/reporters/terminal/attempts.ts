import { flowLabel } from '../../model/label.ts';
import type { FlowResult } from '../../model/report.ts';
import type { Cell } from '../../model/scenario.ts';
import { attemptLine } from '../evidence.ts';
import { styled, type Screen } from './screen.ts';
import { wrap } from './wrap.ts';

/** A flow, what is to be said of it, and all that was tried in words. */
export interface FlowAttempts {
  readonly flow: Cell;
  readonly said: string;
  readonly attempts: readonly string[];
}

/** Every attempt of these flows, each for itself, in the order of the rounds. */
export function renderAttempts(flows: readonly FlowAttempts[], screen: Screen): string[] {
  return [
    styled('every attempt', 'bold', screen),
    ...flows.flatMap(({ flow, said, attempts }) => [
      ...hanging(`${flowLabel(flow)}: ${said}`, '', screen),
      ...(attempts.length === 0 ? ['   none'] : attempts.flatMap((one) => hanging(one, '   ', screen))),
    ]),
  ];
}

/** With the two by which it was sought who dropped it. */
export function attemptsOfResult({ flow, explanation, attempts, triangulation }: FlowResult): FlowAttempts {
  const sides = triangulation?.attempts.map((one) => `triangulating, ${attemptLine(one)}`) ?? [];
  return { flow, said: explanation, attempts: [...attempts.map(attemptLine), ...sides] };
}

function hanging(text: string, indent: string, { width }: Screen): string[] {
  return wrap(text, width - indent.length - 2).map((line, index) => `${indent}${index > 0 ? '  ' : ''}${line}`);
}
