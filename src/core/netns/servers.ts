import type { ContainerPort, WorldPod } from '../../policy/world.ts';
import type { Faults } from './fault.ts';

/** File with the names that the cluster's DNS knows, in the format of /etc/hosts. */
export const zoneFile = '/run/flowproof/zone';

/**
 * The shell program that makes a pod listen where its containers say they do, and waits until it does. What the
 * containers really run is not started: HTTP answers at every TCP port, an echo at every UDP port, and DNS where a port
 * is DNS's. It is to be run in the pod's network namespace.
 */
export function serversScript({ ports }: Pick<WorldPod, 'ports'>, { silentDns = false }: Faults): string {
  const commands = new Set(ports.map((port) => serverCommand(port, silentDns)));
  return [
    ...[...commands].map((command) => `${command} </dev/null >/dev/null 2>&1 &`),
    ...ports.flatMap(awaitListening),
  ].join('\n');
}

/** The kernel lists sockets by their port in hexadecimal; 0A is listening, 07 a UDP socket without a peer. */
function awaitListening({ number, protocol }: ContainerPort): string[] {
  if (protocol === 'SCTP') return [];
  const port = number.toString(16).toUpperCase().padStart(4, '0');
  const [table, state] = protocol === 'TCP' ? ['tcp', '0A'] : ['udp', '07'];
  return [`until grep -qs ":${port} [0-9A-F:]* ${state} " /proc/net/${table} /proc/net/${table}6; do sleep 0.01; done`];
}

function serverCommand({ number, protocol, name = '' }: ContainerPort, silentDns: boolean): string {
  if (protocol === 'SCTP') return `socat SCTP-LISTEN:${number},fork PIPE`;
  if (number === 53 || name.startsWith('dns')) {
    if (!silentDns) return dnsCommand(number);
    return `socat -u ${protocol}6-${protocol === 'UDP' ? 'RECV' : 'LISTEN'}:${number},${protocol === 'UDP' ? '' : 'fork,'}ipv6only=0 OPEN:/dev/null`;
  }
  if (protocol === 'UDP') return `socat -T 5 UDP6-RECVFROM:${number},ipv6only=0,fork PIPE`;
  // Serves an empty folder: "404 Not Found" is an answer as good as any.
  return `busybox httpd -f -p ${number} -h /run/flowproof/www`;
}

/** Answers over UDP and TCP for the names of the cluster, and "no such name" for all others. */
function dnsCommand(port: number): string {
  return `dnsmasq --conf-file=/dev/null --keep-in-foreground --user=root --group= --port=${port} --pid-file= --no-resolv --no-hosts --addn-hosts=${zoneFile} --local=/#/ --local-ttl=5 --log-facility=/dev/null`;
}
