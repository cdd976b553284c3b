import type { StandingPolicy } from './model.ts';

/** Policies that differ between two runs. */
export interface PolicyDrift {
  readonly new: readonly StandingPolicy[];
  readonly gone: readonly StandingPolicy[];
  /** As they are now; the resourceVersion was another one before. */
  readonly changed: readonly StandingPolicy[];
}

/**
 * Compares the policies of two runs. What both runs applied themselves counts as unchanged: its resourceVersion is a new
 * one every time.
 */
export function comparePolicies(older: readonly StandingPolicy[], newer: readonly StandingPolicy[]): PolicyDrift {
  const before = new Map(older.map((policy) => [policyLabel(policy), policy]));
  const after = new Set(newer.map(policyLabel));
  return {
    new: newer.filter((policy) => !before.has(policyLabel(policy))),
    gone: older.filter((policy) => !after.has(policyLabel(policy))),
    changed: newer.filter((policy) => {
      const was = before.get(policyLabel(policy));
      return was && was.resourceVersion !== policy.resourceVersion && !(was.applied && policy.applied);
    }),
  };
}

/** A policy for a reader: `NetworkPolicy shop/deny`. */
export function policyLabel({ kind, namespace, name }: StandingPolicy): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
