import { allowanceOf } from '../policy/allowance.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { PortRange } from '../policy/port-sets.ts';
import type { Reason } from '../policy/reason.ts';
import type { ConnectionGroup, Connections } from './connections.ts';
import { connectionBetween } from './example.ts';

/** Why some ports of a group are allowed. */
interface WhyAllowed {
  readonly ports: readonly PortRange[];
  readonly reason: Reason;
}

/**
 * Why the connections of a group are allowed, for one sender and one receiver of it: another pair may have another rule for
 * the same. Nothing where they are unknown.
 */
export function whyAllowed({ from, to, ports }: ConnectionGroup, connections: Connections): WhyAllowed[] {
  if (ports === 'unknown') return [];
  const found = ports.flatMap((range): WhyAllowed[] => {
    const connection = connectionBetween(from[0], to[0], { ...range, ...connections });
    if (!connection) return [];
    return [{ ports: [range], reason: allowanceOf(evaluate(connection, connections.world), connection) }];
  });
  const alike = Map.groupBy(found, ({ reason }) => reason.text);
  return [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, ports: [...first.ports, ...others.flatMap((one) => one.ports)] }] : [],
  );
}
