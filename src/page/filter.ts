import type { CellKind, PageData, PageSource, PageTarget } from '../reporters/html/page-data.ts';

/** What words before a colon look at; a word without one of them is a text to look for. */
export const filterWords = ['from', 'to', 'ns', 'port', 'verdict', 'stage', 'changed'] as const;

type FilterWord = (typeof filterWords)[number];

/** One part of a filter; all parts have to hold. */
export interface Term {
  readonly word: FilterWord | 'text';
  readonly value: string;
  readonly isNegated: boolean;
}

/** What terms look at: the ends and the kinds of cells, and what changed in each. */
export interface Filtered extends Pick<PageData, 'sources' | 'targets' | 'kinds'> {
  /** It differs from the stage before. */
  readonly hasStepped: (cell: number) => boolean;
  /** It differs from the run that this one is held against. */
  readonly hasChanged: (cell: number) => boolean;
}

/** Reads a filter such as `from:api port:5432 !dns`; whatever is typed is one. */
export function parseFilter(text: string): Term[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .flatMap((part): Term[] => {
      const isNegated = part.startsWith('!');
      const bare = isNegated ? part.slice(1) : part;
      const colon = bare.indexOf(':');
      const word = filterWords.find((one) => one === bare.slice(0, Math.max(colon, 0)));
      const value = word === undefined ? bare : bare.slice(colon + 1);
      return value === '' ? [] : [{ word: word ?? 'text', value, isNegated }];
    });
}

/**
 * Whether a cell is among those that a filter asks for; `stage` is not asked of cells. Names and kinds are looked at once, not
 * for each of a hundred thousand cells.
 */
export function cellFilter(
  terms: readonly Term[],
  { sources, targets, kinds, hasStepped, hasChanged }: Filtered,
): (row: number, column: number, kind: CellKind) => boolean {
  const asked = terms
    .filter(({ word }) => word !== 'stage')
    .map((term) => ({
      isNegated: term.isNegated,
      rows: sources.map((source) => holdsOfSource(term, source)),
      columns: targets.map((target) => holdsOfTarget(term, target)),
      kinds: new Set(kinds.filter((kind) => holdsOfKind(term, kind))),
      ofCell: term.word !== 'changed' ? () => false : 'stage'.startsWith(term.value) ? hasStepped : hasChanged,
    }));
  return (row, column, kind) =>
    asked.every(
      (term) =>
        (term.rows[row] ||
          term.columns[column] ||
          term.kinds.has(kind) ||
          term.ofCell(row * targets.length + column)) !== term.isNegated,
    );
}

/** The stages that a filter asks for, all of them where it asks for none that there is. */
export function stagesFor(terms: readonly Term[], { stages }: Pick<PageData, 'stages'>): number[] {
  const asked = terms.filter(({ word }) => word === 'stage');
  const all = stages.map((_, index) => index);
  const found = all.filter((index) =>
    asked.every(({ value, isNegated }) => stages[index]?.name.toLowerCase().includes(value) !== isNegated),
  );
  return found.length === 0 ? all : found;
}

function holdsOfSource({ word, value }: Term, source: PageSource): boolean {
  if (word === 'ns') return source.namespace?.toLowerCase() === value;
  return (word === 'from' || word === 'text') && nameOf(source).includes(value);
}

function holdsOfTarget({ word, value }: Term, target: PageTarget): boolean {
  switch (word) {
    case 'ns':
      return target.namespace?.toLowerCase() === value;
    case 'to':
      return nameOf(target).includes(value);
    case 'port':
      return target.port === value || target.port.startsWith(`${value}/`);
    case 'text':
      return `${nameOf(target)}:${target.port}`.includes(value);
    default:
      return false;
  }
}

function holdsOfKind({ word, value }: Term, kind: CellKind): boolean {
  if (word !== 'verdict') return false;
  return kind.mark === value || kind.verdict === value || (value === 'mismatch' && isMismatch(kind));
}

/** Whether a cell did something else than what was written. */
function isMismatch({ mark }: CellKind): boolean {
  return mark === 'leak' || mark === 'cut' || mark === 'rejected';
}

function nameOf({ name, namespace }: PageSource): string {
  return (namespace === undefined || namespace === name ? name : `${namespace}/${name}`).toLowerCase();
}
