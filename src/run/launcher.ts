import pLimit from 'p-limit';
import type { Batch } from '../probe/batch.ts';
import { pause } from '../environments/pause.ts';

/**
 * Lets so many sources start their probes at the same time, over a whole run. What waits for answers costs nothing: it is
 * the start of tools that keeps a machine from hearing what it has sent before.
 */
export interface Launcher {
  /**
   * Runs a batch when there is room for its start, and resolves to what `start` resolves to. In later rounds the place
   * rests after each start, for longer every time, up to a limit.
   */
  run<T>(batch: Batch, round: number, start: (onLaunched: () => void) => Promise<T>): Promise<T>;
  /** Has the place rest more from now on: what ran on it was not heard. */
  slowDown(): void;
}

/** Of the time that starting took: how long the place rests afterwards, in round 1, and how much longer in later ones. */
const mostRest = 3;
const mostRestLater = 5;

export function createLauncher(launchers: number, signal: AbortSignal): Launcher {
  const limit = pLimit(launchers);
  let rest = 0;
  return {
    async run<T>(batch: Batch, round: number, start: (onLaunched: () => void) => Promise<T>) {
      const launched = Promise.withResolvers<void>();
      const running = Promise.withResolvers<T>();
      void limit(async () => {
        const started = performance.now();
        const run = start(launched.resolve);
        run.then(running.resolve, running.reject);
        await Promise.race([launched.promise, run.catch(() => undefined)]);
        const tookMs = performance.now() - started + connectingMs(batch);
        await pause(connectingMs(batch) + tookMs * (rest + Math.min(round - 1, mostRestLater)), signal).catch(
          () => undefined,
        );
      });
      return await running.promise;
    },
    slowDown() {
      rest = Math.min(mostRest, rest + 1);
    },
  };
}

/** A curl that was started is not yet one that has sent: milliseconds until it has, on a slow machine. */
function connectingMs({ transfers }: Batch): number {
  return transfers.reduce((sum, probes) => sum + 15 + probes.length / 2, 0);
}
