import { selectsAll } from '../../kubernetes/labels.ts';
import type { Direction } from '../../policy/network-policy.ts';
import { inWords } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** Namespaces in which a pod that no policy mentions is open. */
export const noDefaultDeny: LintRule = {
  id: 'no-default-deny',
  severity: 'warning',
  title: 'A namespace has policies, yet none that denies by default.',
  why: 'Only pods that a policy selects are isolated. Without a policy that selects every pod, a pod with an unforeseen label is open to all.',
  fix: 'Add a policy with an empty podSelector, and policyTypes for the directions that the other policies use.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]`,
    right: [
      `
podSelector: {}
policyTypes: [Ingress]`,
      `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8080 }]`,
    ],
  },
  check: ({ policies }) =>
    [...Map.groupBy(policies, ({ policy }) => policy.namespace)].flatMap(([namespace, own]) => openIn(namespace, own)),
};

function openIn(namespace: string, policies: readonly PlacedPolicy[]): Hit[] {
  const directions: Direction[] = ['Ingress', 'Egress'];
  const open = directions.filter((direction) => {
    const used = policies.filter((policy) => restricts(policy, direction));
    return used.length > 0 && !used.some(({ policy }) => selectsAll(policy.podSelector));
  });
  const first = policies.find((policy) => open.some((direction) => restricts(policy, direction)));
  if (!first) return [];
  const words = inWords(open.map((direction) => direction.toLowerCase()));
  return [
    {
      manifest: first.manifest,
      position: first.manifest.at(['spec', 'podSelector']),
      why: `Namespace ${namespace} has policies for ${words}, yet none that selects every pod: a pod that they do not select is open.`,
      fix: `Add a policy with podSelector: {} and policyTypes: [${open.join(', ')}] to namespace ${namespace}.`,
    },
  ];
}

/** A policy with a rule for everything isolates in name only. */
function restricts({ policy, rules }: PlacedPolicy, direction: Direction): boolean {
  const opens = rules.some((rule) => rule.direction === direction && rule.peers === 'any' && rule.ports === 'any');
  return policy.policyTypes.includes(direction) && !opens;
}
