import type { Manifest, Position } from '../model/scenario.ts';
import { isAdminPolicy } from './admin/read-admin.ts';

/** A policy that is not understood, or not all of it. */
export interface ForeignPolicy {
  readonly kind: string;
  /** With its namespace, if it is in one. */
  readonly name: string;
  /** Absent where it is in none: then it may be for every pod. */
  readonly namespace?: string | undefined;
  readonly position: Position;
  /** What of it is not understood; absent where all of it is not. */
  readonly part?: string | undefined;
}

/**
 * The policies among the manifests that {@link evaluate} does not understand: they may allow or deny on top of what it
 * says, so that its word is partial where there are any.
 */
export function foreignPolicies(manifests: readonly Manifest[]): ForeignPolicy[] {
  return manifests.filter(isForeign).map(({ object: { kind, metadata }, position }) => ({
    kind,
    name: [metadata.namespace ?? [], metadata.name].flat().join('/'),
    namespace: metadata.namespace,
    position,
  }));
}

function isForeign({ object }: Manifest): boolean {
  const { apiVersion, kind } = object;
  if (isAdminPolicy(object)) return false;
  const [group = ''] = apiVersion.split('/');
  return kind.endsWith('Policy') && groups.some((one) => group === one || group.endsWith(`.${one}`));
}

/** API groups with policies about traffic, of CNIs, of meshes and of Kubernetes' own network-policy-api. */
const groups = [
  'policy.networking.k8s.io',
  'projectcalico.org',
  'cilium.io',
  'antrea.io',
  'antrea.tanzu.vmware.com',
  'k8s.ovn.org',
  'k8s.cni.cncf.io',
  'security.istio.io',
  'policy.linkerd.io',
];
