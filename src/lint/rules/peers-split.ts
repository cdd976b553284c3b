import { selectsAll } from '../../kubernetes/labels.ts';
import type { PodPeer } from '../../policy/network-policy.ts';
import { isPeer } from '../../policy/peers.ts';
import { quoted } from '../names.ts';
import type { Hit, LintRule, Severity } from '../rule.ts';
import type { Path, LintSubject, PlacedPeer, PlacedRule } from '../subject.ts';

/** "And" that became "or" by a dash. */
export const peersSplit: LintRule = {
  id: 'peers-split',
  severity: 'error',
  title: 'A namespaceSelector and a podSelector are two peers, where one was meant.',
  why: 'Selectors of one peer must both hold; peers of a list are alternatives. With a dash before each, every pod of those namespaces is allowed, and the podSelector means this namespace only.',
  fix: 'Delete the dash before the second selector.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - from:
      - namespaceSelector: {}
      - podSelector: { matchLabels: { app: db } }`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]
ingress:
  - from:
      - namespaceSelector: {}
        podSelector: { matchLabels: { app: db } }`,
  },
  check: (subject) => subject.policies.flatMap(({ rules }) => rules.flatMap((rule) => splitIn(rule, subject))),
};

function splitIn({ owner: { manifest, policy }, peers }: PlacedRule, subject: LintSubject): Hit[] {
  if (peers === 'any') return [];
  return peers.flatMap((second, index): Hit[] => {
    const first = peers[index - 1];
    const pair = first && splitPair(first, second);
    const severity = pair && certainty(pair, policy.namespace, subject);
    if (!first || !pair || !severity) return [];
    const { namespaces, pods } = pair;
    const where = selectsAll(namespaces.selector)
      ? 'every namespace'
      : `namespaces with ${quoted(namespaces.selector)}`;
    return [
      {
        manifest,
        position: manifest.at(first.path),
        severity,
        why:
          `Two peers mean "or": every pod of ${where}, or pods with ${quoted(pods.selector)} of namespace ` +
          `${policy.namespace}.${severity === 'note' ? ' Was "and" meant?' : ''}`,
        fix: 'Delete the dash before the second selector: in one peer both must hold.',
        changes: someBoth(pair, subject) ? merge(first.path, second) : undefined,
      },
    ];
  });
}

interface SplitPair {
  readonly namespaces: { readonly peer: PlacedPeer; readonly selector: NonNullable<PodPeer['namespaceSelector']> };
  readonly pods: { readonly peer: PlacedPeer; readonly selector: NonNullable<PodPeer['podSelector']> };
}

function splitPair(first: PlacedPeer, second: PlacedPeer): SplitPair | undefined {
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    if (one.peer.kind === 'ipBlock' || other.peer.kind === 'ipBlock') return undefined;
    const { namespaceSelector } = one.peer;
    const { podSelector } = other.peer;
    if (!namespaceSelector || one.peer.podSelector || !podSelector || other.peer.namespaceSelector) continue;
    return { namespaces: { peer: one, selector: namespaceSelector }, pods: { peer: other, selector: podSelector } };
  }
  return undefined;
}

/**
 * A podSelector beside "all namespaces" adds nothing, and one that only selects pods of those namespaces means them.
 * Where pods are not known it is a question.
 */
function certainty({ namespaces, pods }: SplitPair, namespace: string, subject: LintSubject): Severity | undefined {
  if (selectsAll(pods.selector)) return undefined;
  if (selectsAll(namespaces.selector)) return 'error';
  if (!subject.populated.has(namespace)) return 'note';
  return pods.peer.pods.length === 0 ? 'error' : undefined;
}

/** A pair that selects no known pod would cut everything off: that is for a person to decide. */
function someBoth({ namespaces, pods }: SplitPair, { world }: LintSubject): boolean {
  const both: PodPeer = {
    kind: 'pods',
    position: pods.peer.peer.position,
    namespaceSelector: namespaces.selector,
    podSelector: pods.selector,
  };
  return world.pods.some((pod) => isPeer(pod, both, pod.namespace, world));
}

function merge(into: Path, { peer, path }: PlacedPeer): Hit['changes'] {
  if (peer.kind === 'ipBlock') return undefined;
  const [key, value] = peer.podSelector
    ? ['podSelector', peer.podSelector]
    : ['namespaceSelector', peer.namespaceSelector];
  return [
    { op: 'set', path: [...into, key], value },
    { op: 'remove', path },
  ];
}
