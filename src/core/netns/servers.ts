import type { ContainerPort } from '../../policy/world.ts';
import type { Faults } from './fault.ts';

/** File with the names that the cluster's DNS knows, in the format of /etc/hosts. */
export const zoneFile = '/run/flowproof/zone';

/** What listens at a port; see {@link serversProgram}. */
export interface Listener {
  readonly netns: string;
  readonly kind: 'http' | 'echo' | 'dns-udp' | 'dns-tcp' | 'mute-udp' | 'mute-tcp';
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
 * echo at every UDP port, and DNS where a port is DNS's. SCTP is not probed.
 */
export function listenersOf({ ports, ...where }: Serving, { silentDns = false }: Faults): Listener[] {
  return ports.flatMap(({ number: port, protocol, name = '' }) => {
    if (protocol === 'SCTP') return [];
    const transport = protocol === 'TCP' ? 'tcp' : 'udp';
    const isDns = port === 53 || name.startsWith('dns');
    const plain = protocol === 'TCP' ? 'http' : 'echo';
    return [{ ...where, port, kind: isDns ? (`${silentDns ? 'mute' : 'dns'}-${transport}` as const) : plain }];
  });
}

/** The line that has {@link serversProgram} listen. */
export function listenLine({ netns, kind, port, ip = '-' }: Listener): string {
  return `listen ${netns} ${kind} ${port} ${ip}\n`;
}
