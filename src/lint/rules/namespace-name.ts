import { nameLabel } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPeer, PlacedRule } from '../subject.ts';

/** Namespaces selected by a label that is taken for their name. */
export const namespaceNameAsLabel: LintRule = {
  id: 'namespace-name-as-label',
  severity: 'error',
  title: "A namespaceSelector uses a namespace's name as a label that the namespace does not carry.",
  why: `Kubernetes sets ${nameLabel} on every namespace, and nobody can change it. A label such as \`name\` is there only if it was set by hand, and anyone who may edit a namespace may set it.`,
  fix: `Use the label ${nameLabel}.`,
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: { matchLabels: { name: data } } }]
    ports: [{ port: 5432 }]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Egress]
egress:
  - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } }]
    ports: [{ port: 5432 }]`,
  },
  check: (subject) =>
    subject.policies.flatMap(({ rules }) =>
      rules.flatMap((rule) =>
        rule.peers === 'any' ? [] : rule.peers.flatMap((peer) => misnamed(peer, rule, subject)),
      ),
    ),
};

function misnamed({ peer, path }: PlacedPeer, { owner: { manifest } }: PlacedRule, subject: LintSubject): Hit[] {
  if (peer.kind === 'ipBlock') return [];
  const { world, labelled, manifests } = subject;
  return Object.entries(peer.namespaceSelector?.matchLabels ?? {}).flatMap(([key, value]): Hit[] => {
    if (key === nameLabel || [...world.namespaces.values()].some((labels) => labels[key] === value)) return [];
    const exists = labelled.has(value);
    // A namespace of other files, or of the cluster itself, may have been given the label by hand.
    const known = manifests.some(({ object: { kind, metadata } }) => kind === 'Namespace' && metadata.name === value);
    if (!exists && !['name', 'namespace', 'kubernetes.io/name'].includes(key)) return [];
    return [
      {
        manifest,
        position: manifest.at(path),
        severity: known ? 'error' : exists ? 'warning' : 'note',
        why: known
          ? `No namespace carries the label ${key}=${value}, so that this selects nothing. Namespace ${value} exists, and Kubernetes labels it ${nameLabel}=${value}.`
          : `Kubernetes sets ${nameLabel}, not ${key}: this selects nothing, unless namespace ${value} was given that label.`,
        fix: `Write ${nameLabel}: ${value}.`,
        changes: exists
          ? [{ op: 'rename', path: [...path, 'namespaceSelector', 'matchLabels', key], key: nameLabel }]
          : undefined,
      },
    ];
  });
}
