import { allowanceOf } from '../policy/allowance.ts';
import { denialOf } from '../policy/denial.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Reason } from '../policy/reason.ts';
import type { ConnectionChange, ConnectionsDiff } from './diff.ts';
import { connectionBetween } from './example.ts';
import type { ConnectionMatrix } from './matrix.ts';

/**
 * Why ports of a change are open now, and others closed, for one sender and one receiver of it: the rule that allows what
 * was opened, and what stands in the way of what was closed, or the rule that allowed it where an end is gone.
 */
export function whyChanged({ from, to, opened, closed }: ConnectionChange, diff: ConnectionsDiff): Reason[] {
  const reasonIn = (
    matrix: ConnectionMatrix,
    which: 'before' | 'after',
    port: (typeof opened)[number],
  ): Reason | undefined => {
    const [sender, receiver] = [from, to].map((places) => diff.matched[places[0] ?? -1]?.[which]);
    const connection = connectionBetween(sender, receiver, { ...port, ...matrix });
    if (!connection) return undefined;
    const decision = evaluate(connection, matrix.world);
    return decision.allowed ? allowanceOf(decision, connection) : denialOf(decision, connection);
  };
  const reasons = [
    ...opened.map((port) => reasonIn(diff.after, 'after', port)),
    ...closed.map((port) => reasonIn(diff.after, 'after', port) ?? reasonIn(diff.before, 'before', port)),
  ];
  return [...new Map(reasons.flatMap((reason) => (reason ? [[reason.text, reason] as const] : []))).values()];
}
