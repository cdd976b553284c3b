import { setTimeout as wait } from 'node:timers/promises';

/**
 * Resolves after the given time.
 *
 * @throws the signal's reason when it aborts first.
 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
