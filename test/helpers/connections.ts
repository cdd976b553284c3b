import type { AddressPart } from '../../src/policy/address-space.ts';
import { parseCidr } from '../../src/kubernetes/cidr.ts';
import type { Connections } from '../../src/connections/connections.ts';
import type { ConnectionsDiff } from '../../src/connections/diff.ts';
import type { Connection, End } from '../../src/policy/connection.ts';

/** Whether the groups of connections hold one, or say that it is unknown. */
export function verdictIn({
  parties,
  parts,
  groups,
}: Pick<Connections, 'parties' | 'parts' | 'groups'>): (connection: Connection) => string {
  const placeOf = (end: End): number =>
    parties.findIndex((party) => {
      if (end.kind === 'pod') {
        const pods = party.kind === 'workload' ? party.pods : party.kind === 'other-pods' ? [party.pod] : [];
        return pods.some(({ namespace, name }) => namespace === end.pod.namespace && name === end.pod.name);
      }
      return party.kind === 'addresses' && party.part === partOf(end.address, parts);
    });
  return ({ from, to, port, protocol }) => {
    const [sender, receiver] = [placeOf(from), placeOf(to)];
    if (sender < 0 || receiver < 0) throw new Error('an end of a connection is no party');
    const own = groups.filter((group) => group.from.includes(sender) && group.to.includes(receiver));
    if (own.some(({ ports }) => ports === 'unknown')) return 'unknown';
    const holding = own.flatMap(({ ports }) =>
      ports === 'unknown'
        ? []
        : ports.filter((one) => one.protocol === protocol && one.first <= port && port <= one.last),
    );
    if (holding.length > 1) throw new Error('a connection is in two groups');
    return holding.length > 0 ? 'allowed' : 'blocked';
  };
}

/** Whether a diff says of a connection that it was opened, or closed. */
export function isAmong(
  { parties, parts, changes }: ConnectionsDiff,
  kind: 'opened' | 'closed',
): (connection: Connection) => boolean {
  const groups = changes.map((change) => ({ ...change, ports: change[kind] }));
  const verdictOf = verdictIn({ parties, parts, groups });
  return (connection) => verdictOf(connection) === 'allowed';
}

function partOf(address: string, parts: readonly AddressPart[]): number {
  return parts.findLastIndex(({ block }) => parseCidr(block)?.holds(address) === true);
}
