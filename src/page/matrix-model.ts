import type { CellKind, PageData } from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';
import { bandsOf, targetLabel, type Band, type Slot } from './axis.ts';
import { hasStepped, isCalm, kindAt, worstOf } from './cells.ts';
import { cellFilter, type Term } from './filter.ts';

/** The matrix of a stage as a filter leaves it. */
export interface MatrixModel {
  readonly rows: readonly Band[];
  readonly columns: readonly Band[];
  /** How many are probed. */
  readonly total: number;
  /** How many of them the filter asks for. */
  readonly count: number;
  /** Those, each by itself. */
  readonly cells: () => FoundCell[];
  /** What a pair of slots shows; `undefined` where nothing is probed, or nothing that was asked for. */
  readonly at: (row: Slot, column: Slot) => ShownCell | undefined;
}

export interface FoundCell {
  readonly cell: number;
  readonly mark: Mark;
}

interface ShownCell {
  readonly mark: Mark;
  /** What was written, where it is the same for all that the cell stands for. */
  readonly expect?: CellKind['expect'] | undefined;
  /** Differs from the stage before, or from the run that this one is held against. */
  readonly isNew: boolean;
}

interface Options {
  readonly stage: number;
  readonly terms: readonly Term[];
  readonly only: boolean;
  readonly folded: readonly string[];
}

export function matrixOf(data: PageData, { stage: stageIndex, terms, only, folded }: Options): MatrixModel {
  const { sources, targets, stages } = data;
  const [stage, before] = [stages[stageIndex], stages[stageIndex - 1]];
  const changes = {
    hasStepped: (cell: number) => hasStepped(stage, before, cell),
    hasChanged: (cell: number) => stage?.changes[cell] !== undefined,
  };
  const isAsked = cellFilter(terms, { ...data, ...changes });
  const kindOf = (row: number, column: number): CellKind | undefined => {
    const kind = kindAt(data, stage, row * targets.length + column);
    return kind && !(only && isCalm(kind.mark)) && isAsked(row, column, kind) ? kind : undefined;
  };
  // Plain loops: there may be a hundred thousand cells, and every key that is typed goes through them.
  let count = 0;
  const rowsKept: boolean[] = [];
  const columnsKept: boolean[] = [];
  for (const row of sources.keys()) {
    for (const column of targets.keys()) {
      if (!kindOf(row, column)) continue;
      count += 1;
      rowsKept[row] = true;
      columnsKept[column] = true;
    }
  }
  const shownAt = (row: number, column: number): ShownCell | undefined => {
    const kind = kindOf(row, column);
    const cell = row * targets.length + column;
    return (
      kind && { mark: kind.mark, expect: kind.expect, isNew: changes.hasStepped(cell) || changes.hasChanged(cell) }
    );
  };
  return {
    rows: bandsOf(sources, { folded, keep: (row) => rowsKept[row] === true, labelOf: ({ name }) => name }),
    columns: bandsOf(targets, { folded, keep: (column) => columnsKept[column] === true, labelOf: targetLabel }),
    total: stage ? stage.cells.replaceAll(' ', '').length : 0,
    count,
    cells: () =>
      sources.flatMap((_source, row) =>
        targets.flatMap((_target, column) => {
          const kind = kindOf(row, column);
          return kind ? [{ cell: row * targets.length + column, mark: kind.mark }] : [];
        }),
      ),
    at: (row, column) =>
      sumUp(row.members.flatMap((source) => column.members.flatMap((target) => shownAt(source, target) ?? []))),
  };
}

function sumUp(cells: readonly ShownCell[]): ShownCell | undefined {
  if (cells.length < 2) return cells[0];
  const mark = worstOf(cells.map((one) => one.mark));
  const [expect, ...others] = new Set(cells.map((one) => one.expect));
  return mark && { mark, expect: others.length === 0 ? expect : undefined, isNew: cells.some(({ isNew }) => isNew) };
}
