import { resolverOfNode } from '../../src/netns-plan/zone.ts';
import { endOfInput, planBatch, senderCommand, type Batch } from '../../src/probe/batch.ts';
import { tcpQuery } from '../../src/probe/dns.ts';
import type { Probe } from '../../src/probe/probe.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { openSandbox, type Sandbox } from '../../src/environments/netns/sandbox.ts';
import { startServers } from '../../src/environments/netns/run-servers.ts';
import { earlierScript } from './earlier-script.ts';

/** What a probe costs beyond what its batch does, and what the batch costs. */
export interface ProbeCost {
  readonly forks: number;
  /** Milliseconds of processor time. */
  readonly cpuMs: number;
  readonly forksOfBatch: number;
}

const probed = { tcp: 80, http: 80, udp: 81, dns: 53, 'dns-tcp': 53 } as const;
type Probed = keyof typeof probed;
const protocols = Object.keys(probed) as Probed[];
// Of the names that are looked up, none is.
const place = { ...resolverOfNode, netns: 'a', hosts: '/run/flowproof/hosts' };
const options = { nonce: 'bench', connectTimeoutMs: 1000 };

/** Measures what probes that are answered cost, by protocol, with the program of today and with the earlier one. */
export async function measureProbeCosts(): Promise<
  Map<Probed, { readonly before: ProbeCost; readonly after: ProbeCost }>
> {
  await using sandbox = await openSandbox({ keep: false }, neverAborted);
  await sandbox.run('ip netns add a\nip -n a link set lo up');
  await using servers = await startServers(sandbox, neverAborted);
  await servers.listen([
    { netns: 'a', kind: 'http', port: 80 },
    { netns: 'a', kind: 'echo', port: 81 },
    { netns: 'a', kind: 'dns-udp', port: 53 },
    { netns: 'a', kind: 'dns-tcp', port: 53 },
  ]);
  const costs = new Map<Probed, { before: ProbeCost; after: ProbeCost }>();
  for (const protocol of protocols) {
    const before = await costOf(sandbox, (count) => earlier(protocol, count));
    const after = await costOf(sandbox, (count) => today(protocol, count));
    costs.set(protocol, { before, after });
  }
  return costs;
}

interface Run {
  readonly command: readonly string[];
  readonly stdin: string;
}

async function costOf(sandbox: Sandbox, runOf: (count: number) => Run): Promise<ProbeCost> {
  const few = await measure(sandbox, runOf(10));
  const many = await measure(sandbox, runOf(110));
  const forks = (many.forks - few.forks) / 100;
  return { forks, cpuMs: (many.cpuMs - few.cpuMs) / 100, forksOfBatch: Math.round(few.forks - 10 * forks) };
}

/** The least of three runs: the kernel counts the processes of the whole machine. */
async function measure(sandbox: Sandbox, { command, stdin }: Run): Promise<{ forks: number; cpuMs: number }> {
  const runs: { forks: number; cpuMs: number }[] = [];
  for (let run = 0; run < 3; run += 1) {
    const printed = await sandbox.enter(place, ['sh', '-c', counting, 'bench', ...command], {
      stdin,
      timeoutMs: 60_000,
    });
    const [before = 0, after = 0] = [...printed.matchAll(/^forks (\d+)$/gm)].map(([, count]) => Number(count));
    const [, user = 0, system = 0] = (/\n(?:\S+ \S+)\n0m([\d.]+)s 0m([\d.]+)s\s*$/.exec(printed) ?? []).map(Number);
    runs.push({ forks: after - before, cpuMs: (user + system) * 1000 });
  }
  return { forks: Math.min(...runs.map((one) => one.forks)), cpuMs: Math.min(...runs.map((one) => one.cpuMs)) };
}

/** Runs "$@" between two looks at how many processes the machine has started, and tells what time its children took. */
const counting = String.raw`
count() { while read -r key value _; do [ "$key" != processes ] || echo "forks $value"; done </proc/stat; }
count
"$@" >/dev/null
count
times
`;

function probesOf(protocol: Probed, count: number): Probe[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    protocol,
    host: '127.0.0.1',
    port: probed[protocol],
  }));
}

function today(protocol: Probed, count: number): Run {
  const { stdin } = planBatch(probesOf(protocol, count), options);
  return { command: senderCommand, stdin: `${stdin}${endOfInput}` };
}

function earlier(protocol: Probed, count: number): Run {
  const probes = probesOf(protocol, count);
  const jobs = protocol === 'tcp' || protocol === 'http' ? curlJobs(planBatch(probes, options)) : probes.map(jobOf);
  return {
    command: ['sh', '-c', earlierScript, 'flowproof-probe', options.nonce, '1'],
    stdin: `${jobs.map((job) => `job ${job}\n`).join('')}end\n`,
  };
}

/** The config of curl is what it was. */
function curlJobs({ stdin }: Batch): string[] {
  return stdin
    .split('job ')
    .slice(1)
    .map((job) => job.replace(/end\n$/, '').trimEnd());
}

function jobOf({ id, protocol, host, port }: Probe): string {
  if (protocol === 'udp') return `udp ${id} ${host} ${port} ${options.nonce}`;
  if (protocol === 'dns')
    return `nslookup ${id} -timeout=1 -retry=3 -type=a kubernetes.default.svc.cluster.local. ${host}`;
  return `query ${id} ${host} ${port} ${tcpQuery(options.nonce)} -v`;
}
