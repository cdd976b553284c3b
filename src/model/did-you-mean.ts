import leven from 'leven';

/** Ends an error message with what was probably meant: the candidate that differs least, else the list of all. */
export function didYouMean(found: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const closest = candidates.toSorted((a, b) => leven(found, a) - leven(found, b))[0] ?? '';
  if (leven(found, closest) <= Math.max(2, found.length / 3)) return `; did you mean "${closest}"?`;
  return `; there is ${candidates.toSorted().slice(0, 12).join(', ')}`;
}
