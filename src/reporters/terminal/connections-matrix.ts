import type { Connections } from '../../connections/connections.ts';
import type { Grid } from '../grid.ts';
import type { Mark } from '../mark.ts';
import { partyNames } from '../party-items.ts';
import { printableText } from '../printable.ts';
import { matrixThatFits } from './matrix.ts';
import type { Screen } from './screen.ts';

/** More are no overview. */
const mostParties = 24;

/** Who may connect to whom at all, in one picture; nothing where that does not fit the screen. */
export function renderConnectionsMatrix(connections: Connections, screen: Screen): string[] {
  const { parties, groups } = connections;
  if (parties.length > mostParties || groups.length === 0) return [];
  const { itemsOf } = partyNames(connections);
  const labels = [...parties.keys()].map((place) =>
    printableText(
      itemsOf([place])
        .map(({ label }) => label)
        .join(', '),
    ),
  );
  const marks = new Map<string, Mark>();
  for (const { from, to, ports } of groups) {
    const mark = ports === 'unknown' ? 'inconclusive' : 'allowed';
    for (const sender of from) for (const receiver of to) marks.set(`${labels[sender]} ${labels[receiver]}`, mark);
  }
  const grid: Grid = {
    sources: labels,
    targets: labels,
    markAt: (source, target) => marks.get(`${source} ${target}`) ?? 'blocked',
    words: { meanings: { allowed: 'allowed on some port, or on all', inconclusive: 'unknown' }, blank: '' },
  };
  return matrixThatFits(grid, screen) ?? [];
}
