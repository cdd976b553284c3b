import type { JSX } from 'preact';
import { CopyButton } from './copy-button.tsx';
import { filterWords } from './filter.ts';
import type { View } from './view.ts';

/** What is shown, and the link to it. */
export function FilterBar({
  view,
  change,
  found,
}: {
  readonly view: View;
  readonly change: (part: Partial<View>) => void;
  /** How many cells are shown, in words. */
  readonly found: string;
}): JSX.Element {
  return (
    <form class="filter" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        Filter{' '}
        <input
          type="search"
          value={view.filter}
          placeholder="from:api to:db !dns"
          aria-describedby="filter-words"
          onInput={({ currentTarget }) => change({ filter: currentTarget.value })}
        />
      </label>
      <label>
        <input
          type="checkbox"
          checked={view.only}
          onChange={({ currentTarget }) => change({ only: currentTarget.checked })}
        />{' '}
        only what differs
      </label>
      <CopyButton label="Copy link" text={() => location.href} />
      <p id="filter-words" class="quiet">
        Text, or {filterWords.map((word) => `${word}:`).join(' ')}; ! before a word turns it around.{' '}
        <span role="status">{found}</span>
      </p>
    </form>
  );
}
