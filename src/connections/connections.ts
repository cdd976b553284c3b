import { createPortSets, type PortRange } from '../policy/port-sets.ts';
import { groupPairs } from './group-pairs.ts';
import { connectionMatrix, type ConnectionMatrix, type OtherPodsKnown, type System } from './matrix.ts';

/** Who may connect to whom, as far as the policies say. Of what is not listed, every connection is blocked. */
export interface Connections extends Pick<ConnectionMatrix, 'world' | 'parties' | 'parts' | 'doubts'> {
  readonly groups: readonly ConnectionGroup[];
}

/** Each of some parties may connect to each of some others; no pair of parties is in two groups. */
export interface ConnectionGroup {
  /** By their places among the parties, in order. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly ports: Ports;
}

/** Ports that are allowed; `unknown` where policies that are not understood have a say. */
export type Ports = readonly PortRange[] | 'unknown';

/**
 * Works out every connection that the policies of a system allow.
 *
 * @param others - Which pods that are in no manifest it is to know. @defaultValue those of which nothing is known
 */
export function connectionsOf(system: System, others: OtherPodsKnown = 'strangers'): Connections {
  const sets = createPortSets();
  const matrix = connectionMatrix(system, sets, { others });
  const { isDoubtful, setBetween } = matrix;
  const groups = groupPairs(matrix.parties, (from, to) => {
    if (isDoubtful(from) || isDoubtful(to)) return 'unknown';
    const set = setBetween(from, to);
    return set === sets.none ? undefined : set;
  });
  return {
    ...matrix,
    groups: groups.map(({ from, to, value }) => ({
      from,
      to,
      ports: value === 'unknown' ? value : sets.ranges(value),
    })),
  };
}
