/** What somebody looks at, all of which the URL's fragment keeps, so that a link opens the same. */
export interface View {
  /** Name of the stage, the last where there is none of that name. */
  readonly stage: string;
  readonly filter: string;
  /** Only what is not as expected. */
  readonly only: boolean;
  /** The cell that is open: `gateway>task-api:8000`. */
  readonly cell: string;
  /** Namespaces that are one row and one column. */
  readonly folded: readonly string[];
  readonly picture: 'matrix' | 'graph';
}

/** The view of a fragment, whatever somebody made of it. */
export function readView(fragment: string): View {
  const words = new URLSearchParams(fragment.replace(/^#/, ''));
  const text = (name: string): string => words.get(name) ?? '';
  return {
    stage: text('stage'),
    filter: text('filter'),
    only: words.has('only'),
    cell: text('cell'),
    folded: words.getAll('folded'),
    picture: text('picture') === 'graph' ? 'graph' : 'matrix',
  };
}

/** The fragment of a view, without its `#`; what is as it is at first is left out. */
export function writeView({ stage, filter, only, cell, folded, picture }: View): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries({ stage, filter, cell })) if (value !== '') words.set(name, value);
  if (only) words.set('only', '1');
  for (const namespace of folded) words.append('folded', namespace);
  if (picture === 'graph') words.set('picture', picture);
  return words.toString();
}
