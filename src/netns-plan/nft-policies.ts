import type { Direction, NetworkPolicy } from '../policy/network-policy.ts';
import { selectedPods } from '../policy/peers.ts';
import type { World, WorldPod } from '../policy/world.ts';
import { byFamily, chain, replaceTable } from './nft.ts';
import { translateRule } from './nft-rules.ts';

/** Pods that the same policies isolate in one direction: they share a chain. */
interface Isolation {
  readonly chain: string;
  readonly direction: Direction;
  readonly pods: readonly WorldPod[];
  readonly policies: readonly NetworkPolicy[];
}

/**
 * Translates the NetworkPolicies of a world into an nftables ruleset for every node.
 *
 * A connection is judged where it is routed, after Services were translated: first what isolates its sender, then what
 * isolates its receiver, and both must let it pass. Packets of a connection that was let through pass without a look, as
 * do those that a node sends to its own pods, which are not routed (Kubernetes API reference, NetworkPolicySpec, and
 * Kubernetes documentation, Network Policies, "The two sorts of pod isolation").
 */
export function translatePolicies(world: World): string {
  const egress = isolationsOf(world, 'Egress');
  const ingress = isolationsOf(world, 'Ingress');
  const fromPods = dispatch('saddr', egress);
  return replaceTable('flowproof-policies', [
    chain('forward', [
      'type filter hook forward priority filter; policy accept;',
      ...known,
      ...fromPods,
      ...dispatch('daddr', ingress),
    ]),
    // From a pod to a node's own address.
    chain('input', [
      'type filter hook input priority filter; policy accept;',
      ...known,
      // Without its neighbours' addresses a pod has no network at all.
      'icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept',
      ...fromPods,
    ]),
    ...[...egress, ...ingress].map((isolation) => isolationChain(isolation, world)),
  ]);
}

/**
 * What belongs to a connection that was let through. A datagram that is no answer belongs to none: it would pass by the ports
 * that it happens to share with one of an earlier stage.
 */
const known = [
  'ct state related accept',
  'ct direction reply ct state established accept',
  'meta l4proto != udp ct state established accept',
];

function isolationsOf(world: World, direction: Direction): Isolation[] {
  const policies = world.policies.filter(({ policyTypes }) => policyTypes.includes(direction));
  const selecting = new Map<WorldPod, NetworkPolicy[]>();
  for (const policy of policies) {
    for (const pod of selectedPods(policy, world)) selecting.set(pod, [...(selecting.get(pod) ?? []), policy]);
  }
  const groups = Map.groupBy(selecting.keys(), (pod) =>
    (selecting.get(pod) ?? []).map((policy) => policies.indexOf(policy)).join(),
  );
  return [...groups.values()].map((pods, index) => ({
    chain: `${direction.toLowerCase()}-${index + 1}`,
    direction,
    pods,
    policies: (pods[0] && selecting.get(pods[0])) ?? [],
  }));
}

function dispatch(side: 'saddr' | 'daddr', isolations: readonly Isolation[]): string[] {
  const entries = isolations.flatMap(({ chain: name, pods }) =>
    pods.flatMap(({ ips }) => ips.map((ip) => ({ ip, text: `${ip} : jump ${name}` }))),
  );
  return byFamily(entries, ({ ip }) => ip).map(
    ({ keyword, items }) => `${keyword} ${side} vmap { ${items.map(({ text }) => text).join(', ')} }`,
  );
}

function isolationChain({ chain: name, direction, pods, policies }: Isolation, world: World): string {
  const who = `  # ${direction} of ${pods.map(({ namespace, name: pod }) => `${namespace}/${pod}`).join(', ')}`;
  const lines = policies.flatMap((policy) => {
    const rules = direction === 'Ingress' ? policy.ingress : policy.egress;
    const translated = rules.map((rule) => translateRule(rule, { policy, direction, isolated: pods, world }));
    const { file, line } = policy.position;
    return [
      `# ${policy.namespace}/${policy.name} (${file}:${line})${rules.length === 0 ? ' allows nothing' : ''}`,
      ...translated.flatMap((own) => (own.length > 0 ? own : ['# this rule matches no pod'])),
    ];
  });
  return `${who}\n${chain(name, [...lines, 'drop'])}`;
}
