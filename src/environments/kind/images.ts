import { ApiException, type KubeConfig, type V1ConfigMap } from '@kubernetes/client-node';
import { z } from 'zod';
import { connect, type Client } from '../cluster/client.ts';
import type { ImageArchive } from './archives.ts';
import { loadArchive } from './program.ts';

const RECORD = { namespace: 'kube-system', name: 'flowproof-images' } as const;

/** Those of the archives that the nodes do not have yet, as far as the cluster's own record tells. */
export async function findMissing(client: Client, archives: readonly ImageArchive[]): Promise<readonly ImageArchive[]> {
  if (archives.length === 0) return [];
  const loaded = await readRecord(client);
  return archives.filter(({ fingerprint }) => !loaded.has(fingerprint));
}

/** Puts archives on every node, one after the other, and notes in the cluster that they are there. */
export async function loadImages(
  { kubeConfig, clusterName, signal }: { kubeConfig: KubeConfig; clusterName: string; signal: AbortSignal },
  archives: readonly ImageArchive[],
): Promise<void> {
  const client = connect(kubeConfig, signal);
  for (const { path, fingerprint } of archives) {
    await loadArchive(clusterName, path, signal);
    await writeRecord(client, (await readRecord(client)).add(fingerprint));
  }
}

/** Whether the nodes may need the archive to start Calico itself. */
export function mayHoldCalico({ images }: ImageArchive): boolean {
  return images === undefined || images.some((image) => image.includes('calico/'));
}

async function readRecord(client: Client): Promise<Set<string>> {
  try {
    const { data } = await client.call(async () => await client.core.readNamespacedConfigMap(RECORD));
    return new Set(z.array(z.string()).parse(JSON.parse(data?.['archives'] ?? '[]')));
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return new Set();
    throw error;
  }
}

async function writeRecord(client: Client, fingerprints: ReadonlySet<string>): Promise<void> {
  const data = { archives: JSON.stringify([...fingerprints]) };
  const record: V1ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: RECORD, data };
  await client.apply(record);
}
