import {
  ApiException,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoordinationV1Api,
  CoreV1Api,
  CustomObjectsApi,
  DiscoveryV1Api,
  KubernetesObjectApi,
  VersionApi,
  type KubeConfig,
  type KubernetesObject as ClientObject,
} from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import { neverAborted } from '../never-aborted.ts';
import { applyObject } from './apply-object.ts';
import { connectionFailure } from './connection-failure.ts';
import { configureRequests } from './requests.ts';
import { forFirst, forTidying, retryTransient, type Patience } from './retry.ts';

/** The API server, seen through the clients that flowproof uses. */
export interface Client {
  readonly kubeConfig: KubeConfig;
  readonly apps: AppsV1Api;
  readonly authentication: AuthenticationV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly batch: BatchV1Api;
  readonly core: CoreV1Api;
  readonly discovery: DiscoveryV1Api;
  readonly coordination: CoordinationV1Api;
  readonly objects: KubernetesObjectApi;
  /** Hands objects of any API group over as they are; the typed clients rename fields (`from` of a NetworkPolicy). */
  readonly custom: CustomObjectsApi;
  readonly version: VersionApi;
  /** Ends what is asked, and waited for. */
  readonly signal: AbortSignal;
  /**
   * Makes a request, and again when it fails in a way that passes by itself. It must be safe to repeat.
   *
   * @throws {@link EnvironmentError} when the API server cannot be reached.
   */
  call<T>(request: () => Promise<T>): Promise<T>;
  /** Makes a request like `call`; undefined where there is no such object. */
  find<T>(request: () => Promise<T>): Promise<T | undefined>;
  /** Creates or changes an object so that it is as given, and resolves to what it is then. */
  apply(object: KubernetesObject | ClientObject): Promise<ClientObject>;
}

/** Clients whose requests end when the signal aborts. */
export function connect(kubeConfig: KubeConfig, signal: AbortSignal, patience?: Patience): Client {
  const configuration = configureRequests(kubeConfig, signal);
  let hasAnswered = patience !== undefined;
  const call = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      const answer = await retryTransient(request, signal, hasAnswered ? patience : forFirst);
      hasAnswered = true;
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      hasAnswered ||= error instanceof ApiException;
      throw connectionFailure(error, kubeConfig) ?? error;
    }
  };
  return {
    kubeConfig,
    apps: new AppsV1Api(configuration),
    authentication: new AuthenticationV1Api(configuration),
    authorization: new AuthorizationV1Api(configuration),
    batch: new BatchV1Api(configuration),
    core: new CoreV1Api(configuration),
    discovery: new DiscoveryV1Api(configuration),
    coordination: new CoordinationV1Api(configuration),
    objects: new KubernetesObjectApi(configuration),
    custom: new CustomObjectsApi(configuration),
    version: new VersionApi(configuration),
    signal,
    call,
    find: async (request) =>
      await call(request).catch((error: unknown) => {
        if (error instanceof ApiException && error.code === 404) return undefined;
        throw error;
      }),
    apply: async (object) => await call(async () => await applyObject(kubeConfig, object, signal)),
  };
}

/** Clients for tidying up, which goes on when the run is aborted, and waits longer for an API server that is away. */
export function connectForTidying({ kubeConfig }: Pick<Client, 'kubeConfig'>): Client {
  return connect(kubeConfig, neverAborted, forTidying);
}
