import {
  firstKind,
  type CellKind,
  type PageData,
  type PageSource,
  type PageStage,
  type PageTarget,
} from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';
import { foldedLabel, targetLabel } from './axis.ts';

/** What a cell is at a stage; `undefined` where nothing is probed. */
export function kindAt(
  { kinds }: Pick<PageData, 'kinds'>,
  stage: PageStage | undefined,
  cell: number,
): CellKind | undefined {
  return kinds[(stage?.cells.codePointAt(cell) ?? 0) - firstKind];
}

/** Whether a cell did something else at the stage before. */
export function hasStepped(stage: PageStage | undefined, before: PageStage | undefined, cell: number): boolean {
  if (!before) return false;
  const was = before.cells.charAt(cell);
  return was !== ' ' && was !== stage?.cells.charAt(cell);
}

/** How many cells did something else at the stage before. */
export function stepsBetween(stage: PageStage | undefined, before: PageStage | undefined): number {
  const all = stage?.cells.length ?? 0;
  let count = 0;
  for (let cell = 0; cell < all; cell += 1) if (hasStepped(stage, before, cell)) count += 1;
  return count;
}

/** The place of a cell among the flows of its stage, which is where its evidence is. */
export function flowIndexOf({ cells }: PageStage, cell: number): number {
  let count = 0;
  for (let index = 0; index < cell; index += 1) if (cells[index] !== ' ') count += 1;
  return count;
}

/** What says most about several cells, so that folding hides no leak. */
export function worstOf(marks: readonly Mark[]): Mark | undefined {
  const [first, ...others] = new Set(marks);
  if (others.length === 0) return first;
  return worstFirst.find((mark) => marks.includes(mark)) ?? 'mixed';
}

/** Whether a mark says that all is as it should be. */
export function isCalm(mark: Mark): boolean {
  return !worstFirst.includes(mark);
}

/** For sorting, the worst first. */
export function rankOf(mark: Mark): number {
  return isCalm(mark) ? worstFirst.length : worstFirst.indexOf(mark);
}

const worstFirst: readonly Mark[] = ['leak', 'cut', 'rejected', 'inconclusive', 'flaky'];

/** How the fragment names a cell. */
export function cellName(data: Ends, cell: number): string {
  const [source, target] = endsOf(data, cell);
  return source && target ? pairName(source.name, targetLabel(target)) : '';
}

/** The name of a cell by the labels of its row and its column, which may stand for namespaces. */
export function pairName(row: string, column: string): string {
  return `${row}>${column}`;
}

/** The cells of that name: one, or all from or to a namespace, or none. */
export function cellsNamed({ sources, targets }: Ends, name: string): number[] {
  const rows = membersNamed(
    sources,
    ({ name: label }) => label,
    (label) => name.startsWith(pairName(label, '')),
  );
  const columns = membersNamed(targets, targetLabel, (label) => name.endsWith(pairName('', label)));
  return rows.flatMap((row) => columns.map((column) => row * targets.length + column));
}

function membersNamed<T extends PageSource>(
  ends: readonly T[],
  labelOf: (end: T) => string,
  isNamed: (label: string) => boolean,
): number[] {
  const one = ends.findIndex((end) => isNamed(labelOf(end)));
  if (one >= 0) return [one];
  return ends.flatMap(({ namespace }, index) =>
    namespace !== undefined && isNamed(foldedLabel(namespace)) ? [index] : [],
  );
}

/** A flow for a reader. */
export function flowTitle(data: Ends, cell: number): string {
  const [source, target] = endsOf(data, cell);
  return source && target ? `${source.name} → ${targetLabel(target)}` : '';
}

type Ends = Pick<PageData, 'sources' | 'targets'>;

/** The row and the column of a cell. */
export function endsOf({ sources, targets }: Ends, cell: number): [PageSource | undefined, PageTarget | undefined] {
  return [sources[Math.floor(cell / targets.length)], targets[cell % targets.length]];
}
