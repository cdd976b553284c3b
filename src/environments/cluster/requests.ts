import { Agent, type buildConnector } from 'undici';
import { createConfiguration, ServerConfiguration } from '@kubernetes/client-node';
import type { AgentOptions, RequestOptions } from 'node:https';
import type { Configuration, KubeConfig, RequestContext, SecurityAuthentication } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { HtmlAnswer } from './connection-failure.ts';
import { withCredentials } from './credentials.ts';

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
    authMethods: { default: keepConnections(kubeConfig, signal) },
    promiseMiddleware: [
      {
        pre: async (request) => {
          request.setSignal(endOfRequest(signal));
          prepare(request);
          return request;
        },
        async post(response) {
          const isPage = response.headers['content-type']?.startsWith('text/html') ?? false;
          // What stands in front of an API server that is away for a moment says so with a page as well.
          if (isPage && response.httpStatusCode < 500)
            throw new HtmlAnswer(`a page, status ${response.httpStatusCode}`);
          return response;
        },
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

/**
 * Authenticates as the kubeconfig does, over connections that are used again for as long as the certificate is the same.
 * The library opens one for every request, and its handshake costs both sides more than most requests do. It speaks HTTP/1.1
 * on them: over HTTP/2, whatever is under way on a connection fails when the API server ends it, which it does at every
 * refusal. Those through a proxy are the library's own.
 */
function keepConnections(kubeConfig: KubeConfig, signal: AbortSignal): SecurityAuthentication {
  return {
    getName: () => kubeConfig.getName(),
    async applySecurityAuthentication(request) {
      const options: AgentOptions & RequestOptions = {};
      await withCredentials(kubeConfig, signal, async () => {
        await kubeConfig.applySecurityAuthentication(request);
        await kubeConfig.applyToHTTPSOptions(options);
      });
      const wanted = kubeConfig.createDispatcherOptions(kubeConfig.getCurrentCluster(), options);
      if (wanted.type !== 'agent') return;
      const known = kept.get(kubeConfig);
      const certificate = String(options.cert);
      const agent =
        known?.certificate === certificate
          ? known.agent
          : new Agent({ connect: wanted.connect as buildConnector.BuildOptions, allowH2: false });
      kept.set(kubeConfig, { certificate, agent });
      request.setDispatcher(agent);
    },
  };
}

const kept = new WeakMap<KubeConfig, { readonly certificate: string; readonly agent: Agent }>();
