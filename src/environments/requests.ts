import { createConfiguration, ServerConfiguration } from '@kubernetes/client-node';
import type { Configuration, KubeConfig, RequestContext } from '@kubernetes/client-node';
import { EnvironmentError } from '../errors.ts';

const LIMIT_MS = 30_000;

/** A client configuration whose requests end with the signal, or after 30 seconds; each is changed by `prepare` before it is sent. */
export function configureRequests(
  kubeConfig: KubeConfig,
  signal: AbortSignal,
  prepare: (request: RequestContext) => void = () => undefined,
): Configuration {
  const server = kubeConfig.getCurrentCluster()?.server;
  if (server === undefined) {
    throw new EnvironmentError('The kubeconfig names no cluster.', 'Set its current-context.');
  }
  return createConfiguration({
    baseServer: new ServerConfiguration(server, {}),
    authMethods: { default: kubeConfig },
    promiseMiddleware: [
      {
        pre: async (request) => {
          request.setSignal(endOfRequest(signal));
          prepare(request);
          return request;
        },
        post: async (response) => response,
      },
    ],
  });
}

/**
 * Aborts with the run, or when the request takes too long, for a reason of its own: the client writes into the message
 * of whatever it is aborted with, and the run's reason is not the client's to change.
 */
function endOfRequest(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const abort = (): void => controller.abort(new Error('The request was ended.', { cause: end.reason }));
  if (end.aborted) abort();
  end.addEventListener('abort', abort, { once: true });
  return controller.signal;
}
