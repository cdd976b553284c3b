import type { Direction } from '../network-policy.ts';
import type { EndClass } from '../pod-classes.ts';
import type { ClassIndex } from '../class-index.ts';
import type { PortSets } from '../port-sets.ts';
import { portsOf } from '../rule-ports.ts';
import type { World } from '../world.ts';
import { inOrder, rulesOf, type AdminRule, type Tier } from './admin-policy.ts';
import { isUnderstood } from './match.ts';

/** What a whole reachability is computed from. */
export interface TierContext {
  readonly world: World;
  readonly classes: readonly EndClass[];
  readonly sets: PortSets;
  readonly classIndex: ClassIndex;
}

/**
 * Lays the rules of a tier over what the tiers after it allow, in place: `allowed` holds a set of ports for each pair of
 * classes, own side first. The rule that is asked last is laid first, so that each covers those that it comes before.
 */
export function applyTier(tier: Tier, direction: Direction, allowed: Uint32Array, context: TierContext): void {
  const { world, classes, sets, classIndex } = context;
  const rules = inOrder(world.adminPolicies, tier).flatMap((policy) =>
    rulesOf(policy, direction).map((rule) => ({ rule, subject: policy.subject })),
  );
  if (rules.length === 0) return;
  const next = allowed.slice();
  for (const { rule, subject } of rules.toReversed()) {
    const portsAt = portsOf(rule, classes, sets);
    const others = othersOf(rule, context);
    for (const own of classIndex.ofPeer(subject, '')) {
      for (const other of others) {
        const cell = own * classes.length + other;
        const ports = portsAt(direction === 'Ingress' ? own : other);
        const rest = sets.difference(allowed[cell] ?? sets.none, ports);
        allowed[cell] = sets.union(rest, openBy(rule, { ports, next: next[cell] ?? sets.none, sets }));
      }
    }
  }
}

/** The classes that are a rule's peers. What a selector of nodes selects is known where it is empty, and then all of them. */
function othersOf({ peers }: AdminRule, { classes, classIndex }: TierContext): ReadonlySet<number> {
  return new Set(
    peers.flatMap((peer) => {
      if (peer.kind === 'pods' || peer.kind === 'ipBlock') return classIndex.ofPeer(peer, '');
      return isUnderstood(peer) ? [...classes.keys()].filter((index) => isNodes(classes[index])) : [];
    }),
  );
}

function isNodes(one: EndClass | undefined): boolean {
  return one !== undefined && 'isNode' in one && one.isNode;
}

/** Of the ports that a rule is about, those that stay open: what it passes is for the next tier to say. */
function openBy(
  { action }: AdminRule,
  { ports, next, sets }: { readonly ports: number; readonly next: number; readonly sets: PortSets },
): number {
  if (action === 'Deny') return sets.none;
  return action === 'Pass' ? sets.intersection(next, ports) : ports;
}
