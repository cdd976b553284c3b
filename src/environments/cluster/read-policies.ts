import type { Standing, StandingPolicy } from '../../model/report.ts';
import type { Endpoint } from '../../model/scenario.ts';
import { runLabel, type Owner } from './labels.ts';
import type { Client } from './client.ts';
import { otherPolicies } from './other-policies.ts';
import { listRaw, resourceType, type ResourceType } from './raw-list.ts';

/**
 * Lists the policies that may have a say in the endpoints' traffic: those of their namespaces and those of the whole
 * cluster, of every kind that the cluster has. The run's own, which try canaries, are not among them.
 */
export async function readPolicies(
  client: Client,
  { endpoints, owner }: { readonly endpoints: readonly Endpoint[]; readonly owner: Owner },
): Promise<Standing> {
  const namespaces = new Set(endpoints.flatMap((endpoint) => ('namespace' in endpoint ? endpoint.namespace : [])));
  const lists = types.flatMap((type) =>
    (type.scope === 'cluster' ? [undefined] : [...namespaces]).map(async (namespace) => {
      return [type, await listRaw(client, type, namespace)] as const;
    }),
  );
  const listed = await Promise.all(lists);
  const policies = listed.flatMap(([type, found]) =>
    typeof found === 'string' ? [] : found.flatMap(({ metadata }) => standing(metadata, type, owner)),
  );
  const unseen = listed.flatMap(([type, found]) => (found === 'forbidden' ? kindOf(type) : []));
  return {
    policies: policies.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
    unseenPolicyKinds: [...new Set(unseen)].toSorted(),
  };
}

const types: typeof otherPolicies = [
  { ...resourceType('networking.k8s.io/v1', 'NetworkPolicy'), scope: 'namespace' },
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
  type: ResourceType,
  owner: Owner,
): StandingPolicy[] {
  const isOurs = labels?.[runLabel] === owner.runId;
  if (isOurs && namespace === owner.namespace) return [];
  return [{ kind: kindOf(type), namespace, name, resourceVersion, ...(isOurs ? { applied: true } : {}) }];
}

/** As {@link StandingPolicy.kind} has it. */
function kindOf({ kind, group }: ResourceType): string {
  return group.endsWith('networking.k8s.io') ? kind : `${kind}.${group}`;
}

function keyOf({ kind, namespace = '', name }: StandingPolicy): string {
  return `${kind} ${namespace}/${name}`;
}
