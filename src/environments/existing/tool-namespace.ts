import { ApiException, type V1Namespace } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { labelsOf, runLabel, type Owner } from '../cluster/labels.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';

/** The namespace that holds what a run makes for itself, and owns the rest. */
export interface ToolNamespace extends Owner {
  /** A run created it, this one or one that died; it goes when the run that holds the Lease ends. */
  readonly isOurs: boolean;
}

/**
 * Finds the tool namespace, or creates it for this run. What a user created there is the user's; what a run created
 * carries a run's label and goes with it.
 *
 * @throws {@link EnvironmentError} when it is on its way out and does not get on, or may not be created.
 */
export async function openToolNamespace(client: Client, name: string, runId: string): Promise<ToolNamespace> {
  const standing = await afterDeletion(client, name);
  const toolNamespace = standing ?? (await create(client, name, runId));
  const isOurs = toolNamespace.metadata?.labels?.[runLabel] !== undefined;
  return { runId, namespace: name, uid: toolNamespace.metadata?.uid ?? '', isOurs };
}

/** The namespace as it stands; the one of the last run may be on its way out still. */
async function afterDeletion(client: Client, name: string): Promise<V1Namespace | undefined> {
  const stalled = watchForStall({ unchangedMs: 60_000 });
  for (;;) {
    const found = await find(client, name);
    if (!found?.metadata?.deletionTimestamp) return found;
    // It says how many objects it still holds, so that it changes as they go.
    const reason = stalled(versionsOf([found]));
    if (reason !== undefined) {
      const hint = `Look at: kubectl get ns ${name} -o yaml`;
      throw new EnvironmentError(`namespace ${name} is being deleted, still there, and ${reason}`, hint);
    }
    await pause(200, client.signal);
  }
}

/** Whether a namespace is there; one that this user may not look at counts as being there. */
export async function exists(client: Client, name: string): Promise<boolean> {
  try {
    return (await find(client, name)) !== undefined;
  } catch (error) {
    if (error instanceof ApiException && error.code === 403) return true;
    throw error;
  }
}

/** Has a tool namespace deleted that a run created, and does not wait for it; one that a user created stays. */
export async function removeToolNamespace(tidying: Client, { namespace: name, isOurs }: ToolNamespace): Promise<void> {
  if (!isOurs) return;
  await tidying.find(async () => await tidying.core.deleteNamespace({ name }));
}

async function find(client: Client, name: string): Promise<V1Namespace | undefined> {
  return await client.find(async () => await client.core.readNamespace({ name }));
}

async function create(client: Client, name: string, runId: string): Promise<V1Namespace> {
  const labels = { ...labelsOf(runId), 'pod-security.kubernetes.io/enforce': 'restricted' };
  try {
    return await client.call(async () => await client.core.createNamespace({ body: { metadata: { name, labels } } }));
  } catch (cause) {
    if (cause instanceof ApiException && cause.code === 409) {
      const other = await find(client, name);
      if (other) return other;
    }
    if (!(cause instanceof ApiException) || cause.code !== 403) throw cause;
    throw new EnvironmentError(
      `there is no namespace ${name} for what a run makes, and you may not create it`,
      'Ask an administrator to apply what flowproof rbac prints, or name a namespace of yours with --tool-namespace.',
      { cause },
    );
  }
}
