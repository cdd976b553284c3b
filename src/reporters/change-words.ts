import type { ConnectionChange, ConnectionsDiff } from '../connections/diff.ts';
import { whyChangedIn } from '../connections/why-changed.ts';
import type { Reason } from '../policy/reason.ts';
import { partyNames, type PartyNames } from './party-items.ts';
import { portsText } from './port-words.ts';

/** What a change does, the worst to overlook first. */
export const changeKinds = ['opened', 'changed', 'closed', 'unknown'] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** A change in words. */
export interface ChangeLine {
  readonly kind: ChangeKind;
  readonly from: string;
  readonly to: string;
  /** `5432`, or `80, now 80, 443`. */
  readonly ports: string;
  readonly why: readonly Reason[];
}

/** What changes, in the order of {@link changeKinds}. */
export function changeLines(diff: ConnectionsDiff): ChangeLine[] {
  const names = partyNames(diff);
  const whyOf = whyChangedIn(diff);
  const lines = diff.changes.map((change) => lineOf(change, names, whyOf));
  return lines.toSorted((a, b) => changeKinds.indexOf(a.kind) - changeKinds.indexOf(b.kind));
}

function lineOf(
  change: ConnectionChange,
  { itemsOf }: PartyNames,
  whyOf: (change: ConnectionChange) => readonly Reason[],
): ChangeLine {
  const kind = kindOf(change);
  const nameOf = (places: readonly number[]): string =>
    itemsOf(places)
      .map(({ label }) => label)
      .join(', ');
  return {
    kind,
    from: nameOf(change.from),
    to: nameOf(change.to),
    ports: portsOf(change),
    why: whyOf(change),
  };
}

/** Whether a change opens something where nothing was, closes all there was, or is about the ports. */
export function kindOf({ before, after }: Pick<ConnectionChange, 'before' | 'after'>): ChangeKind {
  if (before === 'unknown' || after === 'unknown') return 'unknown';
  if (before.length === 0) return 'opened';
  return after.length === 0 ? 'closed' : 'changed';
}

/** Every kind that a change is of: one of ports opens something, closes something, or both. */
export function kindsOf(change: ConnectionChange): ChangeKind[] {
  const { opened, closed } = change;
  return [
    kindOf(change),
    ...(opened.length > 0 ? ['opened' as const] : []),
    ...(closed.length > 0 ? ['closed' as const] : []),
  ];
}

function portsOf({ before, after }: ConnectionChange): string {
  if (before.length === 0) return portsText(after);
  if (after.length === 0) return portsText(before);
  return before === after ? portsText(after) : `${portsText(before)}, now ${portsText(after)}`;
}

/** How many changes there are of each kind: `1 opened, 2 closed`. */
export function changeCounts(lines: readonly ChangeLine[]): string {
  const counts = changeKinds.flatMap((kind) => {
    const number = lines.filter((line) => line.kind === kind).length;
    return number > 0 ? [`${number} ${kind}`] : [];
  });
  return counts.length > 0 ? counts.join(', ') : 'no connection changes';
}
