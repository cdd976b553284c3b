import { ApiException } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import type { Client } from './client.ts';

/** A kind as the API server's paths have it. */
export interface ResourceType {
  readonly group: string;
  /** The first one that the cluster serves is taken. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
}

/** A kind of one API version: `apps/v1`, Deployment. */
export function resourceType(apiVersion: string, kind: string): ResourceType {
  const [group = '', version = ''] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`.replace(/ys$/, 'ies');
  return { group, versions: [version], plural, kind };
}

/** What a list came to: objects, or that there is no such kind here, or that this user may not see them. */
export type Listed = readonly KubernetesObject[] | 'absent' | 'forbidden';

/** Lists the objects of a kind in a namespace, or in the whole cluster, as the API server has them. */
export async function listRaw(
  client: Client,
  { versions, ...type }: ResourceType,
  namespace: string | undefined,
): Promise<Listed> {
  for (const version of versions) {
    const listed = await listVersion(client, { ...type, version }, namespace);
    if (listed !== 'absent') return listed;
  }
  return 'absent';
}

async function listVersion(
  client: Client,
  { group, version, plural, kind }: Omit<ResourceType, 'versions'> & { readonly version: string },
  namespace: string | undefined,
): Promise<Listed> {
  const list = async (): Promise<unknown> =>
    namespace === undefined
      ? await client.custom.listClusterCustomObject({ group, version, plural })
      : await client.custom.listNamespacedCustomObject({ group, version, plural, namespace });
  try {
    const { items } = (await client.call(list)) as { readonly items: readonly KubernetesObject[] };
    return items.map((item) => ({ ...item, apiVersion: `${group}/${version}`, kind }));
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return 'absent';
    if (error instanceof ApiException && error.code === 403) return 'forbidden';
    throw error;
  }
}
