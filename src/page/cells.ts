import { firstKind, type CellKind, type PageData, type PageStage } from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';

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

const worstFirst: readonly Mark[] = ['leak', 'cut', 'rejected', 'inconclusive', 'flaky'];

/** How the fragment names a cell. */
export function cellName({ sources, targets }: PageData, cell: number): string {
  const [source, target] = [sources[Math.floor(cell / targets.length)], targets[cell % targets.length]];
  return source && target ? `${source.name}>${target.name}:${target.port}` : '';
}

/** The cell of that name, if there is one. */
export function cellNamed(data: PageData, name: string): number | undefined {
  const { sources, targets } = data;
  const row = sources.findIndex((source) => name.startsWith(`${source.name}>`));
  const column = targets.findIndex((target) => name.endsWith(`>${target.name}:${target.port}`));
  return row < 0 || column < 0 ? undefined : row * targets.length + column;
}
