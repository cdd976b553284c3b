import type { WorldPod } from '../policy/world.ts';
import { isGiven } from './group-pairs.ts';
import { workloadKey, type Party, type WorkloadParty } from './party.ts';

/** A party of one system, of another, or of both, with its places there. */
export interface MatchedParty {
  readonly party: Party;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

interface Placed<P extends Party = Party> {
  readonly party: P;
  readonly place: number;
}

/** Matches workloads by their names, and their pods where policies of either system tell them apart; addresses are split alike. */
export function matchParties(before: readonly Party[], after: readonly Party[]): MatchedParty[] {
  const [older, newer] = [placedIn(before), placedIn(after)];
  const names = new Set([...older.workloads.keys(), ...newer.workloads.keys()]);
  const workloads = [...names]
    .toSorted()
    .flatMap((name) => matchWorkload(older.workloads.get(name) ?? [], newer.workloads.get(name) ?? []));
  const rest = newer.rest.map(({ party, place }, index) => ({ party, before: older.rest[index]?.place, after: place }));
  return [...workloads, ...rest];
}

function placedIn(parties: readonly Party[]): {
  readonly workloads: ReadonlyMap<string, readonly Placed<WorkloadParty>[]>;
  readonly rest: readonly Placed[];
} {
  const workloads = parties.flatMap((party, place) => (party.kind === 'workload' ? [{ party, place }] : []));
  const rest = parties.flatMap((party, place) => (party.kind === 'workload' ? [] : [{ party, place }]));
  return { workloads: Map.groupBy(workloads, ({ party }) => workloadKey(party)), rest };
}

function matchWorkload(
  older: readonly Placed<WorkloadParty>[],
  newer: readonly Placed<WorkloadParty>[],
): MatchedParty[] {
  const isAssumed = [...older, ...newer].every(({ party }) => !isGiven(party));
  const pods = new Map([...older, ...newer].flatMap(({ party }) => party.pods.map((pod) => [pod.name, pod])));
  const placed = [...pods].map(([name, pod]) => ({ pod, before: placeOf(name, older), after: placeOf(name, newer) }));
  const groups = [...Map.groupBy(placed, (one) => `${one.before} ${one.after}`).values()];
  const [example] = [...newer, ...older];
  return groups.flatMap((group): MatchedParty[] => {
    const [first] = group;
    if (!first || !example) return [];
    const own: WorldPod[] = group.map(({ pod }) => pod);
    const party = { ...example.party, pods: own, isPart: groups.length > 1, isAssumed };
    return [{ party, before: first.before, after: first.after }];
  });
}

/** A pod that one of both systems has more is as the others of its workload, where those are all alike. */
function placeOf(pod: string, parties: readonly Placed<WorkloadParty>[]): number | undefined {
  const [only, ...others] = parties;
  if (only && others.length === 0) return only.place;
  return parties.find(({ party }) => party.pods.some(({ name }) => name === pod))?.place;
}
