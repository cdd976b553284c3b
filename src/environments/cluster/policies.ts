import type { Endpoint, StandingPolicy } from '../../core/model.ts';
import { runLabel, type Owner } from '../labels.ts';
import type { Client } from './client.ts';
import { otherPolicies } from './other-policies.ts';
import { listRaw, type ResourceType } from './raw-list.ts';

/**
 * Lists the policies that may have a say in the endpoints' traffic: those of their namespaces and those of the whole
 * cluster, of every kind that the cluster has and this user may list. The run's own, which try canaries, are not among
 * them.
 */
export async function readPolicies(
  client: Client,
  { endpoints, owner }: { readonly endpoints: readonly Endpoint[]; readonly owner: Owner },
  signal: AbortSignal,
): Promise<StandingPolicy[]> {
  const namespaces = new Set(endpoints.flatMap((endpoint) => ('namespace' in endpoint ? endpoint.namespace : [])));
  const lists = types.flatMap((type) =>
    (type.scope === 'cluster' ? [undefined] : [...namespaces]).map(async (namespace) => {
      const listed = await listRaw(client, type, namespace, signal);
      return typeof listed === 'string' ? [] : listed.map((object) => standing(object.metadata, type, owner));
    }),
  );
  return (await Promise.all(lists)).flat(2).toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

const types: typeof otherPolicies = [
  { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies', kind: 'NetworkPolicy', scope: 'namespace' },
  ...otherPolicies,
];

interface Metadata {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly resourceVersion?: string | undefined;
}

function standing(
  { name, namespace, labels, resourceVersion = '' }: Metadata,
  { kind, group }: ResourceType,
  owner: Owner,
): StandingPolicy[] {
  const isOurs = labels?.[runLabel] === owner.runId;
  if (isOurs && namespace === owner.namespace) return [];
  const isOfKubernetes = group.endsWith('networking.k8s.io');
  return [
    {
      kind: isOfKubernetes ? kind : `${kind}.${group}`,
      namespace,
      name,
      resourceVersion,
      ...(isOurs ? { applied: true } : {}),
    },
  ];
}

function keyOf({ kind, namespace = '', name }: StandingPolicy): string {
  return `${kind} ${namespace}/${name}`;
}
