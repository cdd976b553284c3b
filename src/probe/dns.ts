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
 * Whether what came back over TCP has an answer to {@link tcpQuery}: its id, and behind it a byte with the bit that says
 * "response" (QR), which is no text, so that it was decoded as U+FFFD. What else an answer says is lost on its way
 * through a shell, which drops every NUL.
 */
export function hasTcpAnswer(text: string, nonce: string): boolean {
  return text.includes(`${String.fromCharCode(...queryId(nonce))}\uFFFD`);
}

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
