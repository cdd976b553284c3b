import Table from 'cli-table3';
import stringWidth from 'fast-string-width';
import type { FlowResult } from '../model/report.ts';
import { targetLabel } from './grid.ts';
import { markOf, marks } from './mark.ts';
import { styled, type Screen } from './terminal/screen.ts';
import { wrap } from './terminal/wrap.ts';

const columns = ['', 'from', 'to', 'expected', 'observed', 'rule'] as const;

/** A table of flows with the rule that each follows, those that differ first; its lines fit the screen. */
export function renderFlowTable(results: readonly FlowResult[], screen: Screen): string[] {
  const ordered = [...results.filter(differs), ...results.filter((result) => !differs(result))];
  const rows = ordered.map(rowOf);
  const widths = fitWidths(rows, screen.width);
  const table = new Table({
    chars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  table.push(columns.map((name) => styled(name, 'bold', screen)));
  for (const [index, row] of rows.entries()) {
    const result = ordered[index];
    const [mark, ...cells] = row.map((cell, column) => wrap(cell, widths[column] ?? 0).join('\n'));
    table.push([
      result ? styled(mark ?? '', differs(result) ? marks[markOf(result)].style : 'green', screen) : '',
      ...cells,
    ]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Whether a flow did anything but what its rule says. */
export function differs({ outcome }: FlowResult): boolean {
  return outcome !== 'as-expected';
}

const gap = '  ';
/** No lines, but a gap between columns. */
const chars = {
  ...Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
      ['', '-mid', '-left', '-right'].map((corner) => [`${side}${corner}`, '']),
    ),
  ),
  middle: gap,
};

function rowOf(result: FlowResult): readonly string[] {
  const { flow, verdict } = result;
  const mark = differs(result) ? marks[markOf(result)].symbol : 'ok';
  const { file, line } = flow.position;
  const rule = flow.name ?? flow.reason ?? `${file.split('/').at(-1)}:${line}`;
  return [mark, flow.from, targetLabel(flow), flow.expect, verdict, rule];
}

/** Widths of the columns: endpoints as wide as needed, yet a third of what the others leave is the rule's. */
function fitWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const [mark = 0, from = 0, to = 0, expected = 0, observed = 0] = columns.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map((text) => stringWidth(text))),
  );
  const free = Math.max(width - mark - expected - observed - gap.length * (columns.length - 1), 12);
  const third = Math.floor(free / 3);
  const sender = Math.min(from, third);
  const receiver = Math.min(to, free - sender - third);
  return [mark, sender, receiver, expected, observed, free - sender - receiver];
}
