import { AppsV1Api, CoreV1Api, VersionApi, type KubeConfig, type KubernetesObject } from '@kubernetes/client-node';
import { retryTransient } from '../cluster/retry.ts';
import { applyObject } from '../cluster/apply-object.ts';
import { configureRequests } from '../cluster/requests.ts';

/** The API of one cluster, until a signal aborts. No request takes longer than 30 seconds. */
export interface Api {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly version: VersionApi;
  /** Makes a request, and again when it fails in a way that passes by itself. */
  call<T>(request: () => Promise<T>): Promise<T>;
  /** Creates or changes an object so that it is as given. */
  apply(object: KubernetesObject): Promise<void>;
}

/** Prepares to use the API server that the kubeconfig names. Nothing is sent yet. */
export function connect(kubeConfig: KubeConfig, signal: AbortSignal): Api {
  const configuration = configureRequests(kubeConfig, signal);
  const call = async <T>(request: () => Promise<T>): Promise<T> => await retryTransient(request, signal);
  return {
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    version: new VersionApi(configuration),
    call,
    async apply(object) {
      await call(async () => await applyObject(kubeConfig, object, signal));
    },
  };
}
