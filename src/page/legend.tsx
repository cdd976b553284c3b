import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageData } from '../reporters/html/page-data.ts';
import { Meanings, symbols } from './look.ts';

/** What the marks mean that occur in a report. */
export function Legend({ kinds }: Pick<PageData, 'kinds'>): JSX.Element {
  const meanings = useContext(Meanings);
  return (
    <ul class="legend">
      {[...new Set(kinds.map(({ mark }) => mark))].map((mark) => (
        <li key={mark}>
          <span class={`mark ${mark}`}>{symbols[mark]}</span> {meanings[mark]}
        </li>
      ))}
      {kinds.some(({ expect }) => expect !== undefined) ? (
        <>
          <li>
            <span class="mark expects-allowed"></span> expected allowed
          </li>
          <li>
            <span class="mark expects-blocked"></span> expected blocked
          </li>
        </>
      ) : undefined}
    </ul>
  );
}
