import { HttpMethod, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import type { KubeConfig, KubernetesObject as ClientObject } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import { configureRequests } from './requests.ts';

/**
 * Creates or changes an object so that it is as given (server-side apply), and resolves to what it is then.
 *
 * The object is sent as it is. The client's own way of writing it takes the fields by the names that its classes have
 * for them and leaves out all others, without a word: `from` of a NetworkPolicy (`_from`), so that it allows everyone,
 * and `x-kubernetes-*` of a CustomResourceDefinition.
 */
export async function applyObject(
  kubeConfig: KubeConfig,
  object: KubernetesObject | ClientObject,
  signal: AbortSignal,
): Promise<ClientObject> {
  const body = JSON.stringify(object);
  const configuration = configureRequests(kubeConfig, signal, (request) => {
    // The other request that the client makes, to learn the path for this kind, has no body.
    if (request.getHttpMethod() === HttpMethod.PATCH) request.setBody(body);
  });
  const client = new KubernetesObjectApi(configuration);
  return await client.patch<ClientObject>(
    object as ClientObject,
    undefined,
    undefined,
    'flowproof',
    true,
    PatchStrategy.ServerSideApply,
  );
}
