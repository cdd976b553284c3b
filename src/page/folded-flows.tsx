import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { flowTitle, rankOf } from './cells.ts';
import { Meanings, symbols } from './look.ts';
import type { FoundCell } from './matrix-model.ts';
import { Panel } from './panel.tsx';

/** More than that nobody reads. */
const maxFlows = 200;

/** The flows of a cell that stands for several, those that differ first. */
export function FoldedFlows({
  data,
  title,
  cells,
  open,
  close,
}: {
  readonly data: PageData;
  readonly title: string;
  readonly cells: readonly FoundCell[];
  /** Shows one of them in a cell of its own. */
  readonly open: (cell: number) => void;
  readonly close: () => void;
}): JSX.Element {
  const meanings = useContext(Meanings);
  const worstFirst = cells.toSorted((a, b) => rankOf(a.mark) - rankOf(b.mark));
  return (
    <Panel title={title} close={close}>
      <p>
        {cells.length === 0
          ? 'None of its flows is probed at this stage, or none that the filter asks for.'
          : 'Its flows, the worst first; each opens in a cell of its own.'}
      </p>
      <ul class="flows">
        {worstFirst.slice(0, maxFlows).map(({ cell, mark }) => (
          <li key={cell}>
            <span class={`mark ${mark}`} aria-hidden="true">
              {symbols[mark]}
            </span>
            <button type="button" onClick={() => open(cell)}>
              {flowTitle(data, cell)}: {meanings[mark]}
            </button>
          </li>
        ))}
      </ul>
      {cells.length > maxFlows ? <p>and {cells.length - maxFlows} more: filter them, or unfold the namespaces.</p> : ''}
    </Panel>
  );
}
