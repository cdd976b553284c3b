import type { ServedPort } from './live-service.ts';

/** Ports as scenarios write them, and those that no probe understands. */
export interface ProbedPorts {
  readonly ports: (number | string)[];
  /** SCTP ports: curl and nc do not speak it. */
  readonly skipped: readonly number[];
}

/**
 * How ports are probed: TCP by a handshake, UDP by an echo, and a server of both on 53 as the DNS server that it is.
 */
export function probedPorts(served: readonly ServedPort[]): ProbedPorts {
  const isDns = served.some(({ number, protocol }) => number === 53 && protocol === 'UDP');
  const ports = served.flatMap(({ number, protocol }): (number | string)[] => {
    if (protocol === 'SCTP') return [];
    if (number === 53 && isDns) return [protocol === 'UDP' ? '53/dns' : '53/dns-tcp'];
    return [protocol === 'UDP' ? `${number}/udp` : number];
  });
  return {
    ports: [...new Set(ports)],
    skipped: served.filter(({ protocol }) => protocol === 'SCTP').map(({ number }) => number),
  };
}
