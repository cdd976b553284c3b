/** How long a wait goes on. */
interface Limits {
  /** Longest time in which nothing changes. */
  readonly unchangedMs: number;
  /**
   * Longest time in all: what restarts over and over, or is made anew as fast as it is deleted, changes for ever and gets
   * nowhere.
   *
   * @defaultValue a quarter of an hour
   */
  readonly inAllMs?: number | undefined;
  /** Milliseconds of a clock that nobody sets. @defaultValue the time since this process started */
  readonly now?: (() => number) | undefined;
}

/** Looks that have to agree: while the API server was away, nobody saw whether something changed. */
const fewestLooks = 5;

/**
 * Tells a wait when to give up: not after a fixed time, which a large or slow cluster may well need, but when nothing moves
 * any more. What it returns is called at every look with all that was seen, and returns why there is nothing to wait for;
 * undefined until then.
 */
export function watchForStall({
  unchangedMs,
  inAllMs = 15 * 60_000,
  now = () => performance.now(),
}: Limits): (seen: string) => string | undefined {
  const started = now();
  let last = { seen: '', since: started, looks: 0 };
  return (seen) => {
    const time = now();
    last = last.looks > 0 && seen === last.seen ? { ...last, looks: last.looks + 1 } : { seen, since: time, looks: 1 };
    if (last.looks >= fewestLooks && time - last.since >= unchangedMs)
      return `nothing changed for ${seconds(unchangedMs)}`;
    if (time - started >= inAllMs) return `it is not over after ${seconds(inAllMs)}, although something still changes`;
    return undefined;
  };
}

/** What to compare objects by: the API server gives an object another version with every change of it. */
export function versionsOf(objects: readonly Versioned[]): string {
  return objects
    .map(({ metadata }) => `${metadata?.uid} ${metadata?.resourceVersion}`)
    .toSorted()
    .join('\n');
}

interface Versioned {
  readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string };
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
