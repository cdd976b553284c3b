import type { ConnectionGroup, Connections } from '../../connections/connections.ts';
import { singleItems } from '../party-items.ts';

/** Renders who may connect to whom as comma-separated values (RFC 4180): a row for each sender, receiver and range of ports. */
export function renderConnectionsCsv(connections: Connections): string {
  const rows = connections.groups.flatMap((group) => {
    const receivers = namesOf(group.to, connections);
    return namesOf(group.from, connections).flatMap((from) =>
      receivers.flatMap((to) => portsOf(group).map((ports) => [from, to, ...ports])),
    );
  });
  const head = ['from', 'to', 'protocol', 'first port', 'last port', 'verdict'];
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Each workload by itself, however many there are. */
function namesOf(places: readonly number[], connections: Connections): string[] {
  const isWorkload = (place: number): boolean => connections.parties[place]?.kind === 'workload';
  const single = places.filter(isWorkload).map((place) => [place]);
  const rest = places.filter((place) => !isWorkload(place));
  return [...single, rest].flatMap((own) => singleItems(own, connections)).map(({ label }) => label);
}

function portsOf({ ports }: ConnectionGroup): string[][] {
  if (ports === 'unknown') return [['', '', '', 'unknown']];
  return ports.map(({ protocol, first, last }) => [protocol, `${first}`, `${last}`, 'allowed']);
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
