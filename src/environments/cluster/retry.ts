import { ApiException } from '@kubernetes/client-node';
import { pause } from '../pause.ts';

/** How long to go on trying. */
export interface Patience {
  readonly attempts: number;
  /** Doubled after every attempt, up to five seconds. */
  readonly firstPauseMs: number;
  /** No attempt begins after so long. @defaultValue any time */
  readonly limitMs?: number;
}

/** Eight seconds, and what the attempts take. */
const usual: Patience = { attempts: 6, firstPauseMs: 250 };

/** For a server that was never seen: an address that swallows all that is sent to it takes ten seconds to each attempt. */
export const forFirst: Patience = { ...usual, limitMs: 15_000 };

/** A minute: an API server that restarts is back by then, and what is left behind would be left for good. */
export const forTidying: Patience = { attempts: 17, firstPauseMs: 250 };

const longestPauseMs = 5000;

/**
 * Resolves to what the action resolves to, after as many attempts as patience allows. Only failures that pass by themselves
 * are tried again: lost connections, an API server that is starting or busy. The action must be safe to repeat.
 *
 * @throws the signal's reason when it aborts, and else what the last attempt threw.
 */
export async function retryTransient<T>(
  action: () => Promise<T>,
  signal: AbortSignal,
  { attempts, firstPauseMs, limitMs = Infinity }: Patience = usual,
): Promise<T> {
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      signal.throwIfAborted();
      if (!isTransient(error) || attempt === attempts || performance.now() - started > limitMs) throw error;
    }
    await pause(Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs), signal);
  }
}

/** Whether a failure may pass by itself. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ApiException) return error.code === 429 || error.code >= 500;
  // A request that outlived its own limit; the run's own abort has been ruled out by then.
  if (error instanceof DOMException && error.name === 'TimeoutError') return true;
  // undici says "fetch failed" and keeps the truth in `cause`, where several addresses were tried in its `errors`.
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  if (!(error instanceof Error)) return false;
  return ('code' in error && TRANSIENT_CODES.has(String(error.code))) || isTransient(error.cause);
}

const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
