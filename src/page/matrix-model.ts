import type { CellKind, PageData } from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';
import { bandsOf, targetLabel, type Band, type Slot } from './axis.ts';
import { endsOf, hasStepped, isCalm, kindAt, worstOf } from './cells.ts';
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
  const isAsked = (cell: number): boolean => {
    const kind = kindAt(data, stage, cell);
    const [source, target] = endsOf(data, cell);
    if (!kind || !source || !target) return false;
    if (only && isCalm(kind.mark)) return false;
    const hasChanged = stage?.changes[cell] !== undefined;
    return matches(terms, { source, target, kind, hasStepped: hasStepped(stage, before, cell), hasChanged });
  };
  const asked = Array.from({ length: sources.length * targets.length }, (_, cell) => isAsked(cell));
  const cells = asked.flatMap((isShown, cell) => {
    const mark = isShown ? kindAt(data, stage, cell)?.mark : undefined;
    return mark === undefined ? [] : [{ cell, mark }];
  });
  const rowsKept = sources.map((_, row) =>
    asked.slice(row * targets.length, (row + 1) * targets.length).includes(true),
  );
  const columnsKept = targets.map((_, column) => sources.some((__, row) => asked[row * targets.length + column]));
  const shown = (row: number, column: number): ShownCell[] => {
    const cell = row * targets.length + column;
    const kind = asked[cell] ? kindAt(data, stage, cell) : undefined;
    if (!kind) return [];
    const isNew = hasStepped(stage, before, cell) || stage?.changes[cell] !== undefined;
    return [{ mark: kind.mark, expect: kind.expect, isNew }];
  };
  return {
    rows: bandsOf(sources, { folded, keep: (row) => rowsKept[row] ?? false, labelOf: ({ name }) => name }),
    columns: bandsOf(targets, {
      folded,
      keep: (column) => columnsKept[column] ?? false,
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
