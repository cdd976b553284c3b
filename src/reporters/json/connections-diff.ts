import type { ConnectionsDiff } from '../../connections/diff.ts';
import { whyChanged } from '../../connections/why-changed.ts';
import { kindOf } from '../change-words.ts';
import { partiesJson } from './connections.ts';

/** Renders what a change opens and closes as JSON, for programs. */
export function renderConnectionsDiffJson(diff: ConnectionsDiff): string {
  const changes = diff.changes.map((change) => ({
    kind: kindOf(change),
    from: partiesJson(change.from, diff),
    to: partiesJson(change.to, diff),
    before: change.before,
    after: change.after,
    opened: change.opened,
    closed: change.closed,
    why: whyChanged(change, diff),
  }));
  const [came, went] = [diff.came, diff.went].map((workloads) =>
    workloads.map(({ namespace, owner }) => ({ namespace, ...owner })),
  );
  const unknown = [...diff.before.doubts, ...diff.after.doubts];
  return `${JSON.stringify({ schemaVersion: 1, changes, came, went, unknown }, undefined, 2)}\n`;
}
