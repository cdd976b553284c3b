import leven from 'leven';

/**
 * Ends an error message with what was probably meant: the candidate that differs least, else the list of all.
 *
 * @param silent - Candidates that the list leaves out. @defaultValue none
 */
export function didYouMean(found: string, candidates: readonly string[], silent: readonly string[] = []): string {
  if (candidates.length === 0) return '';
  const [closest = ''] = [...candidates, ...silent].toSorted((a, b) => leven(found, a) - leven(found, b));
  const distance = leven(found, closest);
  // What has nothing in common with a word is not nearly it, however short both are.
  if (distance <= Math.max(2, found.length / 3) && distance < Math.max(found.length, closest.length))
    return `; did you mean "${closest}"?`;
  return `; there is ${candidates.toSorted().slice(0, 12).join(', ')}`;
}
