/**
 * Deals items out to at most `count` slices of about the same weight: the heaviest first, each to the slice that has the
 * least so far. No slice is empty, and every item is in exactly one.
 */
export function sliceByWeight<T>(items: readonly T[], count: number, weightOf: (item: T) => number): T[][] {
  const slices = Array.from({ length: Math.min(count, items.length) }, () => ({ items: [] as T[], weight: 0 }));
  for (const item of items.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const lightest = slices.reduce((least, slice) => (slice.weight < least.weight ? slice : least));
    lightest.items.push(item);
    // An item counts even if it weighs nothing: a connection is made for it.
    lightest.weight += weightOf(item) + 1;
  }
  return slices.map((slice) => slice.items);
}
