import type { ContainerPort } from '../policy/world.ts';
import type { Faults } from './fault.ts';

/** File with the names that the cluster's DNS knows, in the format of /etc/hosts. */
export const zoneFile = '/run/flowproof/zone';

/** What listens at a port; see {@link serversProgram}. */
export interface Listener {
  readonly netns: string;
  readonly kind: 'http' | 'echo' | 'sctp' | 'dns-udp' | 'dns-tcp' | 'mute-udp' | 'mute-tcp';
  readonly port: number;
  /** @defaultValue every address of the network namespace */
  readonly ip?: string | undefined;
}

/** Ports that are to be listened at, in one network namespace. */
export interface Serving extends Pick<Listener, 'netns' | 'ip'> {
  readonly ports: readonly ContainerPort[];
}

/**
 * What listens where containers say that they do. What they really run is not started: HTTP answers at every TCP port, an
 * echo at every UDP and SCTP port, and DNS where a port is DNS's.
 */
export function listenersOf({ ports, ...where }: Serving, { silentDns = false }: Faults): Listener[] {
  return ports.map((port) => ({ ...where, port: port.number, kind: kindOf(port, silentDns) }));
}

function kindOf({ number, protocol, name = '' }: ContainerPort, silentDns: boolean): Listener['kind'] {
  if (protocol === 'SCTP') return 'sctp';
  if (number === 53 || name.startsWith('dns'))
    return `${silentDns ? 'mute' : 'dns'}-${protocol === 'TCP' ? 'tcp' : 'udp'}`;
  return protocol === 'TCP' ? 'http' : 'echo';
}

/** What two listeners at the same place cannot both have. */
export function placeOf({ netns, kind, port, ip = '-' }: Listener): string {
  return `${netns} ${transports[kind]} ${port} ${ip}`;
}

const transports = {
  http: 'TCP',
  'dns-tcp': 'TCP',
  'mute-tcp': 'TCP',
  echo: 'UDP',
  'dns-udp': 'UDP',
  'mute-udp': 'UDP',
  sctp: 'SCTP',
} as const;

/** The line that has {@link serversProgram} listen. */
export function listenLine({ netns, kind, port, ip = '-' }: Listener): string {
  return `listen ${netns} ${kind} ${port} ${ip}\n`;
}
