import type { LintRule } from '../rule.ts';

/** Policies of an API that is gone. */
export const removedApiVersion: LintRule = {
  id: 'removed-api-version',
  severity: 'error',
  title: 'The policy is of an API version that no cluster serves any more.',
  why: 'NetworkPolicy of extensions/v1beta1 was removed in Kubernetes 1.16; networking.k8s.io has v1 only.',
  fix: 'Write apiVersion: networking.k8s.io/v1; the fields are the same.',
  example: {
    wrong: `apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    right: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
  },
  check: ({ manifests }) =>
    manifests
      .filter(({ object: { kind, apiVersion } }) => kind === 'NetworkPolicy' && isRemoved(apiVersion))
      .map((manifest) => ({
        manifest,
        position: manifest.at(['apiVersion']),
        why: `No cluster serves ${manifest.object.apiVersion}, so that the policy cannot be applied.`,
        fix: 'Write apiVersion: networking.k8s.io/v1.',
        changes: [{ op: 'set', path: ['apiVersion'], value: 'networking.k8s.io/v1' }],
      })),
};

function isRemoved(apiVersion: string): boolean {
  return (
    apiVersion.startsWith('extensions/') ||
    (apiVersion.startsWith('networking.k8s.io/') && apiVersion !== 'networking.k8s.io/v1')
  );
}
