import { addressAt, rangeOf, type Cidr } from '../kubernetes/cidr.ts';

/** Addresses of a block that are in none of the smaller blocks of a list. */
export interface AddressPart {
  /** As it is written most briefly: `10.0.0.0/8`. */
  readonly block: string;
  /** The place of the part whose block holds this one; absent for all addresses of a family. */
  readonly parent?: number | undefined;
  /** Those of the list that hold the part, as they are written. */
  readonly blocks: ReadonlySet<string>;
  /** One of its addresses; absent where the smaller blocks leave none. */
  readonly address?: string | undefined;
}

interface Span {
  readonly family: Cidr['family'];
  readonly first: bigint;
  readonly last: bigint;
  /** The texts of the list that mean it. */
  readonly written: readonly string[];
}

/**
 * Splits all addresses where the blocks of a list split them, so that each is in one part. Blocks overlap only where one
 * holds the other, so that the parts are a tree; each comes after the part that holds it.
 */
export function addressParts(cidrs: readonly string[]): AddressPart[] {
  const spans = spansOf(cidrs);
  const parents = parentsOf(spans);
  const children = Map.groupBy(spans.keys(), (index) => parents[index]);
  const parts: AddressPart[] = [];
  for (const [index, span] of spans.entries()) {
    const parent = parents[index];
    const held = parent === undefined ? [] : (parts[parent]?.blocks ?? []);
    const smaller = (children.get(index) ?? []).flatMap((child) => spans[child] ?? []);
    const free = freeIn(span, smaller);
    parts.push({
      block: blockText(span),
      parent,
      blocks: new Set([...held, ...span.written]),
      address: free === undefined ? undefined : addressAt(free, span.family),
    });
  }
  return parts;
}

/** A block, without some within it. */
export interface AddressBlock {
  readonly block: string;
  readonly except: readonly string[];
}

/** Addresses as few blocks as there can be, each with its exceptions; `isMeant` tells which of the parts are. */
export function blocksOf(parts: readonly AddressPart[], isMeant: (part: number) => boolean): AddressBlock[] {
  const items: (AddressBlock & { readonly except: string[] })[] = [];
  /** For each part the item that it continues; who is not meant ends it. */
  const within: ((AddressBlock & { readonly except: string[] }) | undefined)[] = [];
  for (const [index, { parent, block, address }] of parts.entries()) {
    const around = parent === undefined ? undefined : within[parent];
    // Where the smaller blocks leave nothing of a block, these speak for it.
    const continues = address === undefined || isMeant(index) === (around !== undefined);
    if (continues) within.push(around);
    else if (around) {
      around.except.push(block);
      within.push(undefined);
    } else {
      const item = { block, except: [] };
      items.push(item);
      within.push(item);
    }
  }
  return items;
}

/** Addresses in words; nothing for none. */
export function addressesLabel(blocks: readonly AddressBlock[]): string {
  const everywhere = blocks.filter(({ block, except }) => isFamily(block) && except.length === 0);
  if (everywhere.length === families.length) return 'every address outside';
  return blocks
    .map(({ block, except }) => {
      const name = isFamily(block) ? `every ${block.includes(':') ? 'IPv6' : 'IPv4'} address outside` : block;
      return except.length > 0 ? `${name} except ${except.join(' and ')}` : name;
    })
    .join(', ');
}

const families = ['0.0.0.0/0', '::/0'];

function isFamily(block: string): boolean {
  return families.includes(block);
}

/** Each block once, those that hold others before them. */
function spansOf(cidrs: readonly string[]): Span[] {
  const written = Map.groupBy(new Set(cidrs), (cidr) => {
    const range = rangeOf(cidr);
    return range ? blockText(range) : '';
  });
  return [...new Set([...families, ...written.keys()])]
    .flatMap((block): Span[] => {
      const range = rangeOf(block);
      return range ? [{ ...range, written: written.get(block) ?? [] }] : [];
    })
    .toSorted((a, b) => compare(a.family, b.family) || compare(a.first, b.first) || compare(b.last, a.last));
}

function parentsOf(spans: readonly Span[]): (number | undefined)[] {
  const open: number[] = [];
  return spans.map(({ family, last }, index) => {
    while (open.length > 0) {
      const around = spans[open.at(-1) ?? 0];
      if (around && around.family === family && last <= around.last) break;
      open.pop();
    }
    const parent = open.at(-1);
    open.push(index);
    return parent;
  });
}

/** The first address of a span that none of the smaller ones holds, which come in their order. */
function freeIn({ first, last }: Span, smaller: readonly Span[]): bigint | undefined {
  let next = first;
  for (const span of smaller) {
    if (next < span.first) return next;
    next = span.last + 1n;
  }
  return next <= last ? next : undefined;
}

function blockText({ family, first, last }: Pick<Span, 'family' | 'first' | 'last'>): string {
  const hostBits = (last - first + 1n).toString(2).length - 1;
  return `${addressAt(first, family)}/${(family === 'IPv4' ? 32 : 128) - hostBits}`;
}

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
