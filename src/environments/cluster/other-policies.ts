import type { ResourceType } from './raw-list.ts';

/** Policies of other kinds, which apply beside NetworkPolicies; most clusters have none of these APIs. */
export const otherPolicies: readonly (ResourceType & { readonly scope: 'cluster' | 'namespace' })[] = [
  admin(['v1alpha1'], 'AdminNetworkPolicy'),
  admin(['v1alpha1'], 'BaselineAdminNetworkPolicy'),
  admin(['v1beta1', 'v1alpha2'], 'ClusterNetworkPolicy'),
  {
    group: 'crd.projectcalico.org',
    versions: ['v1'],
    plural: 'globalnetworkpolicies',
    kind: 'GlobalNetworkPolicy',
    scope: 'cluster',
  },
  {
    group: 'crd.projectcalico.org',
    versions: ['v1'],
    plural: 'networkpolicies',
    kind: 'NetworkPolicy',
    scope: 'namespace',
  },
  {
    group: 'cilium.io',
    versions: ['v2'],
    plural: 'ciliumclusterwidenetworkpolicies',
    kind: 'CiliumClusterwideNetworkPolicy',
    scope: 'cluster',
  },
  {
    group: 'cilium.io',
    versions: ['v2'],
    plural: 'ciliumnetworkpolicies',
    kind: 'CiliumNetworkPolicy',
    scope: 'namespace',
  },
];

function admin(versions: readonly string[], kind: string): ResourceType & { readonly scope: 'cluster' } {
  const plural = `${kind.toLowerCase().slice(0, -1)}ies`;
  return { group: 'policy.networking.k8s.io', versions, plural, kind, scope: 'cluster' };
}
