import type { Standing, StandingPolicy } from '../../model/report.ts';

/** Policies that differ between two runs. */
export interface PolicyDrift {
  readonly new: readonly StandingPolicy[];
  readonly gone: readonly StandingPolicy[];
  /** As they are now; the resourceVersion was another one before. */
  readonly changed: readonly StandingPolicy[];
  /** Kinds that only one of the runs could list, so that nobody knows what became of these policies. */
  readonly unknownKinds: readonly string[];
}

/**
 * Compares the policies of two runs. What both runs applied themselves counts as unchanged: its resourceVersion is a new
 * one every time.
 */
export function comparePolicies(older: Standing, newer: Standing): PolicyDrift {
  const unseenBefore = new Set(older.unseenPolicyKinds);
  const unseenAfter = new Set(newer.unseenPolicyKinds);
  const before = new Map(older.policies.map((policy) => [policyLabel(policy), policy]));
  const after = new Set(newer.policies.map(policyLabel));
  return {
    new: newer.policies.filter((policy) => !before.has(policyLabel(policy)) && !unseenBefore.has(policy.kind)),
    gone: older.policies.filter((policy) => !after.has(policyLabel(policy)) && !unseenAfter.has(policy.kind)),
    changed: newer.policies.filter((policy) => {
      const was = before.get(policyLabel(policy));
      return was && was.resourceVersion !== policy.resourceVersion && !(was.applied && policy.applied);
    }),
    unknownKinds: [
      ...[...unseenBefore].filter((kind) => !unseenAfter.has(kind)),
      ...[...unseenAfter].filter((kind) => !unseenBefore.has(kind)),
    ],
  };
}

/** A policy for a reader: `NetworkPolicy shop/deny`. */
export function policyLabel({ kind, namespace, name }: StandingPolicy): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
