import type { Manifest } from '../model/scenario.ts';
import { namespaceOf, workloadsOf } from '../kubernetes/workload.ts';
import type { AccessRule } from './access-rule.ts';

/** What it takes to apply manifests, to wait until their workloads are there, and to remove all of it. */
export function manifestRules(manifests: readonly Manifest[]): AccessRule[] {
  const waiting = [...new Set(workloadsOf(manifests).map(({ namespace }) => namespace))].map(
    (namespace): AccessRule => ({
      namespace,
      apiGroup: '',
      resource: 'pods',
      verbs: ['list'],
      why: 'to see whether the workloads of the manifests start',
    }),
  );
  return [...manifests.flatMap(({ object }) => rulesFor(object)), ...waiting];
}

function rulesFor(object: Manifest['object']): AccessRule[] {
  const { apiVersion, kind, metadata } = object;
  const about = {
    apiGroup: apiVersion.includes('/') ? apiVersion.replace(/\/.*$/, '') : '',
    resource: resourceOf(kind),
    why: 'to apply the manifests, and remove them',
  };
  if (!clusterScoped.has(kind)) {
    return [{ ...about, namespace: namespaceOf(object), verbs: ['get', 'list', 'create', 'patch', 'delete'] }];
  }
  return [
    // Of neither can RBAC tell which object is meant.
    { ...about, verbs: ['list', 'create'] },
    { ...about, resourceName: metadata.name, verbs: ['get', 'patch', 'delete'] },
  ];
}

/**
 * The resource of a kind, as Kubernetes itself guesses it (`UnsafeGuessKindToResource` in k8s.io/apimachinery); right for
 * every kind that is built in, and for those of network policies.
 */
function resourceOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('endpoints')) return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

/** Kinds that are in no namespace, of those that a scenario may hold. */
const clusterScoped = new Set([
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'ClusterNetworkPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GlobalNetworkPolicy',
  'GlobalNetworkSet',
  'IngressClass',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'Tier',
]);
