import { foldGrid } from '../fold-grid.ts';
import { hasGaps, marksIn, type Grid } from '../grid.ts';
import { marks, type Mark } from '../mark.ts';
import { styled, type Screen } from './screen.ts';
import { flowItems, wrap } from './wrap.ts';

interface Column {
  /** What stands above the cells: the target itself, or a letter where targets are too wide. */
  readonly head: string;
  readonly target: string;
  readonly width: number;
}

/**
 * A matrix in lines that fit the screen: key to the columns, head, one line per sender, and a legend. Where it has no room
 * side by side, namespaces in which all is as expected become one row and one column.
 */
export function renderMatrix(grid: Grid, screen: Screen): string[] {
  const whole = layOut(grid, screen.width);
  if (whole.blocks.length <= 1) return draw(whole, screen);
  return draw(layOut(foldGrid(grid), screen.width), screen);
}

/** The same, whole and side by side; nothing where there is no room for that. */
export function matrixThatFits(grid: Grid, screen: Screen): string[] | undefined {
  const layout = layOut(grid, screen.width);
  return layout.blocks.length > 1 ? undefined : draw(layout, screen);
}

/** A matrix, and how it stands on a screen. */
interface Layout {
  readonly grid: Grid;
  readonly indent: number;
  /** Side by side in each, one below the other. */
  readonly blocks: readonly (readonly Column[])[];
  /** Whether letters stand above the columns. */
  readonly isLettered: boolean;
}

function layOut(grid: Grid, width: number): Layout {
  const { sources, targets } = grid;
  const longest = Math.max(...sources.map((source) => source.length));
  const named = targets.map((target) => columnOf(target, target, grid));
  const room = width - longest - gap.length;
  if (totalWidth(named) <= room) return { grid, indent: longest + gap.length, blocks: [named], isLettered: false };
  const lettered = targets.map((target, index) => columnOf(letters(index), target, grid));
  // Names give way to cells only where these have no room beside them.
  const indent = (totalWidth(lettered) <= room ? longest : Math.min(longest, Math.floor(width / 2))) + gap.length;
  const blocks = blocksOf(spread(lettered, width - indent), width - indent);
  return { grid, indent, blocks, isLettered: true };
}

function draw({ grid, indent, blocks, isLettered }: Layout, screen: Screen): string[] {
  return [
    ...(isLettered ? [...columnKey(blocks.flat(), screen), ''] : []),
    ...blocks.flatMap((block, index) => [
      ...(index > 0 ? [''] : []),
      styled(
        `${' '.repeat(indent)}${block.map(({ head, width }) => head.padEnd(width)).join(gap)}`.trimEnd(),
        'bold',
        screen,
      ),
      ...grid.sources.map((source) => renderRow(source, block, { grid, indent, screen })),
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
  return `${shortened(source, indent - gap.length).padEnd(indent)}${cells.join(gap)}`.trimEnd();
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
  const items = columns.map(({ head, target }) => `${head} ${shortened(target, width - head.length - 1)}`);
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

/** A name without its middle, where it is too long. */
function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const kept = Math.max(length - 1, 2);
  return `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(-Math.floor(kept / 2))}`;
}

function legend(grid: Grid, { width }: Screen): string[] {
  const { meanings = {}, blank = 'not probed' } = grid.words ?? {};
  const items = [
    ...marksIn(grid).map((mark) => `${marks[mark].symbol} ${meanings[mark] ?? marks[mark].meaning}`),
    ...(hasGaps(grid) ? [`blank: ${blank}`] : []),
  ].flatMap((item) => wrap(item, width));
  const folded = 'NAMESPACE/*: all of it that has no name here; everything there is as expected in every stage';
  return [...flowItems(items, { width, gap: '   ' }), ...(grid.isFolded ? wrap(folded, width) : [])];
}
