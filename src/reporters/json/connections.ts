import type { Connections } from '../../connections/connections.ts';
import { whyAllowedIn } from '../../connections/why.ts';
import { meanings, namesIn, partyNamer } from './parties.ts';

/** Renders who may connect to whom as JSON, for programs: senders and receivers of a group are all pairs of them. */
export function renderConnectionsJson(connections: Connections, { why }: { readonly why: boolean }): string {
  const named = partyNamer(connections);
  const whyOf = whyAllowedIn(connections);
  const ends = connections.groups.map((group) => ({ group, from: named(group.from), to: named(group.to) }));
  const parties = meanings(ends.flatMap(({ from, to }) => [from, to]));
  const groups = ends.map(({ group, from, to }) => ({
    from: namesIn(from),
    to: namesIn(to),
    ...(group.ports === 'unknown' ? { verdict: 'unknown' } : { verdict: 'allowed', ports: group.ports }),
    ...(why
      ? {
          why: whyOf(group).map((one) => ({ ...one, from: namesIn(named(one.from)), to: namesIn(named(one.to)) })),
        }
      : {}),
  }));
  return `${JSON.stringify({ schemaVersion: 1, parties, connections: groups, unknown: connections.doubts }, undefined, 2)}\n`;
}
