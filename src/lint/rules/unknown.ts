import { didYouMean } from '../../model/did-you-mean.ts';
import { foreignPolicies } from '../../policy/foreign.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPolicy } from '../subject.ts';

/** Policies of kinds that only a CNI or a mesh understands. */
export const policyNotUnderstood: LintRule = {
  id: 'policy-not-understood',
  severity: 'note',
  title: 'The policy is of a kind that flowproof does not understand.',
  why: 'Policies of a CNI or a mesh may allow or deny on top of NetworkPolicies, so that what is said here may not hold.',
  fix: 'Prove the flows that it is about with traffic: flowproof verify, or flowproof probe.',
  example: {
    wrong: `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { endpointSelector: {} }
`,
    right: `
podSelector: {}
policyTypes: [Ingress]`,
  },
  check: ({ manifests }) =>
    manifests.flatMap((manifest) =>
      foreignPolicies([manifest]).map(({ kind, name, position }) => ({
        manifest,
        position,
        why: `${kind} ${name} is not understood: it may allow or deny more than is said here.`,
        fix: 'Prove with traffic what it is to do.',
      })),
    ),
};

/** Policies in namespaces that do not seem to exist. */
export const policyInNoNamespace: LintRule = {
  id: 'policy-in-no-namespace',
  severity: 'warning',
  title: 'No file knows the namespace of the policy.',
  why: 'A policy protects pods of its own namespace. A namespace of other files is a note only, since it may well exist.',
  fix: 'Correct metadata.namespace; without one, it is the namespace default, or what kubectl is told.',
  example: {
    wrong: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shpo }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
    right: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress] }
`,
  },
  check: (subject) => subject.policies.flatMap((policy) => homeless(policy, subject)),
};

function homeless({ manifest, policy: { namespace } }: PlacedPolicy, { populated, labelled }: LintSubject): Hit[] {
  // Policies alone do not say which cluster they are for.
  if (populated.size === 0 || populated.has(namespace) || labelled.has(namespace)) return [];
  const hint = didYouMean(namespace, [...populated, ...labelled]);
  const isNear = hint.startsWith('; did you mean');
  return [
    {
      manifest,
      position: manifest.at(['metadata', 'namespace']),
      severity: isNear ? 'warning' : 'note',
      why: `These files have no namespace ${namespace}${isNear ? hint : '.'}`,
      fix: isNear ? 'Correct the namespace.' : 'Make sure that the namespace exists and is called so.',
    },
  ];
}
