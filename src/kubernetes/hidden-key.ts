/** What is said of a key for which {@link hiddenKeyIn} has a path. */
export const hiddenKeyText = 'nothing can be called __proto__';

/** Path of a key that JavaScript takes for something else, so that it would be passed over; nobody means it. */
export function hiddenKeyIn(
  value: unknown,
  path: readonly (string | number)[] = [],
  seen = new Set<unknown>(),
): readonly (string | number)[] | undefined {
  // An alias may stand for what it is part of.
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, inner] of Object.entries(value)) {
    const own = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === '__proto__') return own;
    const found = hiddenKeyIn(inner, own, seen);
    if (found) return found;
  }
  return undefined;
}
