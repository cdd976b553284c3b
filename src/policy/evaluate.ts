import { selects } from '../kubernetes/selector.ts';
import { askTier, type Side } from './admin/ask-tier.ts';
import {
  type AdminStep,
  denies,
  type Decision,
  type DecidedByAdmin,
  type RuleMiss,
  type SideDecision,
} from './decision.ts';
import { isPolicyPod, type Connection, type End, type PodEnd } from './connection.ts';
import { matchRule } from './match-rule.ts';
import type { Direction, NetworkPolicy } from './network-policy.ts';
import type { World, WorldPod } from './world.ts';

/**
 * Decides one connection as the Kubernetes documentation, Network Policies, defines it: both the egress side of the
 * sender and the ingress side of the receiver must allow it; a side allows everything unless a policy selects its pod
 * for that direction; and then it allows what any rule of any of those policies allows. Replies need no rule.
 *
 * Admin policies come around that (kubernetes-sigs/network-policy-api, ClusterNetworkPolicy, `spec.tier`): the Admin
 * tier is asked first; what it does not decide, or passes on, is for NetworkPolicies; only where none of them selects
 * the pod for that direction is the Baseline tier asked.
 */
export function evaluate(connection: Connection, world: World): Decision {
  const { from, to } = connection;
  const egress = decide('Egress', from, connection, world);
  const ingress = decide('Ingress', to, connection, world);
  return { allowed: !denies(egress) && !denies(ingress), egress, ingress };
}

/** The policies that isolate a pod in one direction. */
function isolating(pod: WorldPod, direction: Direction, { policies }: World): NetworkPolicy[] {
  return policies.filter(
    ({ namespace, policyTypes, podSelector }) =>
      namespace === pod.namespace && policyTypes.includes(direction) && selects(podSelector, pod.labels),
  );
}

function decide(direction: Direction, end: End, connection: Connection, world: World): SideDecision {
  const itself = isItself(connection);
  if (itself && !isHairpin(connection, world)) return { kind: 'exempt', because: 'itself' };
  if (!isPolicyPod(end)) return { kind: 'exempt', because: 'not-a-pod' };
  if (comesFromNodeOf(end, connection)) return { kind: 'exempt', because: 'own-node' };
  const side = { pod: end.pod, direction, connection };
  const asked = askTier('Admin', side, world);
  const decided = lastWord(asked);
  if (decided) return decided;
  const isolatedBy = isolating(end.pod, direction, world);
  if (isolatedBy.length === 0) return decideBaseline(asked, side, world);
  if (itself) return { kind: 'exempt', because: 'itself' };
  const adminSteps = stepsIn(asked);
  const misses: RuleMiss[] = [];
  for (const policy of isolatedBy) {
    for (const [index, rule] of (direction === 'Ingress' ? policy.ingress : policy.egress).entries()) {
      const match = matchRule(rule, { policy, direction, connection, world });
      if ('missed' in match) misses.push({ policy, rule, index, ...match });
      else return { kind: 'allowed', isolatedBy, policy, rule, index, ...match, adminSteps };
    }
  }
  const nearest = misses.toSorted((a, b) => nearness[a.missed] - nearness[b.missed]);
  return { kind: 'denied', isolatedBy, misses: nearest, adminSteps };
}

function decideBaseline(asked: readonly AdminStep[], side: Side, world: World): SideDecision {
  const steps = [...asked, ...askTier('Baseline', side, world)];
  return lastWord(steps) ?? { kind: 'not-isolated', adminSteps: stepsIn(steps) };
}

/** What the rule that matched last makes of it: Pass leaves it to the next tier. */
function lastWord(steps: readonly AdminStep[]): DecidedByAdmin | undefined {
  const { policy, match } = steps.at(-1) ?? {};
  if (!policy || !match || match.rule.action === 'Pass') return undefined;
  return { kind: match.rule.action === 'Deny' ? 'admin-denied' : 'admin-allowed', policy, ...match, adminSteps: steps };
}

function stepsIn(steps: readonly AdminStep[]): readonly AdminStep[] | undefined {
  return steps.length > 0 ? steps : undefined;
}

const nearness: Record<RuleMiss['missed'], number> = { port: 0, peer: 1, 'peer and port': 2 };

/** "A Pod cannot block access to itself" (Kubernetes documentation, Network Policies). */
function isItself({ from, to }: Connection): boolean {
  return (
    from.kind === 'pod' && to.kind === 'pod' && from.pod.namespace === to.pod.namespace && from.pod.name === to.pod.name
  );
}

/**
 * "A Pod connecting to a Service IP that the service proxy load-balances back to the same Pod is subject to
 * ClusterNetworkPolicy" (kubernetes-sigs/network-policy-api, API overview); at its own address it is not.
 */
function isHairpin({ viaService }: Connection, { adminPolicies }: World): boolean {
  return viaService === true && adminPolicies.length > 0;
}

/**
 * Traffic from the node where a pod runs is always allowed: the kubelet's probes are such. The documentation says the
 * same of traffic *to* that node, which Calico and others do not follow: there egress rules apply
 * (projectcalico/calico, Felix configuration, `defaultEndpointToHostAction`: "after it has traversed egress policy").
 */
function comesFromNodeOf({ pod }: PodEnd, { from }: Connection): boolean {
  if (from.kind === 'node') return from.name === pod.node;
  return from.kind === 'pod' && from.pod.hostNetwork && from.pod.node === pod.node;
}
