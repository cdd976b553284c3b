import { blocksHolding } from '../kubernetes/cidr.ts';
import { clusterManifests } from '../kubernetes/cluster-objects.ts';
import { workloadsOf } from '../kubernetes/workload.ts';
import type { Manifest } from '../model/scenario.ts';
import { addressParts, type AddressPart } from '../policy/address-space.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import { cidrsIn, type AddressClass } from '../policy/pod-classes.ts';
import type { PortSets } from '../policy/port-sets.ts';
import { reachability } from '../policy/reachability.ts';
import type { World, WorldPod } from '../policy/world.ts';
import { doubtsIn, type Doubt } from './doubt.ts';
import { withOtherPods } from './other-pods.ts';
import { partiesOf } from './parties.ts';
import { workloadKey, type Party } from './party.ts';

/** Workloads and policies that belong together, wherever they were read. */
export interface System {
  readonly world: World;
  /** What the world was made of; workloads that every cluster has count only where they are among them. */
  readonly manifests: readonly Manifest[];
}

/** What policies say of every two parties. */
export interface ConnectionMatrix {
  /** With the pods that may come. */
  readonly world: World;
  readonly parties: readonly Party[];
  /** The addresses that policies tell apart. */
  readonly parts: readonly AddressPart[];
  /** Policies that are not understood. */
  readonly doubts: readonly ForeignPolicy[];
  /** Whether these may have a say in what a party sends and receives, given by its place. */
  readonly isDoubtful: (place: number) => boolean;
  /** The name of the set of ports on which one party may connect to another, as far as policies are understood. */
  readonly setBetween: (from: number, to: number) => number;
}

/** Which pods that are in no manifest are known of: those without labels, and with `named` those that rules ask for, too. */
export type OtherPodsKnown = 'strangers' | 'named';

interface MatrixOptions {
  readonly cidrs?: readonly string[];
  readonly others?: OtherPodsKnown;
}

/**
 * Works out who may connect to whom: workloads, other pods and addresses. Pods of one party reach each other as they reach
 * pods of another; that a pod always reaches itself, and a node its pods, goes without saying.
 *
 * @param sets - Gives sets of ports their names.
 * @param options.cidrs - Blocks at which addresses are split, beside those of the policies. @defaultValue none
 * @param options.others - Which other pods there may be. @defaultValue those of which nothing is known
 */
export function connectionMatrix(
  { world, manifests }: System,
  sets: PortSets,
  { cidrs = [], others = 'strangers' }: MatrixOptions = {},
): ConnectionMatrix {
  const named = [...cidrsIn(world), ...cidrs];
  const parts = addressParts(named);
  // What is in no block but those that hold all addresses.
  const { address } = parts.find(({ parent }) => parent === undefined) ?? {};
  const widened = withOtherPods(world, { address, which: others });
  const onNodes = widened.world.pods.filter(({ hostNetwork }) => hostNetwork);
  const blocksOf = blocksHolding(named);
  const addresses: AddressClass[] = [
    ...parts.map(({ blocks }) => ({ blocks, isNode: false })),
    ...onNodes.map(({ ips }) => ({ blocks: new Set(blocksOf(ips[0] ?? '')), isNode: true })),
  ];
  const { classes, setBetween } = reachability(widened.world, addresses, sets);
  const placed = partiesOf(classes, { ...widened, isAssumed: assumedBy(manifests), parts, onNodes });
  // Pods that may come make nothing doubtful but themselves; their namespaces have labels that policies know.
  const doubtsOf = (pods: readonly WorldPod[], own: readonly Manifest[]): Doubt[] =>
    doubtsIn({ ...widened.world, pods }, own);
  const doubts = doubtsOf(world.pods, manifests);
  const isDoubted = (pod: WorldPod): boolean => {
    const own = widened.others.has(pod) ? doubtsOf([pod], []) : [];
    return [...doubts, ...own].some(({ concerns }) => concerns(pod));
  };
  const doubtful = placed.map(({ party }) => podsOf(party).some(isDoubted));
  const classAt = placed.map((one) => one.classAt);
  return {
    world: widened.world,
    parties: placed.map(({ party }) => party),
    parts,
    doubts: doubts.map(({ policy }) => policy),
    isDoubtful: (place) => doubtful[place] === true,
    setBetween: (from, to) => setBetween(classAt[from] ?? 0, classAt[to] ?? 0),
  };
}

function podsOf(party: Party): readonly WorldPod[] {
  if (party.kind === 'addresses') return [];
  return party.kind === 'workload' ? party.pods : [party.pod];
}

/** Tells the pods that every cluster has from those of manifests. */
function assumedBy(manifests: readonly Manifest[]): (pod: WorldPod) => boolean {
  const given = new Set(workloadsOf(manifests).map(workloadKey));
  const own = new Set(workloadsOf(clusterManifests).map(workloadKey));
  return (pod) => own.has(workloadKey(pod)) && !given.has(workloadKey(pod));
}
