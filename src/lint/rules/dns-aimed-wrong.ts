import { selects } from '../../kubernetes/selector.ts';
import { dnsPeer, isDnsPort, mayBeDns } from '../dns-access.ts';
import { inWords, quoted } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPeer, PlacedRule } from '../subject.ts';

/** Rules for port 53 of pods that are no DNS server. */
export const dnsEgressAimedWrong: LintRule = {
  id: 'dns-egress-aimed-wrong',
  severity: 'error',
  title: 'A DNS rule is aimed at pods that are no DNS server.',
  why: 'CoreDNS runs in namespace kube-system with the label k8s-app=kube-dns, whatever its Deployment is called. A rule for port 53 of other pods allows no look-up.',
  fix: 'Aim the rule at k8s-app=kube-dns in kube-system, with both selectors in one peer.',
  example: {
    wrong: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: default } }
        podSelector: { matchLabels: { app: coredns } }
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
    right: `
podSelector: {}
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
        podSelector: { matchLabels: { k8s-app: kube-dns } }
    ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]`,
  },
  yieldsTo: ['pod-selector-of-another-namespace', 'namespace-name-as-label', 'peers-split'],
  check: (subject) =>
    subject.policies.flatMap(({ rules }) =>
      rules.filter(({ direction }) => direction === 'Egress').flatMap((rule) => missesDns(rule, subject)),
    ),
};

function missesDns({ owner: { manifest }, peers, ports }: PlacedRule, subject: LintSubject): Hit[] {
  if (peers === 'any' || ports === 'any' || !ports.some(({ port }) => isDnsPort(port))) return [];
  const [first] = peers;
  if (!first || peers.some((peer) => mayBeDns(peer) || isElsewhere(peer, subject))) return [];
  const allOfDns = ports.every(({ port }) => isDnsPort(port));
  return [
    {
      manifest,
      position: manifest.at(first.path),
      why: `This rule for port 53 selects no DNS server: CoreDNS is k8s-app=kube-dns in namespace kube-system, not ${inWords(peers.map(peerText))}.`,
      fix: 'Use namespaceSelector kubernetes.io/metadata.name=kube-system with podSelector k8s-app=kube-dns in one peer.',
      changes:
        peers.length === 1 && allOfDns
          ? Object.entries(dnsPeer).map(([key, value]) => ({ op: 'set', path: [...first.path, key], value }))
          : undefined,
    },
  ];
}

/** Whether a peer is in a namespace that these files do not tell of, where a DNS server may be. */
function isElsewhere({ peer }: PlacedPeer, { world: { namespaces } }: LintSubject): boolean {
  if (peer.kind === 'ipBlock' || !peer.namespaceSelector) return false;
  const selector = peer.namespaceSelector;
  return ![...namespaces.values()].some((labels) => selects(selector, labels));
}

function peerText({ peer }: PlacedPeer): string {
  if (peer.kind === 'ipBlock') return peer.cidr;
  const pods = quoted(peer.podSelector);
  return peer.namespaceSelector
    ? `${pods} of namespaces with ${quoted(peer.namespaceSelector)}`
    : `${pods} of this namespace`;
}
