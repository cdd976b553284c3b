import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PlacedSlot } from './grid-layout.ts';
import { Meanings, symbols } from './look.ts';
import type { ShownCell } from './matrix-model.ts';
import type { Place } from './next-place.ts';

/** A cell of the matrix: what was observed by its colour and symbol, what was declared by the bar at its left. */
export function GridCell({
  cell,
  row,
  column,
  isActive,
  isOpen,
  choose,
}: {
  readonly cell: ShownCell | undefined;
  readonly row: PlacedSlot;
  readonly column: PlacedSlot;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly choose: () => void;
}): JSX.Element {
  const meanings = useContext(Meanings);
  const { mark, expect, isNew = false } = cell ?? {};
  const classes = ['cell', mark, expect && `expects-${expect}`, isActive && 'active', isOpen && 'open', isNew && 'new'];
  return (
    <div
      role="gridcell"
      id={idOf({ row: row.index, column: column.index })}
      aria-colindex={column.index + 2}
      aria-selected={isOpen}
      aria-label={`${row.label} to ${column.label}: ${cell ? `${meanings[cell.mark]}${isNew ? ', changed' : ''}` : 'not probed'}`}
      class={classes.filter(Boolean).join(' ')}
      style={placed('left', 'head', column)}
      onClick={choose}
    >
      {mark === undefined ? '' : symbols[mark]}
    </div>
  );
}

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
