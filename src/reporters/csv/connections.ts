import type { ConnectionGroup, Connections } from '../../connections/connections.ts';
import { partyNames } from '../party-items.ts';

/** Renders who may connect to whom as comma-separated values (RFC 4180): a row for each sender, receiver and range of ports. */
export function renderConnectionsCsv(connections: Connections): string {
  const { eachOf } = partyNames(connections);
  const rows = connections.groups.flatMap((group) => {
    const receivers = eachOf(group.to);
    return eachOf(group.from).flatMap((from) =>
      receivers.flatMap((to) => portsOf(group).map((ports) => [from.label, to.label, ...ports])),
    );
  });
  const head = ['from', 'to', 'protocol', 'first port', 'last port', 'verdict'];
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function portsOf({ ports }: ConnectionGroup): string[][] {
  if (ports === 'unknown') return [['', '', '', 'unknown']];
  return ports.map(({ protocol, first, last }) => [protocol, `${first}`, `${last}`, 'allowed']);
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
