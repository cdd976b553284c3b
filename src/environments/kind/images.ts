import type { V1ConfigMap } from '@kubernetes/client-node';
import { z } from 'zod';
import type { Client } from '../cluster/client.ts';
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
  client: Client,
  clusterName: string,
  archives: readonly ImageArchive[],
): Promise<void> {
  for (const { path, fingerprint } of archives) {
    await loadArchive(clusterName, path, client.signal);
    await writeRecord(client, (await readRecord(client)).add(fingerprint));
  }
}

/** Whether the nodes may need the archive to start Calico itself. */
export function mayHoldCalico({ images }: ImageArchive): boolean {
  return images === undefined || images.some((image) => image.includes('calico/'));
}

async function readRecord(client: Client): Promise<Set<string>> {
  const found = await client.find(async () => await client.core.readNamespacedConfigMap(RECORD));
  return new Set(z.array(z.string()).parse(JSON.parse(found?.data?.['archives'] ?? '[]')));
}

async function writeRecord(client: Client, fingerprints: ReadonlySet<string>): Promise<void> {
  const data = { archives: JSON.stringify([...fingerprints]) };
  const record: V1ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: RECORD, data };
  await client.apply(record);
}
