/** New connections that start together, at a time in milliseconds of a monotonic clock. */
export interface Start {
  readonly atMs: number;
  readonly count: number;
}

/**
 * The starts of the last second, with the one of another `count` connections as the last: as early as it can be without
 * more than `maxRate` connections in any second. It never overtakes what came before it.
 *
 * @param count - At most `maxRate`.
 * @param earlier - What this function returned the time before; empty in the beginning.
 */
export function paceStart(
  count: number,
  { earlier, nowMs, maxRate }: { readonly earlier: readonly Start[]; readonly nowMs: number; readonly maxRate: number },
): readonly Start[] {
  let atMs = Math.max(nowMs, earlier.at(-1)?.atMs ?? nowMs);
  let recent = within(earlier, atMs);
  while (sumOf(recent) + count > maxRate && recent[0]) {
    atMs = recent[0].atMs + 1000;
    recent = within(recent, atMs);
  }
  return [...recent, { atMs, count }];
}

/** Splits what would start at once into pieces of at most so many, one at least; order stays. */
export function piecesOf<T>(items: readonly T[], largest: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(items.length / largest));
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Starts in the second that ends at a time. */
function within(starts: readonly Start[], untilMs: number): readonly Start[] {
  return starts.filter(({ atMs }) => atMs + 1000 > untilMs);
}

function sumOf(starts: readonly Start[]): number {
  return starts.reduce((sum, { count }) => sum + count, 0);
}
