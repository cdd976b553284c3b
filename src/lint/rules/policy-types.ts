import type { Direction } from '../../policy/network-policy.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** Rules of a direction that the policy says it is not about. */
export const policyTypesContradictRules: LintRule = {
  id: 'policy-types-contradict-rules',
  severity: 'error',
  title: 'There are rules of a direction that policyTypes leaves out.',
  why: 'A policy counts in the directions of its policyTypes only. Rules of another direction are accepted and ignored: they allow nothing, and the pods are not isolated in that direction.',
  fix: 'Add the direction to policyTypes, or delete the rules.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
egress:
  - ports: [{ port: 5432 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress, Egress]
egress:
  - ports: [{ port: 5432 }]`,
  },
  check: ({ policies }) => policies.flatMap((policy) => [...ignored(policy, 'Ingress'), ...ignored(policy, 'Egress')]),
};

/** Directions that were left to the defaults, which surprise. */
export const policyTypesMissing: LintRule = {
  id: 'policy-types-missing',
  severity: 'warning',
  title: 'policyTypes is left out, and its default is not what the rules suggest.',
  why: 'Without policyTypes a policy is always about Ingress, and about Egress only if it has an egress rule. A policy with nothing but egress rules then denies all ingress, and `egress: []` denies nothing.',
  fix: 'Write policyTypes with the directions that are meant.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
egress:
  - ports: [{ port: 5432 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - ports: [{ port: 5432 }]`,
  },
  check: ({ policies }) => policies.flatMap(surprises),
};

function ignored({ manifest, policy }: PlacedPolicy, direction: Direction): Hit[] {
  const key = direction === 'Ingress' ? 'ingress' : 'egress';
  if (policy.policyTypes.includes(direction) || policy[key].length === 0) return [];
  return [
    {
      manifest,
      position: manifest.at(['spec', key]),
      why: `The ${key} rules are ignored, because policyTypes is [${policy.policyTypes.join(', ')}].`,
      fix: `Add ${direction} to policyTypes; the pods are then isolated for ${key} too, but for these rules.`,
      changes: [{ op: 'append', path: ['spec', 'policyTypes'], value: direction }],
    },
  ];
}

function surprises({ manifest, policy }: PlacedPolicy): Hit[] {
  const written = manifest.object['spec'] as
    | { policyTypes?: unknown[]; ingress?: unknown; egress?: unknown[] }
    | undefined;
  if ((written?.policyTypes ?? []).length > 0 || !Array.isArray(written?.egress) || written.ingress !== undefined) {
    return [];
  }
  const position = manifest.at(['spec', 'egress']);
  if (policy.egress.length === 0) {
    const why =
      'This denies all ingress and leaves egress open: without policyTypes, an empty list of egress rules is no rule.';
    return [{ manifest, position, why, fix: 'Write policyTypes: [Egress] to deny all egress.' }];
  }
  const why =
    'Without policyTypes this policy is about Ingress as well, and denies all of it, since it has no ingress rule.';
  return [
    {
      manifest,
      position,
      why,
      fix: 'Write policyTypes: [Egress], or [Ingress, Egress] if all ingress is to be denied.',
    },
  ];
}
