import type { Endpoint } from './model.ts';
import { dnsQuery, queryName } from './probe/dns.ts';
import type { Probe } from './probe/probe.ts';
import type { Path } from './targets.ts';

/** What a command by hand needs beyond the path that it repeats. */
export interface HandTool {
  readonly probeImage: string;
  readonly connectTimeoutMs: number;
}

/** The shell command that repeats a probe by hand; it works while the run's pods stand (`--keep`). */
export function reproduce(
  { source, probe }: Path,
  sender: Endpoint,
  { probeImage, connectTimeoutMs }: HandTool,
): string {
  const command = commandOf(probe, Math.ceil(connectTimeoutMs / 1000));
  const [namespace = '', pod = ''] = source.id.split('/');
  switch (sender.kind) {
    case 'client': {
      const labels = Object.entries(sender.labels).map(([key, value]) => `${key}=${value}`);
      const options = labels.length > 0 ? ` --labels=${quoted(labels.join(','))}` : '';
      return `kubectl run by-hand --rm -i --restart=Never -n ${namespace}${options} --image=${probeImage} --command -- ${command}`;
    }
    case 'pods':
      return `kubectl debug -i -n ${namespace} ${pod} --image=${probeImage} --profile=general -- ${command}`;
    default:
      return `docker exec ${source.id} ${command}`;
  }
}

function commandOf({ protocol, host, port }: Omit<Probe, 'id'>, seconds: number): string {
  switch (protocol) {
    case 'dns':
      // nslookup asks port 53 alone; elsewhere dig is what a person would take.
      if (port !== 53) return `dig +time=${seconds} +tries=1 -p ${port} @${host} ${queryName}`;
      return `timeout ${seconds} nslookup -type=a ${queryName}. ${host}`;
    case 'dns-tcp':
      return `sh -c ${quoted(`printf '${dnsQuery('x', 'TCP')}' | nc -v -w ${seconds} ${host} ${port} | od -An -tx1`)}`;
    case 'udp':
      return `sh -c ${quoted(`echo 'echo hello' | nc -u -w ${seconds} ${host} ${port}`)}`;
    default:
      return `curl -sv -o /dev/null --http0.9 --connect-timeout ${seconds} --max-time ${seconds + 1} http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  }
}

function quoted(text: string): string {
  return /^[\w.,=/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
