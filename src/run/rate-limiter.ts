import { paceStart, type Start } from '../probe/rate.ts';
import { pause } from '../environments/pause.ts';

/** Keeps the new connections of a whole run below a rate; one for all of its sources. */
export interface RateLimiter {
  /** Connections that may start together at the most. */
  readonly largest: number;
  /**
   * Resolves when so many connections may start; they are let through in the order in which they are asked for.
   *
   * @throws the signal's reason when it aborts first.
   */
  acquire(count: number): Promise<void>;
}

/** Lets at most so many connections start in any second; any number where there is no such limit. */
export function createRateLimiter(maxRate: number | undefined, signal: AbortSignal): RateLimiter {
  if (maxRate === undefined) return { largest: Infinity, acquire: async () => await Promise.resolve() };
  let earlier: readonly Start[] = [];
  return {
    largest: maxRate,
    async acquire(count) {
      const nowMs = performance.now();
      const starts = paceStart(count, { earlier, nowMs, maxRate });
      earlier = starts;
      const { atMs } = starts[starts.length - 1] ?? { atMs: nowMs };
      if (atMs > nowMs) await pause(Math.ceil(atMs - nowMs), signal);
    },
  };
}
