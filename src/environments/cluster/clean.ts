import { setTimeout as sleep } from 'node:timers/promises';
import { ApiException, type KubernetesListObject, type KubernetesObject } from '@kubernetes/client-node';
import { EnvironmentError } from '../../errors.ts';
import { runLabel } from '../labels.ts';
import { neverAborted } from '../never-aborted.ts';
import { retryTransient } from '../retry.ts';
import type { Client } from './client.ts';

/** Kinds that are deleted by label and waited for; whatever else a manifest holds goes with the run's namespace. */
const kinds = [
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['v1', 'Namespace'],
] as const;

/**
 * Deletes everything of one run, or of all runs, and waits until it is gone. Safe to call twice.
 *
 * @returns the number of objects that were there.
 * @throws {@link EnvironmentError} when something is still there at the deadline.
 */
export async function clean(
  client: Client,
  { runId, deadlineMs = 60_000 }: { readonly runId?: string | undefined; readonly deadlineMs?: number },
): Promise<number> {
  const labelSelector = runId === undefined ? runLabel : `${runLabel}=${runId}`;
  const deadline = performance.now() + deadlineMs;
  const found = await labelled(client, labelSelector);
  let left = found;
  while (left.length > 0) {
    await Promise.all(
      left.filter(({ metadata }) => !metadata?.deletionTimestamp).map(async (object) => await remove(client, object)),
    );
    if (performance.now() > deadline) {
      const names = left.map(({ kind, metadata }) => `${kind} ${metadata?.namespace ?? ''}/${metadata?.name}`);
      const hint = `Delete by hand: kubectl delete ns,all,networkpolicy -A -l ${labelSelector}`;
      throw new EnvironmentError(`still there after ${deadlineMs / 1000} s: ${names.slice(0, 5).join(', ')}`, hint);
    }
    await sleep(200);
    left = await labelled(client, labelSelector);
  }
  return found.length;
}

async function labelled(client: Client, labelSelector: string): Promise<KubernetesObject[]> {
  const lists = await Promise.all(
    kinds.map(async ([apiVersion, kind]) => {
      const list = async (): Promise<KubernetesListObject<KubernetesObject>> =>
        await client.objects.list(
          apiVersion,
          kind,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          labelSelector,
        );
      const { items } = await retryTransient(list, neverAborted);
      return items.map((item) => ({ ...item, apiVersion, kind }));
    }),
  );
  return lists.flat();
}

async function remove(client: Client, object: KubernetesObject): Promise<void> {
  try {
    await retryTransient(
      async () => await client.objects.delete(object, undefined, undefined, 0, undefined, 'Background'),
      neverAborted,
    );
  } catch (error) {
    // Gone already, with its namespace for instance.
    if (!(error instanceof ApiException && error.code === 404)) throw error;
  }
}
