import {
  ApiException,
  type KubernetesListObject,
  type KubernetesObject,
  type V1Namespace,
} from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { toolNamespaceLabel, runLabel } from './labels.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';
import type { Client } from './client.ts';

type Kind = readonly [apiVersion: string, kind: string];

/** Where to look for what is to be deleted. */
export interface Scope {
  /** Absent for the whole cluster, which takes the permission to list there. */
  readonly namespace?: string | undefined;
  readonly kinds: readonly Kind[];
}

/** Kinds that are deleted by label and waited for; whatever else a manifest holds goes with the run's namespace. */
export const appliedKinds: readonly Kind[] = [
  // First, since it makes pods anew.
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['v1', 'Namespace'],
];

/** What is to be deleted. */
interface Remains {
  /** @defaultValue every run */
  readonly runId?: string;
  /** Runs with this tool namespace; those with another one may be under way. @defaultValue any */
  readonly toolNamespace?: string;
  /** @defaultValue the whole cluster */
  readonly scopes?: readonly Scope[];
  /** Told of what may not be listed, which is left alone then. @defaultValue that is an error */
  readonly onForbidden?: ((kind: string, namespace: string | undefined) => void) | undefined;
}

/**
 * Deletes everything of one run, or of all runs, and waits until it is gone. Safe to call twice.
 *
 * @returns the number of objects that were there.
 * @throws {@link EnvironmentError} when something is still there, and for a minute nothing happened to any of it.
 */
export async function removeLeftovers(
  client: Client,
  { runId, toolNamespace, scopes = [{ kinds: appliedKinds }], onForbidden }: Remains,
): Promise<number> {
  const ofToolNamespace = toolNamespace === undefined ? '' : `,${toolNamespaceLabel}=${toolNamespace}`;
  const labelSelector = `${runId === undefined ? runLabel : `${runLabel}=${runId}`}${ofToolNamespace}`;
  const stalled = watchForStall({ unchangedMs });
  const look = async (): Promise<KubernetesObject[]> => await labelled(client, { labelSelector, scopes, onForbidden });
  const found = await look();
  let left = found;
  while (left.length > 0) {
    const standing = left.filter(({ metadata }) => !metadata?.deletionTimestamp);
    // What is gone already went with its namespace, for instance.
    const remove = async (object: KubernetesObject): Promise<unknown> =>
      await client.objects.delete(object, undefined, undefined, 0, undefined, 'Background');
    await Promise.all(standing.map(async (object) => await client.find(async () => await remove(object))));
    const reason = stalled(versionsOf(left));
    if (reason !== undefined) {
      const hint = `Delete by hand: kubectl delete ns,all,networkpolicy -A -l ${labelSelector}`;
      const more = left.length > mostNamed ? ` and ${left.length - mostNamed} more` : '';
      const names = left.slice(0, mostNamed).map(labelOf).join(', ');
      throw new EnvironmentError(`still there, and ${reason}: ${names}${more}`, hint);
    }
    await pause(200, client.signal);
    left = await look();
  }
  return found.length;
}

/** A namespace says how many objects it still holds, so that its version tells of progress inside of it, too. */
const unchangedMs = 60_000;
const mostNamed = 5;

/** An object that is left, with what a namespace says that it waits for. */
function labelOf(object: KubernetesObject): string {
  const { kind, metadata, status } = object as KubernetesObject & V1Namespace;
  const name = `${kind} ${metadata?.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata?.name}`;
  if (kind !== 'Namespace') return name;
  const waits = (status?.conditions ?? []).flatMap((one) =>
    one.status === 'True' && one.message ? [one.message] : [],
  );
  return waits.length === 0 ? name : `${name} (${waits.join('; ')})`;
}

interface Search extends Pick<Remains, 'onForbidden'> {
  readonly labelSelector: string;
  readonly scopes: readonly Scope[];
}

async function labelled(client: Client, { labelSelector, scopes, onForbidden }: Search): Promise<KubernetesObject[]> {
  const lists = await Promise.all(
    scopes
      .flatMap(({ namespace, kinds }) => kinds.map((kind) => [namespace, kind] as const))
      .map(async ([namespace, [apiVersion, kind]]) => {
        const list = async (): Promise<KubernetesListObject<KubernetesObject>> =>
          await client.objects.list(
            apiVersion,
            kind,
            namespace,
            undefined,
            undefined,
            undefined,
            undefined,
            labelSelector,
          );
        try {
          const { items } = await client.call(list);
          return items.map((item) => ({ ...item, apiVersion, kind }));
        } catch (error) {
          if (!onForbidden || !(error instanceof ApiException && error.code === 403)) throw error;
          onForbidden(kind, namespace);
          return [];
        }
      }),
  );
  return lists.flat();
}
