import {
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
  type KubernetesObject,
} from '@kubernetes/client-node';
import { neverAborted } from '../never-aborted.ts';
import { applyObject } from './apply-object.ts';
import { configureRequests } from './requests.ts';
import { retryTransient } from './retry.ts';

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
  /** Makes a request, and again when it fails in a way that passes by itself. */
  call<T>(request: () => Promise<T>): Promise<T>;
  /** Creates or changes an object so that it is as given. */
  apply(object: KubernetesObject): Promise<void>;
}

/** Clients whose requests end when the signal aborts. */
export function connect(kubeConfig: KubeConfig, signal: AbortSignal): Client {
  const configuration = configureRequests(kubeConfig, signal);
  const call = async <T>(request: () => Promise<T>): Promise<T> => await retryTransient(request, signal);
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
    call,
    async apply(object) {
      await call(async () => await applyObject(kubeConfig, object, signal));
    },
  };
}

/** Clients for tidying up, which goes on when the run is aborted. */
export function connectUnaborted(kubeConfig: KubeConfig): Client {
  return connect(kubeConfig, neverAborted);
}
