import { selectsAll } from '../../kubernetes/labels.ts';
import { concernsDns, mayReachDns } from '../dns-access.ts';
import type { Hit, LintRule, Severity } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** Pods that may go somewhere, and cannot look up where that is. */
export const dnsEgressMissing: LintRule = {
  id: 'dns-egress-missing',
  severity: 'error',
  title: 'Egress is denied, and no policy allows DNS.',
  why: 'A policy of type Egress denies look-ups too. Every name then fails to resolve, so that everything looks blocked, also what another rule allows.',
  fix: 'Allow egress to the DNS pods on UDP 53 and TCP 53 for every pod of the namespace, right after the default deny.',
  example: {
    wrong: [
      `
podSelector: {}
policyTypes: [Egress]`,
      `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }
    ports: [{ port: 5432 }]`,
    ],
    right: [
      `
podSelector: {}
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
        podSelector: { matchLabels: { k8s-app: kube-dns } }
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
      `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }
    ports: [{ port: 5432 }]`,
    ],
  },
  check: ({ policies: all }) =>
    [...Map.groupBy(all, ({ policy }) => policy.namespace)].flatMap(([namespace, policies]) =>
      withoutDns(namespace, policies),
    ),
};

function withoutDns(namespace: string, policies: readonly PlacedPolicy[]): Hit[] {
  const isolating = policies.filter(({ policy }) => policy.policyTypes.includes('Egress'));
  // A rule that names port 53 and misses is the business of other rules.
  const dns = isolating.filter(({ rules }) =>
    rules.some((rule) => rule.direction === 'Egress' && (mayReachDns(rule) || namesDns(rule))),
  );
  const helpless = isolating.filter(({ selected }) =>
    selected.length === 0
      ? dns.length === 0
      : selected.some((pod) => !dns.some((policy) => policy.selected.includes(pod))),
  );
  const speaking = helpless.filter(({ rules }) => rules.some(({ direction }) => direction === 'Egress'));
  const [first] = [...speaking, ...helpless];
  if (!first) return [];
  return [
    {
      manifest: first.manifest,
      position: first.manifest.at(speaking.length > 0 ? ['spec', 'egress'] : ['spec', 'policyTypes']),
      severity: severityOf(speaking, isolating),
      why:
        speaking.length > 0
          ? `Pods of namespace ${namespace} may connect to others, yet no policy that selects them lets them look up a name.`
          : `All egress of pods of namespace ${namespace} is denied, DNS included: they can look up no name.`,
      fix: `Add a policy to namespace ${namespace} that allows egress to k8s-app=kube-dns in kube-system, UDP 53 and TCP 53.`,
    },
  ];
}

/**
 * Who goes nowhere needs no names, and who goes to addresses only may need none. Where the default deny is in files that
 * are not linted here, so may be the policy for DNS.
 */
function severityOf(speaking: readonly PlacedPolicy[], isolating: readonly PlacedPolicy[]): Severity {
  if (speaking.length === 0) return 'note';
  if (!isolating.some(({ policy }) => selectsAll(policy.podSelector))) return 'warning';
  const rules = speaking.flatMap((policy) => policy.rules.filter(({ direction }) => direction === 'Egress'));
  const addressesOnly = rules.every(
    ({ peers }) => peers !== 'any' && peers.every(({ peer }) => peer.kind === 'ipBlock'),
  );
  return addressesOnly ? 'warning' : 'error';
}

function namesDns(rule: PlacedPolicy['rules'][number]): boolean {
  return rule.ports !== 'any' && concernsDns(rule);
}
