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
 * The reasons behind the connections of a group, each once. Of more than a thousand pairs, every sender is asked about the
 * first receiver, and every receiver about the first sender.
 *
 * @param explain - What is decided for a pair; what is undefined is left out.
 */
export function reasonsOf(
  ends: Ends,
  ports: readonly PortRange[],
  explain: (from: number, to: number, ports: PortRange) => Explained | undefined,
): GroupReason[] {
  const found = new Map<string, { from: Set<number>; to: Set<number>; ports: Set<PortRange>; reason: Reason }>();
  const pairs = pairsOf(ends);
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
    ports: [...own.ports],
    reason,
  }));
}

/** More pairs than these take longer than a reader waits. */
const mostPairs = 1000;

function pairsOf({ from, to }: Ends): (readonly [from: number, to: number])[] {
  const all = from.length * to.length <= mostPairs;
  return from.flatMap((sender, index) =>
    (all || index === 0 ? to : to.slice(0, 1)).map((receiver) => [sender, receiver] as const),
  );
}
