import type { JSX } from 'preact';

/** Folds namespaces of the matrix, each to one row and one column. */
export function Namespaces({
  names,
  folded,
  fold,
}: {
  readonly names: readonly string[];
  readonly folded: readonly string[];
  readonly fold: (folded: readonly string[]) => void;
}): JSX.Element | undefined {
  if (names.length === 0) return undefined;
  return (
    <div class="namespaces" role="group" aria-label="Namespaces">
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-expanded={!folded.includes(name)}
          onClick={() => fold(folded.includes(name) ? folded.filter((one) => one !== name) : [...folded, name])}
        >
          {name}
        </button>
      ))}
      {names.length > 1 ? (
        <button type="button" class="all" onClick={() => fold(folded.length === 0 ? names : [])}>
          {folded.length === 0 ? 'Fold all' : 'Unfold all'}
        </button>
      ) : undefined}
    </div>
  );
}
