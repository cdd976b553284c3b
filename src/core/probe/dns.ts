import type { Probe } from './probe.ts';

/** The name that DNS probes ask for: every cluster's DNS answers it from memory, and any other server says NXDOMAIN. */
export const queryName = 'kubernetes.default.svc.cluster.local';

/** Whether nslookup can ask there: busybox's knows no port but 53. Elsewhere nc carries the query. */
export function isForNslookup({ protocol, port }: Pick<Probe, 'protocol' | 'port'>): boolean {
  return protocol === 'dns' && port === 53;
}

/**
 * A query for the IPv4 address of {@link queryName}, in the octal escapes of printf (RFC 1035, 4.1). The nonce gives it
 * its id. Over TCP its length goes before it (RFC 1035, 4.2.2).
 */
export function dnsQuery(nonce: string, transport: 'TCP' | 'UDP'): string {
  const labels = queryName.split('.').flatMap((label) => [label.length, ...bytes(label)]);
  const message = [...queryId(nonce), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, 1, 0, 1];
  const length = transport === 'TCP' ? [message.length >> 8, message.length & 255] : [];
  return [...length, ...message].map(escape).join('');
}

/**
 * Reads an answer to {@link dnsQuery} from the hexadecimal dump of the stream.
 *
 * @returns what the server said (`NOERROR, 1 answer`), or `undefined` when this is no answer to that query.
 */
export function readDnsAnswer(hex: string, nonce: string, transport: 'TCP' | 'UDP'): string | undefined {
  const stream = hex
    .trim()
    .split(/\s+/)
    .map((byte) => Number.parseInt(byte, 16));
  const message = stream.slice(transport === 'TCP' ? 2 : 0);
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
