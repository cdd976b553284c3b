import { selects } from '../kubernetes/selector.ts';
import { applyTier, type TierContext } from './admin/apply-tier.ts';
import { podClasses, type AddressClass, type EndClass, type PodClass } from './pod-classes.ts';
import type { Direction, NetworkPolicy, Transport } from './network-policy.ts';
import { indexClasses, type ClassIndex } from './class-index.ts';
import { createPortSets, type PortRange, type PortSets } from './port-sets.ts';
import { portsOf } from './rule-ports.ts';
import type { World } from './world.ts';

/**
 * Who reaches whom in a world, on which ports: between distinct pods that have a network of their own, and between these
 * and addresses. A node reaches the pods that run on it whatever is said here of its address.
 */
export interface Reachability<C extends EndClass = PodClass> {
  /** Those of pods first. */
  readonly classes: readonly C[];
  readonly sets: PortSets;
  /** The name in `sets` of the ports on which ends of one class reach those of another, given by their places in `classes`. */
  readonly setBetween: (from: number, to: number) => number;
  /** The same as ranges. */
  readonly portsBetween: (from: number, to: number) => readonly PortRange[];
  /** Whether pods of one class reach those of another on a port. */
  readonly reaches: (from: number, to: number, port: number, protocol: Transport) => boolean;
}

/**
 * Computes the whole reachability of a world at once. It says of every pair of pods and every port what `evaluate` says
 * of them one by one; pods that no policy can tell apart are one class, so that large clusters take seconds.
 *
 * @param addresses - What is no pod, and is to be known of as well. @defaultValue nothing
 * @param sets - Where sets of ports get their names, so that those of two worlds compare. @defaultValue a new table
 */
export function reachability(world: World): Reachability;
export function reachability(world: World, addresses: readonly AddressClass[], sets?: PortSets): Reachability<EndClass>;
export function reachability(
  world: World,
  addresses: readonly AddressClass[] = [],
  sets: PortSets = createPortSets(),
): Reachability<EndClass> {
  const classes = [...podClasses(world), ...addresses];
  const context: TierContext = { world, classes, sets, classIndex: indexClasses(classes, world) };
  const allowed = bothSides(sideOf('Ingress', context), sideOf('Egress', context), context);
  const result = (from: number, to: number): number => allowed[to * classes.length + from] ?? sets.none;
  return {
    classes,
    sets,
    setBetween: result,
    portsBetween: (from, to) => sets.ranges(result(from, to)),
    reaches: (from, to, port, protocol) => sets.holds(result(from, to), port, protocol),
  };
}

/** What one direction allows: for each class of pods at this side, the ports to or from each class at the other. */
function sideOf(direction: Direction, context: TierContext): Uint32Array {
  const { world, classes, sets, classIndex } = context;
  const count = classes.length;
  const allowed = new Uint32Array(count * count).fill(sets.all);
  applyTier('Baseline', direction, allowed, context);
  const isolated = new Set<number>();
  const everybody = classes.map((_, index) => index);
  for (const policy of world.policies) {
    if (!policy.policyTypes.includes(direction)) continue;
    const selected = selectedBy(policy, classes, classIndex);
    for (const own of selected) {
      if (!isolated.has(own)) allowed.fill(sets.none, own * count, (own + 1) * count);
      isolated.add(own);
    }
    for (const rule of direction === 'Ingress' ? policy.ingress : policy.egress) {
      const others =
        rule.peers === 'any'
          ? everybody
          : [...new Set(rule.peers.flatMap((peer) => classIndex.ofPeer(peer, policy.namespace)))];
      const portsAt = portsOf(rule, classes, sets);
      // Neighbours are mostly alike.
      let [before, ports, after] = [sets.none, sets.none, sets.none];
      for (const own of selected) {
        for (const other of others) {
          const cell = own * count + other;
          const set = allowed[cell] ?? sets.none;
          const added = portsAt(direction === 'Ingress' ? own : other);
          if (set !== before || added !== ports) [before, ports, after] = [set, added, sets.union(set, added)];
          allowed[cell] = after;
        }
      }
    }
  }
  applyTier('Admin', direction, allowed, context);
  return allowed;
}

/** What both directions allow: for each class at the receiving side, the ports from each at the other. It takes the place of `ingress`. */
function bothSides(ingress: Uint32Array, egress: Uint32Array, { classes, sets }: TierContext): Uint32Array {
  const count = classes.length;
  for (let first = 0; first < count; first += neighbours) {
    const end = Math.min(first + neighbours, count);
    for (let to = 0; to < count; to += 1) {
      for (let from = first; from < end; from += 1) {
        const cell = to * count + from;
        ingress[cell] = sets.intersection(egress[from * count + to] ?? sets.none, ingress[cell] ?? sets.none);
      }
    }
  }
  return ingress;
}

/** Cells that a processor fetches at once. Both sides are read in such runs, although the rows of one are columns of the other. */
const neighbours = 16;

function selectedBy(
  { namespace, podSelector }: NetworkPolicy,
  classes: readonly EndClass[],
  classIndex: ClassIndex,
): number[] {
  return classIndex
    .inNamespace(namespace)
    .filter((index) => selects(podSelector, classes[index]?.example?.labels ?? {}));
}
