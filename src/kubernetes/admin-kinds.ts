/** The group of kubernetes-sigs/network-policy-api. */
export const adminGroup = 'policy.networking.k8s.io';

/** Its kinds, each with the versions that it has. */
export const adminKinds = {
  AdminNetworkPolicy: ['v1alpha1'],
  BaselineAdminNetworkPolicy: ['v1alpha1'],
  ClusterNetworkPolicy: ['v1alpha2', 'v1beta1'],
} as const;

/** Where a kind of the group is, that is written in a version or a group that never had it. */
export function adminHome(apiVersion: string, kind: string): string | undefined {
  const versions = Object.entries(adminKinds).find(([name]) => name === kind)?.[1] as readonly string[] | undefined;
  const [group, version = ''] = apiVersion.split('/');
  if (!versions || (group !== adminGroup && group !== 'networking.k8s.io')) return undefined;
  if (group === adminGroup && (versions.includes(version) || mayCome(kind, version))) return undefined;
  return `${adminGroup}/${versions[0]}`;
}

/** ClusterNetworkPolicy takes the place of the other two, and is to become stable. */
function mayCome(kind: string, version: string): boolean {
  return kind === 'ClusterNetworkPolicy' && !version.includes('alpha');
}
