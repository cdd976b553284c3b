import { listed } from './listed.ts';
import type { SendMode } from './send-mode.ts';

/** How one pod's traffic was sent, and why it is not the gentlest way. */
interface Used {
  readonly mode: SendMode;
  readonly reason?: string | undefined;
}

/** What a reader of the report has to know of the sources, by the pods that they stand for. */
export function sourceNotes(used: ReadonlyMap<string, Used>): string[] {
  const of = (mode: SendMode): (readonly [pod: string, used: Used])[] =>
    [...used].filter(([, one]) => one.mode === mode);
  const byReason = Map.groupBy(of('ephemeral'), ([, { reason }]) => reason);
  const standIns = of('stand-in').map(([pod]) => pod);
  return [
    ...(standIns.length === 0
      ? []
      : [`Sent by pods with the labels, namespace and service account of ${listed(standIns)}, which are gone now.`]),
    ...[...byReason].map(
      ([reason, entries]) =>
        `An ephemeral container was added to ${listed(entries.map(([pod]) => pod))}, where it stays listed, ended, until the pod goes${reason === undefined ? '' : ` (no stand-in: ${reason})`}.`,
    ),
  ];
}
