import { nslookupArguments, tcpQuery } from './dns.ts';
import { isAddress, type Probe } from './probe.ts';
import { probeScript } from './script.ts';

/** The program that runs batches where probes are sent from, to run without a shell around it. */
export const senderCommand: readonly string[] = ['sh', '-c', probeScript, 'flowproof-probe'];

/** Ends {@link senderCommand} once the batches before it are done. */
export const endOfInput = 'exit\n';

/** Many probes to be tried at once in one place. */
export interface Batch {
  /** What {@link senderCommand} reads. */
  readonly stdin: string;
  /** Marks the lines of output that belong to this batch. */
  readonly nonce: string;
  readonly probes: readonly Probe[];
  /** Probes of each curl process, in the order of its URLs; the process is named by its index: `c0`, `c1`. */
  readonly transfers: readonly (readonly Probe[])[];
  /** How long a probe waits for an answer before it counts as blocked. */
  readonly connectTimeoutMs: number;
  /** Seconds between two signs of life. */
  readonly beatSeconds: number;
}

interface BatchOptions {
  /** Letters and digits; different for every batch. */
  readonly nonce: string;
  /** How long a probe waits for an answer before it counts as blocked. */
  readonly connectTimeoutMs: number;
}

/** Transfers per curl process: `--parallel-max` ends at 300 before curl 8.12. */
const transfersPerCurl = 250;

/** Signs of life within a connect timeout: each costs a process. */
const beatsPerTimeout = 4;

/** Plans the input that has all probes tried side by side. */
export function planBatch(probes: readonly Probe[], options: BatchOptions): Batch {
  const { nonce, connectTimeoutMs } = options;
  const beatSeconds = connectTimeoutMs / 1000 / beatsPerTimeout;
  const [connections, queries] = partition(probes, ({ protocol }) => protocol === 'tcp' || protocol === 'http');
  // Apart, because a look-up is told which address family to ask for, and an address has its own.
  const transfers = [...Map.groupBy(connections, lookUpFamily).values()].flatMap(chunks);
  const jobs = [
    ...transfers.map((chunk, index) => curlJob(chunk, `c${index}`, options)),
    ...queries.map((probe) => `job ${line(probe)}\n`),
  ];
  const query = queries.some(({ protocol }) => protocol === 'dns-tcp') ? ` ${tcpQuery(nonce)}` : '';
  return {
    stdin: `batch ${nonce} ${Math.ceil(connectTimeoutMs / 1000)} ${beatSeconds}${query}\n${jobs.join('')}end\n`,
    nonce,
    probes,
    transfers,
    connectTimeoutMs,
    beatSeconds,
  };
}

/** Lines that each tell the end of a job: one for every curl process, and for every probe of another tool. */
export function jobCount({ probes, transfers }: Pick<Batch, 'probes' | 'transfers'>): number {
  return transfers.length + probes.length - transfers.flat().length;
}

function partition<T>(items: readonly T[], predicate: (item: T) => boolean): [matching: T[], others: T[]] {
  return [items.filter(predicate), items.filter((item) => !predicate(item))];
}

function chunks(probes: readonly Probe[]): Probe[][] {
  const count = Math.ceil(probes.length / transfersPerCurl);
  return Array.from({ length: count }, (_, index) =>
    probes.slice(index * transfersPerCurl, (index + 1) * transfersPerCurl),
  );
}

function lookUpFamily({ host, family = 'ipv4' }: Probe): Probe['family'] {
  return isAddress(host) ? undefined : family;
}

/** Fields of `--write-out` that the parser reads, in this order (curl 7.75 and later know them all). */
const fields = [
  'urlnum',
  'exitcode',
  'time_namelookup',
  'time_connect',
  'time_total',
  'http_code',
  'num_connects',
  'remote_ip',
  'errormsg',
];

/** HTTP/1.0 keeps curl from using a connection twice: a policy judges new ones. */
function curlJob(probes: readonly Probe[], id: string, { nonce, connectTimeoutMs }: BatchOptions): string {
  const family = probes[0] && lookUpFamily(probes[0]);
  return `job curl ${id}
silent
no-progress-meter
globoff
http0.9
http1.0
header = "Connection: close"
noproxy = "*"
parallel
parallel-immediate
parallel-max = ${transfersPerCurl}
connect-timeout = ${connectTimeoutMs / 1000}
max-time = ${(connectTimeoutMs + 500) / 1000}
write-out = "${nonce} ${id} transfer ${fields.map((field) => `%{${field}}`).join('|')}\\n"
${family === undefined ? '' : `${family}\n`}${probes.map(({ host, port }) => `url = "http://${bracketed(host)}:${port}/"\noutput = "/dev/null"\n`).join('')}`;
}

function line({ id, protocol, host, port }: Probe): string {
  if (protocol === 'dns') return `nslookup ${id} ${nslookupArguments({ host, port })}`;
  return `${protocol} ${id} ${host} ${port}`;
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
