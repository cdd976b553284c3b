import type { LabelSelector } from '../model/scenario.ts';
import type { AdminPeer, AdminRule } from './admin/admin-policy.ts';
import { blocksHolding } from '../kubernetes/cidr.ts';
import type { PodPeer, PolicyRule } from './network-policy.ts';
import type { World, WorldPod } from './world.ts';

/** Pods that no policy of a world can tell apart. */
export interface PodClass {
  /** At least one. */
  readonly pods: readonly WorldPod[];
  /** Stands for all of them. */
  readonly example: WorldPod;
  /** Of the CIDRs that policies name, those that hold its address. */
  readonly blocks: ReadonlySet<string>;
}

/** Addresses that no policy of a world can tell apart, and that are no pod's own: outside of the cluster, or of nodes. */
export interface AddressClass {
  readonly example?: undefined;
  readonly pods?: undefined;
  readonly blocks: ReadonlySet<string>;
  /** Whether nodes have them, and the pods on their network with them. */
  readonly isNode: boolean;
}

/** What one end of a connection may be, as far as policies can tell. */
export type EndClass = PodClass | AddressClass;

type Rule = PolicyRule | AdminRule;

/**
 * Groups the pods of a world into classes: equal namespaces, and equal in the labels that selectors ask for, the ports
 * that policies name and the blocks that hold their first address. Pods on their node's network are left out, for
 * NetworkPolicy does not define them.
 */
export function podClasses(world: World): PodClass[] {
  const { pods, policies, adminPolicies } = world;
  const rules = rulesIn(world);
  const peers = peersIn(rules);
  const keys = labelKeys([...policies, ...adminPolicies.map(({ subject }) => subject), ...podPeersIn(peers)]);
  const names = portNames(rules);
  const blocksOf = blocksHolding(cidrsOfPeers(peers));
  const grouped = new Map<string, { pods: WorldPod[]; blocks: readonly string[] }>();
  for (const pod of pods) {
    if (pod.hostNetwork) continue;
    const blocks = blocksOf(pod.ips[0] ?? '');
    const labels = keys.map((key) => pod.labels[key] ?? null);
    const ports = pod.ports.filter(({ name }) => names.has(name ?? ''));
    const key = JSON.stringify([pod.namespace, labels, ports, blocks]);
    const group = grouped.get(key);
    if (group) group.pods.push(pod);
    else grouped.set(key, { pods: [pod], blocks });
  }
  return [...grouped.values()].flatMap((group) =>
    group.pods.slice(0, 1).map((example) => ({ pods: group.pods, example, blocks: new Set(group.blocks) })),
  );
}

function labelKeys(selecting: readonly Pick<PodPeer, 'podSelector'>[]): string[] {
  return [...new Set(selecting.flatMap(({ podSelector }) => keysOf(podSelector ?? {})))].toSorted();
}

function keysOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

function portNames(rules: readonly Rule[]): Set<string> {
  const ports = rules.flatMap((rule) => (rule.ports === 'any' ? [] : rule.ports));
  return new Set(ports.flatMap(({ port }) => (typeof port === 'string' ? port : [])));
}

function podPeersIn(peers: readonly AdminPeer[]): PodPeer[] {
  return peers.flatMap((peer) => (peer.kind === 'pods' ? peer : []));
}

/** The blocks of addresses that the policies of a world name, and those that they leave out of others. */
export function cidrsIn(world: World): string[] {
  return cidrsOfPeers(peersIn(rulesIn(world)));
}

function rulesIn({ policies, adminPolicies }: World): Rule[] {
  return [...policies, ...adminPolicies].flatMap(({ ingress, egress }): readonly Rule[] => [...ingress, ...egress]);
}

function cidrsOfPeers(peers: readonly AdminPeer[]): string[] {
  return peers.flatMap((peer) => (peer.kind === 'ipBlock' ? [peer.cidr, ...peer.except] : []));
}

function peersIn(rules: readonly Rule[]): readonly AdminPeer[] {
  return rules.flatMap(({ peers }): readonly AdminPeer[] => (peers === 'any' ? [] : peers));
}
