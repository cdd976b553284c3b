import { paceStart, type Start } from '../probe/rate.ts';
import { pause } from '../environments/pause.ts';

/** Keeps the new connections of a whole run below a rate; one for all of its sources. */
export interface Pacer {
  /** Connections that may start together at the most. */
  readonly largest: number;
  /**
   * Resolves when so many connections may start; turns are given in the order in which they are asked for.
   *
   * @throws the signal's reason when it aborts first.
   */
  turn(count: number): Promise<void>;
}

/** Lets at most so many connections start in any second; any number where there is no such limit. */
export function createPacer(maxRate: number | undefined, signal: AbortSignal): Pacer {
  if (maxRate === undefined) return { largest: Infinity, turn: async () => await Promise.resolve() };
  let earlier: readonly Start[] = [];
  return {
    largest: maxRate,
    async turn(count) {
      const nowMs = performance.now();
      const starts = paceStart(count, { earlier, nowMs, maxRate });
      earlier = starts;
      const { atMs } = starts[starts.length - 1] ?? { atMs: nowMs };
      if (atMs > nowMs) await pause(Math.ceil(atMs - nowMs), signal);
    },
  };
}
