import type { Connection } from '../connection.ts';
import type { AdminStep } from '../decision.ts';
import type { Direction } from '../network-policy.ts';
import { isPeer } from '../peers.ts';
import type { World, WorldPod } from '../world.ts';
import { inOrder, rulesOf, type AdminPolicy, type Tier } from './admin-policy.ts';
import { firstMatch } from './match.ts';

/** A side of a connection: the pod that policies may be for. */
export interface Side {
  readonly pod: WorldPod;
  readonly direction: Direction;
  readonly connection: Connection;
}

/**
 * Asks the policies of a tier in the order of their priorities until a rule matches, which is that of the last step:
 * "policies with lower priority values have higher precedence", and within one the rule "at the top" (AdminNetworkPolicy
 * and ClusterNetworkPolicy, `spec.priority` and `spec.ingress`). Policies for other pods, and those without a rule for
 * the direction, are not asked.
 */
export function askTier(tier: Tier, { pod, direction, connection }: Side, world: World): AdminStep[] {
  const steps: AdminStep[] = [];
  for (const policy of inOrder(world.adminPolicies, tier)) {
    const rules = rulesOf(policy, direction);
    if (rules.length === 0 || !isSubject(pod, policy, world)) continue;
    const match = firstMatch(rules, { direction, connection, world });
    steps.push({ policy, match });
    if (match) break;
  }
  return steps;
}

/** Whether a policy is for a pod. "Host-networked pods are not included in subject selection." */
export function isSubject(pod: WorldPod, { subject }: AdminPolicy, world: World): boolean {
  return isPeer(pod, subject, '', world);
}
