import { cidrsIn } from '../policy/pod-classes.ts';
import { createPortSets, type PortRange, type PortSets } from '../policy/port-sets.ts';
import type { Ports } from './connections.ts';
import { groupPairs, isGiven } from './group-pairs.ts';
import { matchParties, type MatchedParty } from './match-parties.ts';
import { connectionMatrix, type ConnectionMatrix, type System } from './matrix.ts';
import { workloadKey, type Party, type WorkloadParty } from './party.ts';

/** What a change of policies and workloads does to the connections that are allowed. */
export interface ConnectionsDiff extends Pick<ConnectionMatrix, 'parts'> {
  readonly before: ConnectionMatrix;
  readonly after: ConnectionMatrix;
  /** Those of both. */
  readonly parties: readonly Party[];
  /** The same, with their places in each. */
  readonly matched: readonly MatchedParty[];
  readonly changes: readonly ConnectionChange[];
  /** Workloads that only one of both has. */
  readonly came: readonly WorkloadParty[];
  readonly went: readonly WorkloadParty[];
}

/** Each of some parties may connect to each of some others on other ports than before. */
export interface ConnectionChange {
  /** By their places among the parties of the diff, in order. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly before: Ports;
  readonly after: Ports;
  /** Ports that are allowed now and were not; none where either is unknown. */
  readonly opened: readonly PortRange[];
  /** Ports that were allowed and are not now; none where either is unknown. */
  readonly closed: readonly PortRange[];
}

/**
 * Compares the connections that two systems allow. What a workload may that only one of them has is opened, or closed, as
 * well. Where policies that are not understood have a say, nobody knows whether a change opens or closes anything.
 */
export function diffConnections(older: System, newer: System): ConnectionsDiff {
  const sets = createPortSets();
  const before = connectionMatrix(older, sets, { cidrs: cidrsIn(newer.world) });
  const after = connectionMatrix(newer, sets, { cidrs: cidrsIn(older.world) });
  const matched = matchParties(before.parties, after.parties);
  const parties = matched.map(({ party }) => party);
  const [olderPlaces, newerPlaces] = [matched.map((one) => one.before), matched.map((one) => one.after)];
  const was = sideOf(before, olderPlaces, sets);
  const is = sideOf(after, newerPlaces, sets);
  const groups = groupPairs(parties, (from, to) => {
    const [one, other] = [was(from, to), is(from, to)];
    return one === other ? undefined : one * sideLimit + other;
  });
  const changes = groups.map(({ from, to, value }): ConnectionChange => {
    const [one, other] = [Math.floor(value / sideLimit), value % sideLimit];
    const isKnown = !isDoubtful(one) && !isDoubtful(other);
    return {
      from,
      to,
      before: portsOf(one, sets),
      after: portsOf(other, sets),
      opened: isKnown ? sets.ranges(sets.difference(other >> 1, one >> 1)) : [],
      closed: isKnown ? sets.ranges(sets.difference(one >> 1, other >> 1)) : [],
    };
  });
  return {
    before,
    after,
    parts: after.parts,
    parties,
    matched,
    changes,
    came: only(matched, ({ before: place }) => place === undefined),
    went: only(matched, ({ after: place }) => place === undefined),
  };
}

/** A set of ports and, as the last bit, whether policies that are not understood have a say. */
type Side = number;

/** More than there are sides, so that two make one number. */
const sideLimit = 2 ** 26;

function isDoubtful(side: Side): boolean {
  return side % 2 === 1;
}

function portsOf(side: Side, sets: PortSets): Ports {
  return isDoubtful(side) ? 'unknown' : sets.ranges(side >> 1);
}

/** What a system says of two matched parties; what it does not have, connects to nothing. */
function sideOf(
  { isDoubtful: hasDoubt, setBetween }: ConnectionMatrix,
  places: readonly (number | undefined)[],
  sets: PortSets,
): (from: number, to: number) => Side {
  return (from, to) => {
    const [sender, receiver] = [places[from], places[to]];
    if (sender === undefined || receiver === undefined) return sets.none * 2;
    return setBetween(sender, receiver) * 2 + (hasDoubt(sender) || hasDoubt(receiver) ? 1 : 0);
  };
}

/** Workloads of which all pods are of one system, each once. */
function only(matched: readonly MatchedParty[], isOnly: (one: MatchedParty) => boolean): WorkloadParty[] {
  const workloads = matched.flatMap((one) =>
    one.party.kind === 'workload' && isGiven(one.party) ? [{ ...one, party: one.party }] : [],
  );
  return [...Map.groupBy(workloads, ({ party }) => workloadKey(party)).values()].flatMap((parts) => {
    const [first] = parts;
    return first && parts.every(isOnly) ? [first.party] : [];
  });
}
