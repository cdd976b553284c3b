import { allowanceOf } from '../policy/allowance.ts';
import type { ConnectionGroup, Connections } from './connections.ts';
import { deciderOf } from './decider.ts';
import { reasonsOf, type GroupReason } from './reasons.ts';

/** Tells why the connections of a group are allowed, each reason once; none where they are unknown. */
export function whyAllowedIn(connections: Connections): (group: ConnectionGroup) => GroupReason[] {
  const decide = deciderOf(connections);
  return ({ from, to, ports }) => {
    if (ports === 'unknown') return [];
    return reasonsOf({ from, to }, ports, (...pair) => {
      const decided = decide(...pair);
      return decided && { ...decided, reasonOf: allowanceOf };
    });
  };
}
