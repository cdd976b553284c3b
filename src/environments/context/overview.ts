import { ApiException } from '@kubernetes/client-node';
import { liveManifest } from '../../core/live.ts';
import type { Manifest } from '../../core/model.ts';
import { EnvironmentError } from '../../errors.ts';
import type { Client } from '../cluster/client.ts';
import { retryTransient } from '../retry.ts';

/** What is to be known of a cluster before its namespaces are read. */
export interface Overview {
  /** Every Namespace. */
  readonly namespaces: readonly Manifest[];
  /** Cluster IP and port of the Service default/kubernetes. */
  readonly apiServer: { readonly host: string; readonly port: number };
}

/**
 * Reads the namespaces of a cluster, and where pods reach its API server.
 *
 * @throws {@link EnvironmentError} when this user may not.
 */
export async function readOverview(client: Client, cluster: string, signal: AbortSignal): Promise<Overview> {
  const [{ items }, { spec }] = await Promise.all([
    permitted(async () => await client.core.listNamespace(), 'list namespaces', signal),
    permitted(
      async () => await client.core.readNamespacedService({ name: 'kubernetes', namespace: 'default' }),
      'get services in namespace default',
      signal,
    ),
  ]);
  return {
    namespaces: items.map(({ metadata }) => {
      const { name = '', labels } = metadata ?? {};
      return liveManifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }, cluster);
    }),
    apiServer: { host: spec?.clusterIP ?? '', port: spec?.ports?.[0]?.port ?? 443 },
  };
}

async function permitted<T>(read: () => Promise<T>, what: string, signal: AbortSignal): Promise<T> {
  try {
    return await retryTransient(read, signal);
  } catch (error) {
    if (!(error instanceof ApiException) || error.code !== 403) throw error;
    throw new EnvironmentError(
      `you may not ${what}`,
      'Have that permission added, or write a scenario and use flowproof verify --context.',
      { cause: error },
    );
  }
}
