import type { KubeConfig } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';

/** A plugin may open a browser for its user to log in. */
const limitMs = 60_000;

/**
 * Does what needs the credentials of a kubeconfig, which a plugin may have to fetch: a program that may be missing, fail or
 * never end.
 *
 * @throws {@link EnvironmentError} when there are none.
 * @throws the signal's reason when it aborts.
 */
export async function withCredentials(
  kubeConfig: KubeConfig,
  signal: AbortSignal,
  action: () => Promise<void>,
): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  const stopped = Promise.withResolvers<never>();
  const stop = (): void =>
    stopped.reject(limit.aborted ? new Error(`it said nothing for ${limitMs / 1000} s`) : signal.reason);
  const ends = AbortSignal.any([signal, limit]);
  ends.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([action(), stopped.promise]);
  } catch (cause) {
    signal.throwIfAborted();
    throw noCredentials(kubeConfig, cause);
  } finally {
    ends.removeEventListener('abort', stop);
  }
}

function noCredentials(kubeConfig: KubeConfig, cause: unknown): EnvironmentError {
  const exec = kubeConfig.getCurrentUser()?.exec as
    | { readonly command?: string; readonly installHint?: string }
    | undefined;
  const said = cause instanceof Error ? cause.message.trim() : String(cause);
  const isMissing = cause instanceof Error && 'syscall' in cause && String(cause.syscall).startsWith('spawn');
  const why =
    exec?.command === undefined
      ? said
      : `its credential plugin ${exec.command} ${isMissing ? 'is not installed' : `failed: ${said}`}`;
  return new EnvironmentError(
    `context ${kubeConfig.getCurrentContext()} of the kubeconfig cannot be used: ${why}`,
    (isMissing ? exec?.installHint?.trim() : undefined) ?? 'Log in again, or correct the kubeconfig.',
    { cause },
  );
}
