import { selectsAll } from '../../kubernetes/labels.ts';
import { selects } from '../../kubernetes/selector.ts';
import { inWords, nameLabel, namespacesOf, quoted } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPeer, PlacedRule } from '../subject.ts';

/** Peers that name pods of another namespace without that namespace. */
export const podSelectorOfAnotherNamespace: LintRule = {
  id: 'pod-selector-of-another-namespace',
  severity: 'error',
  title: 'A podSelector alone names pods that only another namespace has.',
  why: "A peer with a podSelector and no namespaceSelector means pods of the policy's own namespace. Pods of another namespace are not selected, whatever their labels.",
  fix: 'Put a namespaceSelector into the same peer.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ podSelector: { matchLabels: { app: db } } }]
    ports: [{ port: 5432 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }
        podSelector: { matchLabels: { app: db } }
    ports: [{ port: 5432 }]`,
  },
  yieldsTo: ['peers-split'],
  check: (subject) =>
    subject.policies.flatMap(({ rules }) =>
      rules.flatMap((rule) =>
        rule.peers === 'any' ? [] : rule.peers.flatMap((peer) => strayPeer(peer, rule, subject)),
      ),
    ),
};

function strayPeer({ peer, path, pods }: PlacedPeer, { owner }: PlacedRule, { world }: LintSubject): Hit[] {
  if (peer.kind === 'ipBlock' || peer.namespaceSelector || !peer.podSelector || pods.length > 0) return [];
  const { podSelector } = peer;
  // What selects by absence ("every pod but …") says nothing of where it was aimed.
  if (selectsAll(podSelector) || selects(podSelector, {})) return [];
  const { namespace } = owner.policy;
  const elsewhere = namespacesOf(world.pods.filter((pod) => !pod.hostNetwork && selects(podSelector, pod.labels)));
  const [only] = elsewhere;
  if (only === undefined) return [];
  const { manifest } = owner;
  return [
    {
      manifest,
      position: manifest.at(path),
      why: `This means pods with ${quoted(podSelector)} of namespace ${namespace} itself, which has none; such pods are in ${inWords(elsewhere)}.`,
      fix: `Add namespaceSelector: { matchLabels: { ${nameLabel}: ${only} } } to this peer.`,
      changes:
        elsewhere.length === 1
          ? [{ op: 'set', path: [...path, 'namespaceSelector'], value: { matchLabels: { [nameLabel]: only } } }]
          : undefined,
    },
  ];
}
