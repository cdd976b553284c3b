import { resourceType, type ResourceType } from './raw-list.ts';

/** Policies that are for a namespace, or for the whole cluster. */
export interface PolicyType extends ResourceType {
  readonly scope: 'cluster' | 'namespace';
}

const calico = 'crd.projectcalico.org/v1';
const adminPolicies = 'policy.networking.k8s.io/v1alpha1';

/** Policies of other kinds, which apply beside NetworkPolicies; most clusters have none of these APIs. */
export const otherPolicies: readonly PolicyType[] = [
  { ...resourceType(adminPolicies, 'AdminNetworkPolicy'), scope: 'cluster' },
  { ...resourceType(adminPolicies, 'BaselineAdminNetworkPolicy'), scope: 'cluster' },
  // The version that is served is taken, the newer one first.
  {
    ...resourceType('policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy'),
    versions: ['v1beta1', 'v1alpha2'],
    scope: 'cluster',
  },
  { ...resourceType(calico, 'GlobalNetworkPolicy'), scope: 'cluster' },
  { ...resourceType(calico, 'NetworkPolicy'), scope: 'namespace' },
  { ...resourceType('cilium.io/v2', 'CiliumClusterwideNetworkPolicy'), scope: 'cluster' },
  { ...resourceType('cilium.io/v2', 'CiliumNetworkPolicy'), scope: 'namespace' },
];
