import type { Decision } from '../policy/decision.ts';
import type { PortRange } from '../policy/port-sets.ts';
import type { Reason } from '../policy/reason.ts';
import type { Connection } from '../policy/connection.ts';
import { decisionKey, type Decided } from './decider.ts';

/** Why connections between some of many parties are decided as they are. */
export interface GroupReason {
  /** Each of these, given by their places in order, for connections with some of `to`. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Whether others were not asked about, who may have the same reason. */
  readonly areSome: boolean;
  /** For which of the ports that were asked about. */
  readonly ports: readonly PortRange[];
  readonly reason: Reason;
}

/** A decision, and how to put it into words. */
export interface Explained extends Decided {
  readonly reasonOf: (decision: Decision, connection: Connection) => Reason | undefined;
}

/** Everyone of `from` connects, or no longer connects, to everyone of `to`. */
interface Ends {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The reasons behind the connections of a group, each once. Of more than 400 pairs, up to 100 senders are asked about the
 * first receiver, and up to 100 receivers about the first sender.
 *
 * @param explain - What is decided for a pair; what is undefined is left out.
 */
export function reasonsOf(
  ends: Ends,
  ports: readonly PortRange[],
  explain: (from: number, to: number, ports: PortRange) => Explained | undefined,
): GroupReason[] {
  const found = new Map<string, { from: Set<number>; to: Set<number>; ports: Set<PortRange>; reason: Reason }>();
  const areSome = ends.from.length * ends.to.length > mostPairs;
  const pairs = areSome ? somePairs(ends) : allPairs(ends);
  for (const range of ports) {
    for (const [from, to] of pairs) {
      const explained = explain(from, to, range);
      if (!explained) continue;
      const { decision, connection, reasonOf } = explained;
      const key = decisionKey(decision);
      const known = found.get(key);
      const reason = known?.reason ?? reasonOf(decision, connection);
      if (!reason) continue;
      const entry = known ?? { from: new Set(), to: new Set(), ports: new Set(), reason };
      found.set(key, entry);
      entry.from.add(from);
      entry.to.add(to);
      entry.ports.add(range);
    }
  }
  return [...found.values()].map(({ reason, ...own }) => ({
    from: ends.from.filter((place) => own.from.has(place)),
    to: ends.to.filter((place) => own.to.has(place)),
    areSome,
    ports: [...own.ports],
    reason,
  }));
}

/** More pairs than these take longer than a reader waits. */
const mostPairs = 400;

type Pair = readonly [from: number, to: number];

function allPairs({ from, to }: Ends): Pair[] {
  return from.flatMap((sender) => to.map((receiver): Pair => [sender, receiver]));
}

function somePairs({ from, to }: Ends): Pair[] {
  return [
    ...allPairs({ from: spread(from), to: to.slice(0, 1) }),
    ...allPairs({ from: from.slice(0, 1), to: spread(to) }),
  ];
}

/** Some of many, from the first on, as far apart as each other. */
function spread(places: readonly number[]): number[] {
  const step = Math.ceil(places.length / 100);
  return places.filter((_, index) => index % step === 0);
}
