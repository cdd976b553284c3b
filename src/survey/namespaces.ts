import type { LabelSelector } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import type { NetworkPolicy } from '../policy/network-policy.ts';
import type { World } from '../policy/world.ts';

/** The namespaces that a survey is about, and what it leaves out. */
export interface NamespacesToRead {
  /** The surveyed namespace first. */
  readonly names: readonly string[];
  /** Whole sentences for a reader. */
  readonly notes: readonly string[];
}

/** Namespaces besides the surveyed one that a survey reads; more would make a matrix that nobody can read. */
const maxOthers = 5;

/** Where the cluster's DNS servers are. */
export const dnsNamespace = 'kube-system';

/**
 * The namespace itself, those that its policies name in a namespaceSelector, and that of the DNS servers. Selectors that
 * select few namespaces come first, because they are the likeliest to be meant; what is beyond {@link maxOthers}
 * is left out, and said.
 */
export function namespacesToRead(
  namespace: string,
  policies: readonly NetworkPolicy[],
  namespaces: World['namespaces'],
): NamespacesToRead {
  const own = policies.filter((policy) => policy.namespace === namespace);
  const named = own
    .flatMap(selectorsIn)
    .map((selector) => [...namespaces].filter(([, labels]) => selects(selector, labels)).map(([name]) => name))
    .toSorted((a, b) => a.length - b.length)
    .flatMap((names) => names.toSorted());
  const others = [...new Set(named)].filter((name) => name !== namespace && name !== dnsNamespace);
  const left = others.slice(maxOthers);
  return {
    names: [...new Set([namespace, ...others.slice(0, maxOthers), dnsNamespace])],
    notes: left.length === 0 ? [] : [leftOut(namespace, left)],
  };
}

function selectorsIn({ ingress, egress }: NetworkPolicy): LabelSelector[] {
  return [...ingress, ...egress].flatMap(({ peers }) =>
    peers === 'any' ? [] : peers.flatMap((peer) => (peer.kind === 'pods' ? (peer.namespaceSelector ?? []) : [])),
  );
}

function leftOut(namespace: string, left: readonly string[]): string {
  const shown = left.slice(0, 3).join(', ');
  const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
  return `The policies of ${namespace} name ${left.length + maxOthers} other namespaces; ${shown}${more} are not probed.`;
}
