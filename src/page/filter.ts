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

/** A cell as terms look at it. */
export interface FilteredCell {
  readonly source: PageSource;
  readonly target: PageTarget;
  readonly kind: CellKind;
  /** It differs from the stage before. */
  readonly hasStepped: boolean;
  /** It differs from the run that this one is held against. */
  readonly hasChanged: boolean;
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

/** Whether a cell is among those that a filter asks for; `stage` is not asked of cells. */
export function matches(terms: readonly Term[], cell: FilteredCell): boolean {
  return terms.every((term) => term.word === 'stage' || holds(term, cell) !== term.isNegated);
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

function holds({ word, value }: Term, { source, target, kind, hasStepped, hasChanged }: FilteredCell): boolean {
  switch (word) {
    case 'from':
      return nameOf(source).includes(value);
    case 'to':
      return nameOf(target).includes(value);
    case 'ns':
      return source.namespace?.toLowerCase() === value || target.namespace?.toLowerCase() === value;
    case 'port':
      return target.port === value || target.port.startsWith(`${value}/`);
    case 'verdict':
      return kind.mark === value || kind.verdict === value || (value === 'mismatch' && isMismatch(kind));
    case 'changed':
      return 'stage'.startsWith(value) ? hasStepped : hasChanged;
    case 'stage':
      return true;
    case 'text':
      return nameOf(source).includes(value) || `${nameOf(target)}:${target.port}`.includes(value);
  }
}

/** Whether a cell did something else than what was written. */
function isMismatch({ mark }: CellKind): boolean {
  return mark === 'leak' || mark === 'cut' || mark === 'rejected';
}

/** Remembered: a filter asks for it at every cell. */
function nameOf(end: PageSource): string {
  const known = names.get(end);
  if (known !== undefined) return known;
  const { name, namespace } = end;
  const made = (namespace === undefined || namespace === name ? name : `${namespace}/${name}`).toLowerCase();
  names.set(end, made);
  return made;
}

const names = new WeakMap<PageSource, string>();
