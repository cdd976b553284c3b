import type { Probe } from './probe.ts';

/** The name that DNS probes ask for: every cluster's DNS answers it from memory, and any other server says NXDOMAIN. */
const queryName = 'kubernetes.default.svc.cluster.local';

/** What nslookup asks, and whom. busybox's has no help for `-port`, yet knows it, where it is built in full. */
export function nslookupArguments({ host, port }: Pick<Probe, 'host' | 'port'>): string {
  return `${port === 53 ? '' : `-port=${port} `}${queryName}. ${host}`;
}

/**
 * A query over TCP for the IPv4 address of {@link queryName}, in the octal escapes of printf (RFC 1035, 4.1; its length
 * goes before it, 4.2.2). The nonce gives it its id. busybox's nslookup asks over UDP alone, so that nc carries it.
 */
export function tcpQuery(nonce: string): string {
  const labels = queryName.split('.').flatMap((label) => [label.length, ...bytes(label)]);
  const message = [...queryId(nonce), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, 1, 0, 1];
  return [message.length >> 8, message.length & 255, ...message].map(escape).join('');
}

/**
 * Reads an answer to {@link tcpQuery} from the hexadecimal dump of the stream.
 *
 * @returns what the server said (`NOERROR, 1 answer`), or `undefined` when this is no answer to that query.
 */
export function readTcpAnswer(hex: string, nonce: string): string | undefined {
  const stream = hex
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));
  const message = stream.slice(2);
  const [high, low, flags = 0, more = 0, , , , answers = 0] = message;
  const [wantedHigh, wantedLow] = queryId(nonce);
  if (message.length < 12 || high !== wantedHigh || low !== wantedLow || flags < 128) return undefined;
  const code = responseCodes[more & 15] ?? `code ${more & 15}`;
  return `${code}, ${answers} answer${answers === 1 ? '' : 's'}`;
}

const responseCodes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];

/** Two lower-case letters: bytes that mean nothing to printf. */
function queryId(nonce: string): [number, number] {
  let sum = 0;
  for (const byte of bytes(nonce)) sum = (sum * 31 + byte) % (26 * 26);
  return [97 + Math.floor(sum / 26), 97 + (sum % 26)];
}

function bytes(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function escape(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
