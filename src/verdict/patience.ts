import { heardTooLittle, isSilence, type Tried } from './company.ts';

/** Times the connect timeout that a probe waits at the most. */
const mostPatience = 4;

/**
 * How long the probes of one source wait for an answer when they are tried again, in milliseconds: twice as long after
 * every second silence that a standstill may have caused. What stands still for half a second hears little of one second,
 * and most of four.
 */
export function patienceMs(paths: readonly Pick<Tried, 'attempts'>[], connectTimeoutMs: number): number {
  const missed = paths.reduce((most, { attempts }) => {
    const unheard = attempts.filter((one) => isSilence(one) && heardTooLittle(one, connectTimeoutMs));
    return Math.max(most, unheard.length);
  }, 0);
  return connectTimeoutMs * Math.min(mostPatience, 2 ** Math.floor(missed / 2));
}
