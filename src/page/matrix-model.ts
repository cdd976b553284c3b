import type { CellKind, PageData } from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';
import { bandsOf, targetLabel, type Band, type Slot } from './axis.ts';
import { hasStepped, isCalm, kindAt, worstOf } from './cells.ts';
import { matches, type Term } from './filter.ts';

/** The matrix of a stage as a filter leaves it. */
export interface MatrixModel {
  readonly rows: readonly Band[];
  readonly columns: readonly Band[];
  /** How many are probed. */
  readonly total: number;
  /** Those that the filter asks for, each by itself. */
  readonly cells: readonly { readonly cell: number; readonly mark: Mark }[];
  /** What a pair of slots shows; `undefined` where nothing is probed, or nothing that was asked for. */
  readonly at: (row: Slot, column: Slot) => ShownCell | undefined;
}

export interface ShownCell {
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
  // Plain loops: there may be a hundred thousand cells, and every key that is typed goes through them.
  const asked: (CellKind | undefined)[] = [];
  const cells: { readonly cell: number; readonly mark: Mark }[] = [];
  const rowsKept = new Set<number>();
  const columnsKept = new Set<number>();
  for (const [row, source] of sources.entries()) {
    for (const [column, target] of targets.entries()) {
      const cell = row * targets.length + column;
      const kind = kindAt(data, stage, cell);
      if (!kind || (only && isCalm(kind.mark))) continue;
      const changes = { hasStepped: hasStepped(stage, before, cell), hasChanged: stage?.changes[cell] !== undefined };
      if (terms.length > 0 && !matches(terms, { source, target, kind, ...changes })) continue;
      asked[cell] = kind;
      cells.push({ cell, mark: kind.mark });
      rowsKept.add(row);
      columnsKept.add(column);
    }
  }
  const shown = (row: number, column: number): ShownCell[] => {
    const cell = row * targets.length + column;
    const kind = asked[cell];
    if (!kind) return [];
    const isNew = hasStepped(stage, before, cell) || stage?.changes[cell] !== undefined;
    return [{ mark: kind.mark, expect: kind.expect, isNew }];
  };
  return {
    rows: bandsOf(sources, { folded, keep: (row) => rowsKept.has(row), labelOf: ({ name }) => name }),
    columns: bandsOf(targets, {
      folded,
      keep: (column) => columnsKept.has(column),
      labelOf: targetLabel,
    }),
    cells,
    total: stage ? stage.cells.replaceAll(' ', '').length : 0,
    at: (row, column) =>
      sumUp(row.members.flatMap((source) => column.members.flatMap((target) => shown(source, target)))),
  };
}

function sumUp(cells: readonly ShownCell[]): ShownCell | undefined {
  if (cells.length < 2) return cells[0];
  const mark = worstOf(cells.map((one) => one.mark));
  const [expect, ...others] = new Set(cells.map((one) => one.expect));
  return mark && { mark, expect: others.length === 0 ? expect : undefined, isNew: cells.some(({ isNew }) => isNew) };
}
