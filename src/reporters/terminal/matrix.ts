import { hasGaps, marksIn, type Grid } from '../grid.ts';
import { marks, type Mark } from '../mark.ts';
import { styled, type Screen } from './screen.ts';
import { flowItems } from './wrap.ts';

interface Column {
  /** What stands above the cells: the target itself, or a letter where targets are too wide. */
  readonly head: string;
  readonly target: string;
  readonly width: number;
}

/** A matrix in lines that fit the screen: key to the columns, head, one line per sender, and a legend. */
export function renderMatrix(grid: Grid, screen: Screen): string[] {
  const { sources, targets } = grid;
  const indent = Math.max(...sources.map((source) => source.length)) + 2;
  const room = screen.width - indent;
  const named = targets.map((target) => columnOf(target, target, grid));
  const fits = totalWidth(named) <= room;
  const columns = fits
    ? named
    : spread(
        targets.map((target, index) => columnOf(letters(index), target, grid)),
        room,
      );
  return [
    ...(fits ? [] : [...columnKey(columns, screen), '']),
    ...blocksOf(columns, room).flatMap((block, index) => [
      ...(index > 0 ? [''] : []),
      styled(
        `${' '.repeat(indent)}${block.map(({ head, width }) => head.padEnd(width)).join(gap)}`.trimEnd(),
        'bold',
        screen,
      ),
      ...sources.map((source) => renderRow(source, block, { grid, indent, screen })),
    ]),
    '',
    ...legend(grid, screen).map((line) => styled(line, 'dim', screen)),
  ];
}

const gap = '  ';

function renderRow(
  source: string,
  columns: readonly Column[],
  { grid, indent, screen }: { grid: Grid; indent: number; screen: Screen },
): string {
  const cells = columns.map(({ target, width }) => {
    const mark = grid.markAt(source, target);
    if (mark === undefined) return ' '.repeat(width);
    const { symbol, style } = marks[mark];
    return `${styled(symbol, style, screen)}${' '.repeat(width - symbol.length)}`;
  });
  return `${source.padEnd(indent)}${cells.join(gap)}`.trimEnd();
}

function columnOf(head: string, target: string, { sources, markAt }: Grid): Column {
  const symbols = sources.map((source) => symbolOf(markAt(source, target)));
  return { head, target, width: Math.max(head.length, ...symbols.map((symbol) => symbol.length)) };
}

/** Columns wide enough for any word, where there is room for that, so that stages look alike. */
function spread(columns: readonly Column[], room: number): readonly Column[] {
  const even = columns.map((column) => ({ ...column, width: Math.max(column.width, 'LEAK'.length) }));
  return totalWidth(even) <= room ? even : columns;
}

function symbolOf(mark: Mark | undefined): string {
  return mark === undefined ? '' : marks[mark].symbol;
}

/** As many columns side by side as fit, the others below them. */
function blocksOf(columns: readonly Column[], width: number): Column[][] {
  const blocks: Column[][] = [];
  for (const column of columns) {
    const last = blocks.at(-1);
    if (last && totalWidth([...last, column]) <= width) last.push(column);
    else blocks.push([column]);
  }
  return blocks;
}

function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width + gap.length, -gap.length);
}

function columnKey(columns: readonly Column[], { width }: Screen): string[] {
  const items = columns.map(({ head, target }) => `${head} ${target}`);
  const longest = Math.max(...items.map((item) => item.length));
  return flowItems(
    items.map((item) => item.padEnd(longest)),
    { width, gap: '   ' },
  ).map((line) => line.trimEnd());
}

/** A, B … Z, AA, AB … */
function letters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}

function legend(grid: Grid, { width }: Screen): string[] {
  const { meanings = {}, blank = 'not probed' } = grid.words ?? {};
  const items = marksIn(grid).map((mark) => `${marks[mark].symbol} ${meanings[mark] ?? marks[mark].meaning}`);
  return flowItems(hasGaps(grid) ? [...items, `blank: ${blank}`] : items, { width, gap: '   ' });
}
