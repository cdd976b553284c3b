import { ApiException } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { webhookFailure } from './api-failure.ts';
import { pause } from '../pause.ts';

/** How long to go on trying. */
export interface Patience {
  readonly attempts: number;
  /** Doubled after every attempt, up to five seconds. */
  readonly firstPauseMs: number;
}

/** Eight seconds, and what the attempts take. */
const usual: Patience = { attempts: 6, firstPauseMs: 250 };

/** A minute: an API server that restarts is back by then, and what is left behind would be left for good. */
export const forTidying: Patience = { attempts: 17, firstPauseMs: 250 };

const longestPauseMs = 5000;

/**
 * Resolves to what the action resolves to, after as many attempts as patience allows. Only failures that pass by themselves are tried again: lost connections, an API server that is starting or
 * busy. The action must be safe to repeat.
 *
 * @throws {@link EnvironmentError} when the last attempt fails like the others.
 * @throws the signal's reason when it aborts, and any other error of the action as it is.
 */
export async function retryTransient<T>(
  action: () => Promise<T>,
  signal: AbortSignal,
  { attempts, firstPauseMs }: Patience = usual,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      signal.throwIfAborted();
      const reason = transientReason(error);
      if (reason === undefined) throw error;
      if (attempt === attempts) throw unanswered(reason, attempts, error);
    }
    await pause(Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs), signal);
  }
}

/** Why the failure may pass by itself, or undefined when trying again would not help. */
export function transientReason(error: unknown): string | undefined {
  if (error instanceof ApiException) {
    const passes = error.code === 429 || error.code >= 500;
    return passes ? `it answers ${error.code}` : undefined;
  }
  // A request that outlived its own limit; the run's own abort has been ruled out by then.
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'it takes too long to answer';
  // undici says "fetch failed" and keeps the truth in `cause`, where several addresses were tried in its `errors`.
  if (error instanceof AggregateError) return error.errors.map(transientReason).find((reason) => reason !== undefined);
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  return TRANSIENT_CODES.has(code) ? code : transientReason(error.cause);
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

function unanswered(reason: string, attempts: number, cause: unknown): EnvironmentError {
  const webhook = webhookFailure(cause);
  if (webhook !== undefined) {
    const hint = 'See which these are: kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations';
    return new EnvironmentError(`an admission webhook of the cluster does not answer: ${webhook}`, hint, { cause });
  }
  const message = `The cluster's API server cannot be used: ${reason}, ${attempts} times in a row.`;
  return new EnvironmentError(message, 'See whether the cluster is up: kubectl cluster-info', { cause });
}
