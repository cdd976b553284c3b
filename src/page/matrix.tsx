import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { pairName } from './cells.ts';
import { endOf, inSight, placeBands, runLength, runsOf, type PlacedSlot } from './grid-layout.ts';
import { activeId, GridRow } from './grid-row.tsx';
import type { MatrixModel } from './matrix-model.ts';
import { nextPlace, type Place } from './next-place.ts';
import { useSight } from './use-sight.ts';

const cellWidth = 30;
const cellHeight = 26;
const bandHeight = 20;

/** The matrix as a heat map. Only what is in sight is in the document: there may be a hundred thousand cells. */
export function Matrix({
  model,
  opened,
  open,
}: {
  readonly model: MatrixModel;
  /** Name of the cell that is open. */
  readonly opened: string;
  readonly open: (name: string) => void;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const sight = useSight(box);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const rows = useMemo(
    () =>
      placeBands(model.rows, {
        size: cellHeight,
        heading: model.rows.some(({ namespace }) => namespace !== undefined) ? bandHeight : 0,
      }),
    [model],
  );
  const columns = useMemo(() => placeBands(model.columns, { size: cellWidth, heading: 0 }), [model]);
  const rowSlots = useMemo(() => rows.flatMap(({ slots }) => slots), [rows]);
  const columnSlots = useMemo(() => columns.flatMap(({ slots }) => slots), [columns]);
  const shownRows = inSight(rowSlots, { from: sight.top, length: sight.height, size: cellHeight });
  const runs = useMemo(() => runsOf(columnSlots), [columnSlots]);
  const shownRuns = useMemo(
    () => inSight(runs, { from: sight.left, length: sight.width, size: cellWidth * runLength }),
    [runs, sight.left, sight.width],
  );
  const at = {
    row: Math.min(active.row, rowSlots.length - 1),
    column: Math.min(active.column, columnSlots.length - 1),
  };
  // Whatever opened it, it is where the keyboard goes on.
  useEffect(() => {
    const row = rowSlots.find(({ label }) => opened.startsWith(pairName(label, '')));
    const column = row && columnSlots.find(({ label }) => opened === pairName(row.label, label));
    if (!row || !column) return;
    setActive({ row: row.index, column: column.index });
    bringIntoSight(box.current, row, column);
  }, [opened]);
  const choose = (row: PlacedSlot | undefined, column: PlacedSlot | undefined): void => {
    if (!row || !column) return;
    setActive({ row: row.index, column: column.index });
    if (model.at(row, column)) open(pairName(row.label, column.label));
  };

  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(rowSlots[at.row], columnSlots[at.column]);
      return;
    }
    const next = nextPlace(at, event, { rows: rowSlots.length, columns: columnSlots.length });
    if (!next) return;
    event.preventDefault();
    setActive(next);
    bringIntoSight(box.current, rowSlots[next.row], columnSlots[next.column]);
  };

  return (
    <div class="matrix" style={{ '--rows': `${endOf(rows)}px`, '--columns': `${endOf(columns)}px` }}>
      <div
        class="grid"
        role="grid"
        aria-label="Flows, senders down and receivers across"
        aria-rowcount={rowSlots.length + 1}
        aria-colcount={columnSlots.length + 1}
        aria-activedescendant={rowSlots.length > 0 ? activeId : undefined}
        tabIndex={0}
        ref={box}
        onClick={({ target }) => {
          const cell = (target as Element).closest('.cell');
          const row = cell?.closest('.row');
          choose(rowSlots[placeOf(row, 'aria-rowindex')], columnSlots[placeOf(cell, 'aria-colindex')]);
        }}
        onKeyDown={move}
      >
        <div role="row" aria-rowindex={1} class="heads">
          <div role="columnheader" aria-colindex={1} class="corner">
            from ↓ to →
          </div>
          {columns.map((band) => (
            <div
              key={band.namespace}
              aria-hidden="true"
              class="column-band"
              title={band.namespace}
              style={{ left: `${band.start}px`, width: `${band.size}px` }}
            >
              <span>{band.namespace}</span>
            </div>
          ))}
          {shownRuns
            .flatMap(({ slots }) => slots)
            .map((column) => (
              <div
                role="columnheader"
                key={column.label}
                aria-colindex={column.index + 2}
                class="column-head"
                title={column.label}
                style={{ left: `${column.start}px` }}
              >
                <span>{column.label}</span>
              </div>
            ))}
        </div>
        {rows.map((band) => (
          <div key={band.namespace} aria-hidden="true" class="row-band" style={{ top: `${band.start}px` }}>
            <span>{band.namespace ?? (rows.length > 1 ? 'elsewhere' : '')}</span>
          </div>
        ))}
        {shownRows.map((row) => (
          <GridRow
            key={row.index}
            {...{ row, runs: shownRuns, model }}
            active={row.index === at.row ? at.column : undefined}
            opened={opened.startsWith(pairName(row.label, '')) ? opened : undefined}
          />
        ))}
      </div>
    </div>
  );
}

/** Where an element is among the rows or columns, of which the heads are the first. */
function placeOf(element: Element | null | undefined, attribute: string): number {
  return Number(element?.getAttribute(attribute) ?? 0) - 2;
}

/** Scrolls as little as shows a cell that the heads do not cover. */
function bringIntoSight(box: HTMLElement | null, row: PlacedSlot | undefined, column: PlacedSlot | undefined): void {
  const corner = box?.querySelector('.corner');
  if (!box || !corner || !row || !column) return;
  const { clientWidth: head, clientHeight: top } = corner;
  const within = (now: number, start: number, size: number, length: number): number =>
    Math.min(start, Math.max(now, start + size - length));
  box.scrollTo({
    left: within(box.scrollLeft, column.start, cellWidth, box.clientWidth - head),
    top: within(box.scrollTop, row.start, cellHeight, box.clientHeight - top),
  });
}
