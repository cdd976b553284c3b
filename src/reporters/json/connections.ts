import type { Connections } from '../../connections/connections.ts';
import type { Party } from '../../connections/party.ts';
import { whyAllowed } from '../../connections/why.ts';
import { blocksOf } from '../../policy/address-space.ts';

/** Renders who may connect to whom as JSON, for programs: senders and receivers of a group are all pairs of them. */
export function renderConnectionsJson(connections: Connections, { why }: { readonly why: boolean }): string {
  const groups = connections.groups.map((group) => ({
    from: partiesJson(group.from, connections),
    to: partiesJson(group.to, connections),
    ...(group.ports === 'unknown' ? { verdict: 'unknown' } : { verdict: 'allowed', ports: group.ports }),
    ...(why ? { why: whyAllowed(group, connections) } : {}),
  }));
  return `${JSON.stringify({ schemaVersion: 1, connections: groups, unknown: connections.doubts }, undefined, 2)}\n`;
}

/** Parties as JSON has them; addresses as blocks. */
export function partiesJson(
  places: readonly number[],
  { parties, parts }: Pick<Connections, 'parties' | 'parts'>,
): object[] {
  const own = places.flatMap((place) => parties[place] ?? []);
  const outside = new Set(own.flatMap((party) => (party.kind === 'addresses' ? party.part : [])));
  return [...own.flatMap(podsJson), ...blocksOf(parts, (part) => outside.has(part))];
}

function podsJson(party: Party): object[] {
  if (party.kind === 'addresses') return [];
  if (party.kind === 'other-pods') {
    const { labels, namespace, areThere } = party.known;
    return [{ otherPods: { labels, namespace, areThere } }];
  }
  const { namespace, owner, isPart, pods } = party;
  return [{ namespace, ...owner, ...(isPart ? { pods: pods.map(({ name }) => name) } : {}) }];
}
