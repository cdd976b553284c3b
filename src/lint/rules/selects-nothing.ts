import { selects } from '../../kubernetes/selector.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { inWords, nameLabel, namespacesOf, quoted, wantedValues } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPeer, PlacedPolicy, PlacedRule } from '../subject.ts';

/** Policies that apply to nothing. */
export const policySelectsNoPod: LintRule = {
  id: 'policy-selects-no-pod',
  severity: 'warning',
  title: "A policy's podSelector selects no pod of its namespace.",
  why: 'A policy isolates the pods that it selects. One that selects no pod protects nothing, silently.',
  fix: 'Correct the labels, or the namespace of the policy. Labels are those of the pod template, not of the Deployment.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: apl } }
policyTypes: [Ingress]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]`,
  },
  yieldsTo: ['host-network-pod'],
  check: (subject) => subject.policies.flatMap((policy) => idlePolicy(policy, subject)),
};

/** Peers whose namespaces are known, and have no such pod. */
export const peerSelectsNoPod: LintRule = {
  id: 'peer-selects-no-pod',
  severity: 'warning',
  title: "A peer's selectors match no pod.",
  why: 'A peer that matches no pod allows nothing: the traffic that it was written for stays blocked.',
  fix: 'Correct the labels. They are those of the pod template, not of the Deployment or the Service.',
  example: {
    wrong: `
podSelector: {}
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: frontend } } }]`,
    right: `
podSelector: {}
policyTypes: [Ingress]
ingress:
  - from: [{ podSelector: { matchLabels: { app: api } } }]`,
  },
  yieldsTo: [
    'pod-selector-of-another-namespace',
    'peers-split',
    'dns-egress-aimed-wrong',
    'namespace-name-as-label',
    'host-network-pod',
  ],
  check: (subject) => eachPodPeer(subject, idlePeer),
};

/** Peers in namespaces that do not seem to exist. */
export const peerSelectsNoNamespace: LintRule = {
  id: 'peer-selects-no-namespace',
  severity: 'warning',
  title: "A peer's namespaceSelector matches no namespace.",
  why: 'A peer in no namespace allows nothing. A namespace of other files is a note only, since it may well exist.',
  fix: `Correct the labels; every namespace carries ${nameLabel}.`,
  example: {
    wrong: `
podSelector: {}
policyTypes: [Ingress]
ingress:
  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: date } } }]`,
    right: `
podSelector: {}
policyTypes: [Ingress]
ingress:
  - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } }]`,
  },
  yieldsTo: ['namespace-name-as-label', 'peers-split'],
  check: (subject) => eachPodPeer(subject, peerInNoNamespace),
};

function idlePolicy({ manifest, policy, selected }: PlacedPolicy, { world, populated }: LintSubject): Hit[] {
  const { namespace, podSelector } = policy;
  if (selected.length > 0 || selects(podSelector, {})) return [];
  const elsewhere = namespacesOf(world.pods.filter((pod) => selects(podSelector, pod.labels)));
  if (!populated.has(namespace) && elsewhere.length === 0) return [];
  const others = elsewhere.filter((name) => name !== namespace);
  return [
    {
      manifest,
      position: manifest.at(['spec', 'podSelector']),
      why: `No pod of namespace ${namespace} has ${quoted(podSelector)}, so that this policy protects nothing.`,
      fix:
        others.length > 0
          ? `Such pods are in ${inWords(others)}: write that namespace into metadata, or other labels.`
          : `Use labels of the pods of namespace ${namespace}.`,
    },
  ];
}

type PeerCheck = (peer: PlacedPeer, rule: PlacedRule, subject: LintSubject) => Hit[];

function eachPodPeer(subject: LintSubject, check: PeerCheck): Hit[] {
  return subject.policies.flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.peers === 'any' ? [] : rule.peers.flatMap((peer) => check(peer, rule, subject)))),
  );
}

function idlePeer({ peer, path, pods }: PlacedPeer, { owner }: PlacedRule, { world, populated }: LintSubject): Hit[] {
  if (peer.kind === 'ipBlock' || pods.length > 0 || !peer.podSelector || selects(peer.podSelector, {})) return [];
  const { namespaceSelector } = peer;
  const namespaces = namespaceSelector
    ? [...world.namespaces].filter(([, labels]) => selects(namespaceSelector, labels)).map(([name]) => name)
    : [owner.policy.namespace];
  // The cluster's own namespaces, and those of other files, may have pods that are not known here.
  const known = namespaces.some((name) => populated.has(name));
  if (!known || (namespaceSelector && namespaces.includes('kube-system') && namespaces.length === 1)) return [];
  const where = namespaces.length > 3 ? 'these namespaces' : `namespace ${inWords(namespaces)}`;
  const { manifest } = owner;
  return [
    {
      manifest,
      position: manifest.at(path),
      why: `No pod of ${where} has ${quoted(peer.podSelector)}, so this peer matches nothing.`,
      fix: 'Use labels of the pods that are meant.',
    },
  ];
}

function peerInNoNamespace(
  { peer, path }: PlacedPeer,
  { owner: { manifest } }: PlacedRule,
  subject: LintSubject,
): Hit[] {
  if (peer.kind === 'ipBlock' || !peer.namespaceSelector) return [];
  const { namespaceSelector } = peer;
  const { namespaces } = subject.world;
  // Policies alone do not say which cluster they are for.
  if (subject.populated.size === 0) return [];
  if ([...namespaces.values()].some((labels) => selects(namespaceSelector, labels))) return [];
  const named = wantedValues(namespaceSelector, nameLabel);
  const hint = named.map((name) => didYouMean(name, [...namespaces.keys()])).find((text) => text.startsWith('; did'));
  // Labels are known only where every namespace of the files has an object of its own.
  const told =
    subject.manifests.some(({ object }) => object.kind === 'Namespace') &&
    [...namespaces.keys()].every((name) => subject.labelled.has(name));
  if (named.length === 0 && !told) return [];
  return [
    {
      manifest,
      position: manifest.at(path),
      severity: named.length > 0 && hint === undefined ? 'note' : 'warning',
      why: `No namespace of these files has ${quoted(namespaceSelector)}${hint ?? ''}${hint ? '' : '.'}`,
      fix: named.length > 0 && !hint ? 'Make sure that the namespace exists and is called so.' : 'Correct the labels.',
    },
  ];
}
