import type { PageSource, PageTarget } from '../reporters/html/page-data.ts';

/** A row or a column of the matrix as it is shown: an endpoint, or all of a namespace that is folded. */
export interface Slot {
  readonly label: string;
  /** Places of what it stands for. */
  readonly members: readonly number[];
}

/** Slots of one namespace, which stand together. */
export interface Band {
  readonly namespace?: string | undefined;
  readonly isFolded: boolean;
  readonly slots: readonly Slot[];
}

/** All of a namespace. */
export function foldedLabel(namespace: string): string {
  return `${namespace}/*`;
}

/** A column. */
export function targetLabel({ name, port }: PageTarget): string {
  return `${name}:${port}`;
}

/** The rows or columns that have something to show, by namespace. */
export function bandsOf<T extends PageSource>(
  ends: readonly T[],
  {
    folded,
    keep,
    labelOf,
  }: {
    readonly folded: readonly string[];
    readonly keep: (index: number) => boolean;
    readonly labelOf: (end: T) => string;
  },
): Band[] {
  const kept = ends.flatMap((end, index) => (keep(index) ? [{ end, index }] : []));
  return [...Map.groupBy(kept, ({ end }) => end.namespace)].map(([namespace, members]) => {
    const isFolded = namespace !== undefined && folded.includes(namespace);
    return {
      namespace,
      isFolded,
      slots: isFolded
        ? [{ label: foldedLabel(namespace), members: members.map(({ index }) => index) }]
        : members.map(({ end, index }) => ({ label: labelOf(end), members: [index] })),
    };
  });
}
