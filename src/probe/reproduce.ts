import { standInSuffix, type Source } from '../model/facts.ts';
import type { Endpoint } from '../model/scenario.ts';
import { shellQuoted } from '../model/shell-quoted.ts';
import { nslookupArguments, tcpQuery } from './dns.ts';
import type { Probe } from './probe.ts';

/** The shell command that tries a probe by hand, for somebody who is where it is sent from. */
export function commandOf({ protocol, host, port }: Omit<Probe, 'id'>, connectTimeoutMs: number): string {
  const seconds = Math.ceil(connectTimeoutMs / 1000);
  switch (protocol) {
    case 'dns':
      return `timeout ${seconds} nslookup -type=a ${nslookupArguments({ host, port })}`;
    case 'dns-tcp':
      return `sh -c ${shellQuoted(`printf '${tcpQuery('x')}' | nc -v -w ${seconds} ${host} ${port} | od -An -tx1`)}`;
    case 'udp':
      return `sh -c ${shellQuoted(`echo 'echo hello' | nc -u -w ${seconds} ${host} ${port}`)}`;
    default:
      return `curl -sv -o /dev/null --http0.9 --connect-timeout ${seconds} --max-time ${seconds + 1} http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  }
}

/**
 * The shell command that runs another one at a source in a cluster, or in a container beside it. It works while the run's
 * pods stand (`--keep`).
 */
export function inCluster(
  command: string,
  source: Source,
  { sender, image }: { sender: Endpoint; image: string },
): string {
  // By hand it is the workload's own pod; its stand-in is gone.
  const [namespace = '', pod = ''] = source.id.replace(standInSuffix, '').split('/');
  switch (sender.kind) {
    case 'client': {
      const labels = Object.entries(sender.labels).map(([key, value]) => `${key}=${value}`);
      const options = labels.length > 0 ? ` --labels=${shellQuoted(labels.join(','))}` : '';
      return `kubectl run by-hand --rm -i --restart=Never -n ${namespace}${options} --image=${image} --command -- ${command}`;
    }
    case 'pods':
      return `kubectl debug -i -n ${namespace} ${pod} --image=${image} --profile=general -- ${command}`;
    default:
      return `docker exec ${source.id} ${command}`;
  }
}
