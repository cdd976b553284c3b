import type { ConnectionsDiff } from '../../connections/diff.ts';
import type { Severity } from '../../lint/rule.ts';
import type { Position } from '../../model/scenario.ts';
import { changeCounts, changeLines, type ChangeKind, type ChangeLine } from '../change-words.ts';
import { printable } from '../printable.ts';
import { renderAnnotation } from './annotation.ts';

/** Renders what a change opens and closes as workflow commands of GitHub Actions: an annotation at the rule that does it. */
export function renderConnectionsDiffGithub(diff: ConnectionsDiff): string {
  const lines = printable(changeLines(diff));
  return `${[...lines.flatMap(annotationsOf), changeCounts(lines)].join('\n')}\n`;
}

export const changeSeverities: Readonly<Record<ChangeKind, Severity>> = {
  opened: 'warning',
  changed: 'warning',
  closed: 'note',
  unknown: 'note',
};

function annotationsOf({ kind, from, to, ports, why }: ChangeLine): string[] {
  return why.map(({ text, position }) =>
    renderAnnotation({
      severity: changeSeverities[kind],
      title: kind,
      position: inFile(position),
      message: `${from} → ${to}: ${ports}\n${text}`,
    }),
  );
}

/** Where annotations go that are about no file, such as policies of a cluster: GitHub shows them above all files. */
const nowhere: Position = { file: '.github', line: 1, column: 1 };

/** A place in a file for what needs one. */
export function inFile(position: Position | undefined): Position {
  return position && position.line > 0 ? position : nowhere;
}
