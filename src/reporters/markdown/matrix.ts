import { hasGaps, marksIn, type Grid } from '../grid.ts';
import { marks } from '../mark.ts';
import { escapeMarkdown, tableRow } from './text.ts';

/** A matrix as the parts of a Markdown table. */
export interface MatrixTable {
  /** Its first two lines. */
  readonly head: string;
  /** One for each sender. */
  readonly rows: readonly string[];
  /** What its marks mean, to stand below. */
  readonly legend: string;
}

/** Renders a matrix: senders down, ports of receivers across. */
export function matrixTable(grid: Grid): MatrixTable {
  const { sources, targets, markAt } = grid;
  const head = [
    ['from ↓ to →', ...targets.map(escapeMarkdown)],
    ['---', ...targets.map(() => ':-:')],
  ];
  const rows = sources.map((source) => [
    `**${escapeMarkdown(source)}**`,
    ...targets.map((target) => {
      const mark = markAt(source, target);
      return mark === undefined ? '' : marks[mark].emoji;
    }),
  ]);
  const legend = marksIn(grid).map((mark) => `${marks[mark].emoji} ${marks[mark].meaning}`);
  return {
    head: head.map(tableRow).join('\n'),
    rows: rows.map(tableRow),
    legend: [...legend, ...(hasGaps(grid) ? ['blank: not probed'] : [])].join(', '),
  };
}
