import type { Manifest } from '../core/model.ts';

/**
 * The policies among the manifests that {@link evaluate} does not understand: they may allow or deny on top of what it
 * says, so that its word is partial where there are any.
 */
export function foreignPolicies(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ object: { apiVersion, kind } }) => {
    const [group = ''] = apiVersion.split('/');
    return kind.endsWith('Policy') && groups.some((one) => group === one || group.endsWith(`.${one}`));
  });
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
