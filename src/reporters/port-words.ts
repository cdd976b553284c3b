import { transportLabel } from '../policy/peer-label.ts';
import type { PortRange } from '../policy/port-sets.ts';
import type { ConnectionGroup } from '../connections/connections.ts';

/** Ports in words: `8000`, `53/UDP`, `8000 to 8010`, `every port`; `unknown` is what it is. */
export function portsText(ports: ConnectionGroup['ports']): string {
  if (ports === 'unknown') return ports;
  const whole = ports.filter(isWhole);
  if (whole.length === transports) return 'every port';
  return ports.map(rangeText).join(', ');
}

function rangeText(range: PortRange): string {
  const { protocol, first, last } = range;
  if (isWhole(range)) return `every ${protocol} port`;
  return transportLabel(first === last ? first : `${first} to ${last}`, protocol);
}

/** TCP, UDP and SCTP. */
const transports = 3;

/** There is no port 0; ranges that policies write begin at 1. */
function isWhole({ first, last }: PortRange): boolean {
  return first <= 1 && last === 65_535;
}
