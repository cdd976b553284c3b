import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import { useContext } from 'preact/hooks';
import { pairName } from './cells.ts';
import type { PlacedRun, PlacedSlot } from './grid-layout.ts';
import { Meanings, symbols } from './look.ts';
import type { MatrixModel } from './matrix-model.ts';

interface GridRowProps {
  readonly row: PlacedSlot;
  readonly model: MatrixModel;
  /** The column of the cell that the keyboard is at, where it is in this row. */
  readonly active: number | undefined;
  /** Name of the cell that is open, where it is in this row. */
  readonly opened: string | undefined;
}

/** A row of the matrix. Scrolling up and down draws the rows that come into sight and nothing else. */
export const GridRow = memo(function GridRow({
  runs,
  ...props
}: GridRowProps & { readonly runs: readonly PlacedRun[] }): JSX.Element {
  const { row } = props;
  return (
    <div role="row" aria-rowindex={row.index + 2} class="row" style={{ top: `${row.start}px` }}>
      <div role="rowheader" aria-colindex={1} class="row-head" title={row.label}>
        <span>{row.label}</span>
      </div>
      {runs.map((run) => (
        <CellRun key={run.start} run={run} {...props} />
      ))}
    </div>
  );
});

/**
 * Cells that stand beside each other, placed and drawn together, so that scrolling to the side draws those that come into
 * sight. What was observed is told by a cell's colour and symbol, what was declared by the bar at its left.
 */
const CellRun = memo(function CellRun({
  run,
  row,
  model,
  active,
  opened,
}: GridRowProps & { readonly run: PlacedRun }): JSX.Element {
  const meanings = useContext(Meanings);
  return (
    <div class="cells" style={{ left: `${run.start}px` }}>
      {run.slots.map((column) => {
        const { mark, expect, isNew } = model.at(row, column) ?? {};
        const isActive = column.index === active;
        const isOpen = opened === pairName(row.label, column.label);
        const state = mark === undefined ? 'not probed' : `${meanings[mark]}${isNew ? ', changed' : ''}`;
        const classes = [
          'cell',
          mark,
          expect && `expects-${expect}`,
          isActive && 'active',
          isOpen && 'open',
          isNew && 'new',
        ];
        return (
          <div
            key={column.index}
            role="gridcell"
            id={isActive ? activeId : undefined}
            aria-colindex={column.index + 2}
            aria-selected={isOpen}
            aria-label={`${row.label} to ${column.label}: ${state}`}
            class={classes.filter(Boolean).join(' ')}
          >
            {mark && symbols[mark]}
          </div>
        );
      })}
    </div>
  );
});

/** The id of the active cell, by which a screen reader knows it. */
export const activeId = 'active-cell';
