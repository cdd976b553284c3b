import type { LabelSelector } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import type { Peer } from './network-policy.ts';
import type { EndClass } from './pod-classes.ts';
import type { World } from './world.ts';

/** Finds the classes that a selector selects, as their places in the list; the same answer is given twice at no cost. */
export interface ClassIndex {
  readonly inNamespace: (namespace: string) => readonly number[];
  readonly ofPeer: (peer: Peer, namespace: string) => readonly number[];
}

/** Prepares a world's classes for being asked for by selectors. */
export function indexClasses(classes: readonly EndClass[], { namespaces }: World): ClassIndex {
  const byNamespace = Map.groupBy(classes.keys(), (index) => classes[index]?.example?.namespace ?? '');
  const inNamespace = (namespace: string): readonly number[] => byNamespace.get(namespace) ?? [];
  const inNamespaces = remembering((selector: LabelSelector) =>
    [...namespaces].filter(([, labels]) => selects(selector, labels)).flatMap(([name]) => inNamespace(name)),
  );
  const ofPods = (selector: LabelSelector, among: readonly number[]): readonly number[] =>
    among.filter((index) => selects(selector, classes[index]?.example?.labels ?? {}));
  const anywhere = remembering((peer: Peer): readonly number[] =>
    peer.kind === 'ipBlock'
      ? [...classes.keys()].filter((index) => {
          const blocks = classes[index]?.blocks;
          return blocks?.has(peer.cidr) && !peer.except.some((one) => blocks.has(one));
        })
      : ofPods(peer.podSelector ?? {}, inNamespaces(peer.namespaceSelector ?? {})),
  );
  return {
    inNamespace,
    ofPeer: (peer, namespace) =>
      peer.kind === 'pods' && !peer.namespaceSelector
        ? ofPods(peer.podSelector ?? {}, inNamespace(namespace))
        : anywhere(withoutPosition(peer)),
  };
}

/** Where a peer is written makes no other peer of it. */
function withoutPosition(peer: Peer): Peer {
  return { ...peer, position: { file: '', line: 0, column: 0 } };
}

function remembering<T, R>(compute: (question: T) => R): (question: T) => R {
  const answers = new Map<string, R>();
  return (question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? compute(question);
    answers.set(key, answer);
    return answer;
  };
}
