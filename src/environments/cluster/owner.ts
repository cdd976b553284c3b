import { labelsOf, type Owner } from './labels.ts';
import type { Client } from './client.ts';

/** Creates the namespace that owns the run; its own pods pass Pod Security "restricted". */
export async function createOwner(client: Client, runId: string): Promise<Owner> {
  const labels = { ...labelsOf(runId), 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = `flowproof-${runId}`;
  const body = { metadata: { name: namespace, labels } };
  const { metadata } = await client.call(async () => await client.core.createNamespace({ body }));
  return { runId, namespace, uid: metadata?.uid ?? '' };
}
