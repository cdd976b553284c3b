import type { V1Pod } from '@kubernetes/client-node';
import { isControlled, liveManifest } from '../../kubernetes/live-objects.ts';
import type { KubernetesObject, Manifest } from '../../model/scenario.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { neverReady } from '../cluster/probe-pod.ts';
import { otherPolicies } from '../cluster/other-policies.ts';
import { listRaw, resourceType } from '../cluster/raw-list.ts';

/** What stands in some namespaces of a cluster, as far as traffic is concerned. */
export interface LiveObjects {
  /** Namespaces, workloads, pods, Services and policies. */
  readonly manifests: readonly Manifest[];
  /** Kinds of policies that this user may not list, so that nobody knows whether there are any. */
  readonly unseen: readonly string[];
}

/** Workloads and policies of a namespace. */
const namespaced = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => resourceType('apps/v1', kind)),
  resourceType('batch/v1', 'Job'),
  resourceType('networking.k8s.io/v1', 'NetworkPolicy'),
];

/**
 * Reads what stands in these namespaces; one that does not exist holds nothing.
 *
 * @throws {@link EnvironmentError} when this user may not list what flowproof has to know.
 */
export async function readLive(client: Client, cluster: string, namespaces: readonly string[]): Promise<LiveObjects> {
  const perNamespace = await Promise.all(namespaces.map(async (namespace) => await readNamespace(client, namespace)));
  const others = await Promise.all(
    otherPolicies.flatMap((type) =>
      (type.scope === 'cluster' ? [undefined] : namespaces).map(
        async (namespace) => [type, await listRaw(client, type, namespace)] as const,
      ),
    ),
  );
  const found = others.flatMap(([, listed]) => (typeof listed === 'string' ? [] : listed));
  const unseen = others
    .filter(([, listed]) => listed === 'forbidden')
    .map(([{ plural, group }]) => `${plural}.${group}`);
  const objects = [...perNamespace.flat(), ...found];
  return { manifests: objects.map((object) => liveManifest(object, cluster)), unseen: [...new Set(unseen)] };
}

async function readNamespace(client: Client, name: string): Promise<KubernetesObject[]> {
  const namespace = await client.find(async () => await client.core.readNamespace({ name }));
  if (!namespace) return [];
  const [pods, services, ...workloads] = await Promise.all([
    client.call(async () => await client.core.listNamespacedPod({ namespace: name })),
    client.call(async () => await client.core.listNamespacedService({ namespace: name })),
    ...namespaced.map(async (type) => {
      const listed = await listRaw(client, type, name);
      if (listed === 'forbidden') throw forbidden(type.plural, name);
      return typeof listed === 'string' ? [] : listed.filter((object) => !isControlled(object));
    }),
  ]);
  return [
    ...typed([namespace], 'Namespace'),
    ...workloads.flat(),
    ...typed(pods.items.filter(isAtWork), 'Pod'),
    ...typed(services.items, 'Service'),
  ];
}

/** Neither ended, like the pods of a Job that is done, nor a probe pod. */
function isAtWork({ spec, status }: V1Pod): boolean {
  const ended = status?.phase === 'Succeeded' || status?.phase === 'Failed';
  return !ended && !(spec?.readinessGates ?? []).some(({ conditionType }) => conditionType === neverReady);
}

/** Lists leave out what all their items have in common. */
function typed(items: readonly object[], kind: string): KubernetesObject[] {
  return items.map((item) => ({ ...item, apiVersion: 'v1', kind }) as unknown as KubernetesObject);
}

function forbidden(plural: string, namespace: string): EnvironmentError {
  return new EnvironmentError(
    `you may not list ${plural} in namespace ${namespace}`,
    'flowproof rbac prints the permissions that a run needs.',
  );
}
