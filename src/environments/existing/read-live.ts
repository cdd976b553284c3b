import type { V1Pod } from '@kubernetes/client-node';
import { isControlled, liveManifest } from '../../kubernetes/live-objects.ts';
import { isWorkload } from '../../kubernetes/workload.ts';
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

const networkPolicies = resourceType('networking.k8s.io/v1', 'NetworkPolicy');

/** Workloads and policies of a namespace. */
const namespaced = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) => resourceType('apps/v1', kind)),
  resourceType('batch/v1', 'Job'),
  networkPolicies,
];

/**
 * Reads what stands in these namespaces; one that does not exist holds nothing.
 *
 * @throws {@link EnvironmentError} when this user may not list what flowproof has to know.
 */
export async function readLive(client: Client, cluster: string, namespaces: readonly string[]): Promise<LiveObjects> {
  const perNamespace = await Promise.all(namespaces.map(async (namespace) => await readNamespace(client, namespace)));
  const { found, unseen } = await readOtherPolicies(client, namespaces);
  return { manifests: [...perNamespace.flat(), ...found].map((object) => liveManifest(object, cluster)), unseen };
}

/**
 * Reads what says who may connect to whom in a whole cluster: namespaces, pods and policies.
 *
 * @throws {@link EnvironmentError} when this user may not list what flowproof has to know.
 */
export async function readWholeCluster(client: Client, cluster: string): Promise<LiveObjects> {
  const [namespaces, pods, policies, { found, unseen }] = await Promise.all([
    client.call(async () => await client.core.listNamespace()),
    client.call(async () => await client.core.listPodForAllNamespaces()),
    listRaw(client, networkPolicies, undefined),
    readOtherPolicies(client, [undefined]),
  ]);
  if (policies === 'forbidden') throw forbidden(networkPolicies.plural, 'every namespace');
  const objects = [
    ...typed(namespaces.items, 'Namespace'),
    ...typed(pods.items.filter(isAtWork), 'Pod'),
    ...(typeof policies === 'string' ? [] : policies),
    ...found,
  ];
  return { manifests: objects.map((object) => liveManifest(object, cluster)), unseen };
}

/** Policies of other kinds, in these namespaces and of the whole cluster; `undefined` stands for every namespace. */
async function readOtherPolicies(
  client: Client,
  namespaces: readonly (string | undefined)[],
): Promise<{ readonly found: readonly KubernetesObject[]; readonly unseen: readonly string[] }> {
  const listed = await Promise.all(
    otherPolicies.flatMap((type) =>
      (type.scope === 'cluster' ? [undefined] : namespaces).map(
        async (namespace) => [type, await listRaw(client, type, namespace)] as const,
      ),
    ),
  );
  const found = listed.flatMap(([, objects]) => (typeof objects === 'string' ? [] : objects));
  const unseen = listed.filter(([, objects]) => objects === 'forbidden');
  return { found, unseen: [...new Set(unseen.map(([{ plural, group }]) => `${plural}.${group}`))] };
}

async function readNamespace(client: Client, name: string): Promise<KubernetesObject[]> {
  const namespace = await client.find(async () => await client.core.readNamespace({ name }));
  if (!namespace) return [];
  const [pods, services, ...workloads] = await Promise.all([
    client.call(async () => await client.core.listNamespacedPod({ namespace: name })),
    client.call(async () => await client.core.listNamespacedService({ namespace: name })),
    ...namespaced.map(async (type) => {
      const listed = await listRaw(client, type, name);
      if (listed === 'forbidden') throw forbidden(type.plural, `namespace ${name}`);
      // What a workload made is seen as its pods; policies that an operator looks after count like all others.
      return typeof listed === 'string' ? [] : listed.filter((object) => !isWorkload(object) || !isControlled(object));
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

/** What nobody knows for want of a permission, in whole sentences. */
export function unseenNotes({ unseen }: LiveObjects): string[] {
  if (unseen.length === 0) return [];
  return [`Whether there are policies of other kinds is unknown: you may not list ${unseen.join(', ')}.`];
}

function forbidden(plural: string, where: string): EnvironmentError {
  return new EnvironmentError(
    `you may not list ${plural} in ${where}`,
    'flowproof rbac prints the permissions that a run needs.',
  );
}
