import type { Transport } from './network-policy.ts';

/** Ports from `first` to `last` of one transport, both included. */
export interface PortRange {
  readonly protocol: Transport;
  readonly first: number;
  readonly last: number;
}

/** Names of sets of ports: equal sets have equal names, so that many of them take little room and compare at once. */
export interface PortSets {
  /** The name of no port at all, and that of every port of every transport. */
  readonly none: number;
  readonly all: number;
  of(ranges: readonly PortRange[]): number;
  union(one: number, other: number): number;
  intersection(one: number, other: number): number;
  /** The ports of one that are not of the other. */
  difference(one: number, other: number): number;
  holds(set: number, port: number, protocol: Transport): boolean;
  /** The ranges of a set, in order and apart from each other. */
  ranges(set: number): readonly PortRange[];
}

/** Starts a table of sets of ports. */
export function createPortSets(): PortSets {
  const sets: (readonly Span[])[] = [];
  const names = new Map<string, number>();
  const unions = new Map<number, number>();
  const intersections = new Map<number, number>();
  const complements = new Map<number, number>();
  const nameOf = (spans: readonly Span[]): number => {
    const key = spans.join(';');
    const name = names.get(key) ?? sets.push(spans) - 1;
    names.set(key, name);
    return name;
  };
  const spansOf = (set: number): readonly Span[] => sets[set] ?? [];
  const none = nameOf([]);
  const all = nameOf(merge(transports.map((protocol) => spanOf({ protocol, first: 0, last: lastPort }))));
  const intersection = (one: number, other: number): number => {
    if (one === other || other === all) return one;
    if (one === all || other === none) return other;
    if (one === none) return one;
    return remembered(intersections, one, other, () => nameOf(overlap(spansOf(one), spansOf(other))));
  };
  const complement = (set: number): number => remembered(complements, set, none, () => nameOf(gapsIn(spansOf(set))));
  return {
    none,
    all,
    of: (ranges) => nameOf(merge(ranges.map(spanOf))),
    union: (one, other) => {
      if (one === other || other === none) return one;
      if (one === none) return other;
      return remembered(unions, one, other, () => nameOf(merge([...spansOf(one), ...spansOf(other)])));
    },
    intersection,
    difference: (one, other) => intersection(one, complement(other)),
    holds: (set, port, protocol) => {
      const at = spanOf({ protocol, first: port, last: port })[0];
      return spansOf(set).some(([first, last]) => first <= at && at <= last);
    },
    ranges: (set) => spansOf(set).flatMap(rangesIn),
  };
}

/** First and last port on one line where the transports follow each other. */
type Span = readonly [first: number, last: number];

const transports: readonly Transport[] = ['TCP', 'UDP', 'SCTP'];
const lastPort = 65_535;
const stride = lastPort + 1;

/** More sets than a world ever has, so that two names make one key. */
const nameLimit = 2 ** 26;

function remembered(memory: Map<number, number>, one: number, other: number, compute: () => number): number {
  const key = Math.min(one, other) * nameLimit + Math.max(one, other);
  const found = memory.get(key);
  if (found !== undefined) return found;
  const made = compute();
  memory.set(key, made);
  return made;
}

function spanOf({ protocol, first, last }: PortRange): Span {
  const start = transports.indexOf(protocol) * stride;
  return [start + first, start + last];
}

function rangesIn([first, last]: Span): PortRange[] {
  return transports.flatMap((protocol, index) => {
    const [low, high] = [Math.max(first, index * stride), Math.min(last, index * stride + lastPort)];
    return low <= high ? [{ protocol, first: low % stride, last: high % stride }] : [];
  });
}

function merge(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [first, last] of spans.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
    else merged.push([first, last]);
  }
  return merged;
}

function gapsIn(spans: readonly Span[]): Span[] {
  const edges = [-1, ...spans.flat(), transports.length * stride];
  return Array.from({ length: edges.length / 2 }, (_, index): Span => {
    const [before = 0, after = 0] = edges.slice(2 * index, 2 * index + 2);
    return [before + 1, after - 1];
  }).filter(([first, last]) => first <= last);
}

function overlap(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap(([first, last]) =>
    others.flatMap((other): Span[] => {
      const [low, high] = [Math.max(first, other[0]), Math.min(last, other[1])];
      return low <= high ? [[low, high]] : [];
    }),
  );
}
