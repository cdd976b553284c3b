import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import { useContext } from 'preact/hooks';
import type { PlacedSlot } from './grid-layout.ts';
import { Meanings, symbols } from './look.ts';
import type { ShownCell } from './matrix-model.ts';
import type { Place } from './next-place.ts';

interface GridCellProps extends Partial<ShownCell> {
  readonly row: PlacedSlot;
  readonly column: PlacedSlot;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly choose: (row: PlacedSlot, column: PlacedSlot) => void;
}

/**
 * A cell of the matrix: what was observed by its colour and symbol, what was declared by the bar at its left. Scrolling
 * draws anew what comes into sight and nothing else.
 */
export const GridCell = memo(function GridCell(props: GridCellProps): JSX.Element {
  const { mark, expect, isNew = false, row, column, isActive, isOpen, choose } = props;
  const meanings = useContext(Meanings);
  const classes = ['cell', mark, expect && `expects-${expect}`, isActive && 'active', isOpen && 'open', isNew && 'new'];
  const state = mark === undefined ? 'not probed' : `${meanings[mark]}${isNew ? ', changed' : ''}`;
  return (
    <div
      role="gridcell"
      id={idOf({ row: row.index, column: column.index })}
      aria-colindex={column.index + 2}
      aria-selected={isOpen}
      aria-label={`${row.label} to ${column.label}: ${state}`}
      class={classes.filter(Boolean).join(' ')}
      style={placed('left', 'head', column)}
      onClick={() => choose(row, column)}
    >
      {mark === undefined ? '' : symbols[mark]}
    </div>
  );
});

/** The id of a cell, by which a screen reader knows which is active. */
export function idOf({ row, column }: Place): string {
  return `cell-${row}-${column}`;
}

/** Where something is, counted from behind the heads of rows or columns. */
export function placed(
  side: 'left' | 'top',
  heads: 'head' | 'top',
  { start, size }: { readonly start: number; readonly size?: number },
  length?: 'width',
): Record<string, string> {
  return { [side]: `calc(var(--${heads}) + ${start}px)`, ...(length && size ? { [length]: `${size}px` } : {}) };
}
