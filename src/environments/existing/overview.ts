import { liveManifest } from '../../kubernetes/live-objects.ts';
import type { Manifest } from '../../model/scenario.ts';
import type { Client } from '../cluster/client.ts';

/** What is to be known of a cluster before its namespaces are read. */
export interface Overview {
  /** Every Namespace. */
  readonly namespaces: readonly Manifest[];
  /** Cluster IP and port of the Service default/kubernetes. */
  readonly apiServer: { readonly host: string; readonly port: number };
}

/** Reads the namespaces of a cluster, and where pods reach its API server. */
export async function readOverview(client: Client, cluster: string): Promise<Overview> {
  const [{ items }, { spec }] = await Promise.all([
    client.call(async () => await client.core.listNamespace()),
    client.call(async () => await client.core.readNamespacedService({ name: 'kubernetes', namespace: 'default' })),
  ]);
  return {
    namespaces: items.map(({ metadata }) => {
      const { name = '', labels } = metadata ?? {};
      return liveManifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }, cluster);
    }),
    apiServer: { host: spec?.clusterIP ?? '', port: spec?.ports?.[0]?.port ?? 443 },
  };
}
