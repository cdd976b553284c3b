import type { Unsolved } from '../analysis/suggest/unsolved.ts';
import { flowLabel } from '../model/label.ts';

/** A line for each reason why no policy makes a flow true, with the flows that have it. */
export function unsolvedLines(unsolved: readonly Unsolved[]): string[] {
  const groups = Map.groupBy(unsolved, ({ flow, reason }) => `${flow.expect} ${reason}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const flows = group.map(({ flow }) => flowLabel(flow)).join(', ');
    return first
      ? [`no policy ${first.flow.expect === 'blocked' ? 'blocks' : 'allows'} ${flows}: ${first.reason}`]
      : [];
  });
}
