import { selects } from '../kubernetes/selector.ts';
import type { LabelSelector } from '../model/scenario.ts';
import type { AdminPeer } from '../policy/admin/admin-policy.ts';
import type { PodPeer } from '../policy/network-policy.ts';
import { isPeer } from '../policy/peers.ts';
import type { World, WorldPod } from '../policy/world.ts';

/** A world with pods that may come beside those that are there. */
export interface WidenedWorld {
  readonly world: World;
  /** Those that may come, and what a reader has to know of their labels and their namespaces. */
  readonly others: ReadonlyMap<WorldPod, OtherPods>;
}

/** Pods that are in no manifest, by the labels by which policies would know them. */
export interface OtherPods {
  readonly labels: WorldPod['labels'];
  /** The namespace that they are in, or the labels of one that is not there. */
  readonly namespace: string | WorldPod['labels'];
  /** Whether a pod is there that the rules mean by them. */
  readonly areThere: boolean;
}

/** Nothing is known of them: no labels, in a namespace without labels. */
const strangers: OtherPods = { labels: {}, namespace: {}, areThere: true };

/**
 * A world with other pods: of which nothing is known, and with `named` also one for each set of labels that a peer of some
 * rule asks for, with no label more.
 *
 * @param address - Of all of them: one that no policy tells from others.
 */
export function withOtherPods(
  world: World,
  { address, which }: { readonly address: string | undefined; readonly which: 'strangers' | 'named' },
): WidenedWorld {
  const known = [strangers, ...(which === 'named' ? namedPods(world) : [])];
  const distinct = [...Map.groupBy(known, ({ labels, namespace }) => JSON.stringify([labels, namespace])).values()];
  const namespaces = new Map(world.namespaces);
  const others = new Map(
    distinct.flatMap(([one, ...alike]): [WorldPod, OtherPods][] => {
      if (!one) return [];
      const namespace = typeof one.namespace === 'string' ? one.namespace : unusedName(namespaces);
      const own = { ...(typeof one.namespace === 'string' ? {} : one.namespace), [nameLabel]: namespace };
      if (!namespaces.has(namespace)) namespaces.set(namespace, own);
      const areThere = [one, ...alike].some((each) => each.areThere);
      return [[otherPod(namespace, one.labels, address), { ...one, areThere }]];
    }),
  );
  return { world: { ...world, namespaces, pods: [...world.pods, ...others.keys()] }, others };
}

const nameLabel = 'kubernetes.io/metadata.name';

/** The pods that peers of rules ask for. */
function namedPods(world: World): OtherPods[] {
  const ofPolicies = world.policies.flatMap(({ namespace, ingress, egress }) =>
    [...ingress, ...egress].flatMap(({ peers }) =>
      peers === 'any' ? [] : peers.flatMap((peer) => podsOfPeer(peer, namespace, world)),
    ),
  );
  const ofAdmins = world.adminPolicies.flatMap(({ ingress, egress }) =>
    [...ingress, ...egress].flatMap(({ peers }) => peers.flatMap((peer) => podsOfPeer(peer, '', world))),
  );
  return [...ofPolicies, ...ofAdmins];
}

function podsOfPeer(peer: AdminPeer, namespace: string, world: World): OtherPods[] {
  if (peer.kind !== 'pods') return [];
  const there = world.pods.filter((pod) => isPeer(pod, peer, namespace, world));
  return fewestLabels(peer.podSelector ?? {}).flatMap((labels) => {
    const areThere = there.some((pod) => hasLabels(pod, labels));
    return placesOf(peer, namespace).map((place) => ({ labels, namespace: place, areThere }));
  });
}

/** Of a label that only has to be there, any value will do. */
function hasLabels(pod: WorldPod, labels: WorldPod['labels']): boolean {
  return Object.entries(labels).every(([key, value]) => value === '' || pod.labels[key] === value);
}

function placesOf({ namespaceSelector }: PodPeer, namespace: string): OtherPods['namespace'][] {
  if (!namespaceSelector) return [namespace];
  // Every namespace has its name as a label, and no other has it.
  return fewestLabels(namespaceSelector).map((labels) => labels[nameLabel] ?? labels);
}

/** The fewest labels that a selector selects, for each of the values that it gives to choose from; none where it selects nothing. */
function fewestLabels({ matchLabels = {}, matchExpressions = [] }: LabelSelector): WorldPod['labels'][] {
  let found: WorldPod['labels'][] = [matchLabels];
  for (const { key, operator, values = [] } of matchExpressions) {
    if (operator !== 'In' && operator !== 'Exists') continue;
    const choices = operator === 'In' ? values : [''];
    found = found.flatMap((labels) =>
      key in labels ? [labels] : choices.map((value) => ({ ...labels, [key]: value })),
    );
  }
  return found.filter((labels) => selects({ matchLabels, matchExpressions }, labels));
}

function otherPod(namespace: string, labels: WorldPod['labels'], address: string | undefined): WorldPod {
  return {
    namespace,
    name: 'other',
    owner: { kind: 'pod', name: 'other' },
    labels,
    node: '',
    ips: address === undefined ? [] : [address],
    hostNetwork: false,
    nodeDns: false,
    ports: [],
  };
}

/** A name that no namespace has. */
function unusedName(namespaces: ReadonlyMap<string, unknown>): string {
  let unused = 'other';
  for (let number = 2; namespaces.has(unused); number += 1) unused = `other-${number}`;
  return unused;
}
