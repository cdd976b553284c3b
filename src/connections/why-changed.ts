import { allowanceOf } from '../policy/allowance.ts';
import { denialOf } from '../policy/denial.ts';
import type { PortRange } from '../policy/port-sets.ts';
import type { Reason } from '../policy/reason.ts';
import type { ConnectionChange, ConnectionsDiff } from './diff.ts';
import { deciderOf } from './decider.ts';
import { reasonsOf, type Explained } from './reasons.ts';

/**
 * Tells why ports of a change are open now, and others closed, each reason once: the rules that allow what was opened, and
 * what stands in the way of what was closed, or the rules that allowed it where an end is gone.
 */
export function whyChangedIn(diff: ConnectionsDiff): (change: ConnectionChange) => Reason[] {
  const deciders = { before: deciderOf(diff.before), after: deciderOf(diff.after) };
  const explainIn =
    (which: 'before' | 'after') =>
    (from: number, to: number, ports: PortRange): Explained | undefined => {
      const [sender, receiver] = [from, to].map((place) => diff.matched[place]?.[which]);
      const decided = deciders[which](sender, receiver, ports);
      return decided && { ...decided, reasonOf: decided.decision.allowed ? allowanceOf : denialOf };
    };
  const [before, after] = [explainIn('before'), explainIn('after')];
  return ({ opened, closed, ...ends }) => {
    const found = [
      ...reasonsOf(ends, opened, after),
      ...reasonsOf(ends, closed, (...pair) => after(...pair) ?? before(...pair)),
    ];
    return [...new Map(found.map(({ reason }) => [reason.text, reason])).values()];
  };
}
