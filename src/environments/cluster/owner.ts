import { labelsOf, type Owner } from './labels.ts';
import { retryTransient } from './retry.ts';
import type { Client } from './client.ts';

/** Creates the namespace that owns the run; its own pods pass Pod Security "restricted". */
export async function createOwner(client: Client, runId: string, signal: AbortSignal): Promise<Owner> {
  const labels = { ...labelsOf(runId), 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = `flowproof-${runId}`;
  const body = { metadata: { name: namespace, labels } };
  const { metadata } = await retryTransient(async () => await client.core.createNamespace({ body }), signal);
  return { runId, namespace, uid: metadata?.uid ?? '' };
}
