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
          request.setSignal(AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]));
          prepare(request);
          return request;
        },
        post: async (response) => response,
      },
    ],
  });
}
