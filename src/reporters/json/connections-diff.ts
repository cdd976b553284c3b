import type { ConnectionsDiff } from '../../connections/diff.ts';
import { whyChangedIn } from '../../connections/why-changed.ts';
import { kindOf } from '../change-words.ts';
import { meanings, namesIn, partyNamer } from './parties.ts';

/** Renders what a change opens and closes as JSON, for programs. */
export function renderConnectionsDiffJson(diff: ConnectionsDiff): string {
  const named = partyNamer(diff);
  const whyOf = whyChangedIn(diff);
  const ends = diff.changes.map((change) => ({ change, from: named(change.from), to: named(change.to) }));
  const parties = meanings(ends.flatMap(({ from, to }) => [from, to]));
  const changes = ends.map(({ change, from, to }) => ({
    kind: kindOf(change),
    from: namesIn(from),
    to: namesIn(to),
    before: change.before,
    after: change.after,
    opened: change.opened,
    closed: change.closed,
    why: whyOf(change),
  }));
  const [came, went] = [diff.came, diff.went].map((workloads) =>
    workloads.map(({ namespace, owner }) => ({ namespace, ...owner })),
  );
  const unknown = [...diff.before.doubts, ...diff.after.doubts];
  return `${JSON.stringify({ schemaVersion: 1, parties, changes, came, went, unknown }, undefined, 2)}\n`;
}
