import ipaddr from 'ipaddr.js';

/** A block of addresses. */
export interface Cidr {
  readonly family: 'IPv4' | 'IPv6';
  /** Whether the block holds an address; one of the other family it never does. */
  holds(address: string): boolean;
}

/**
 * A CIDR as the API server reads it: four decimal numbers, of which a leading 0 means nothing, or an IPv6 address without
 * a zone. Undefined for anything else.
 */
export function canonicalCidr(text: string): string | undefined {
  const [, address, length] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  if (address === undefined)
    return text.includes(':') && !text.includes('%') && ipaddr.isValidCIDR(text) ? text : undefined;
  const bytes = address.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) && Number(length) <= 32
    ? `${bytes.join('.')}/${Number(length)}`
    : undefined;
}

/** Reads `10.0.0.0/8` or `fd00::/8`; `undefined` for anything else. */
export function parseCidr(text: string): Cidr | undefined {
  const block = blockOf(text);
  if (!block) return undefined;
  const family = familyOf(text);
  return { family, holds: (address) => familyOf(address) === family && ipaddr[family].parse(address).match(...block) };
}

/** The family of an address; `undefined` for a text that is none. */
export function addressFamily(address: string): Cidr['family'] | undefined {
  const family = familyOf(address);
  return ipaddr[family].isValid(address) ? family : undefined;
}

function blockOf(text: string): [network: ipaddr.IPv4 | ipaddr.IPv6, length: number] | undefined {
  const family = ipaddr[familyOf(text)];
  return family.isValidCIDR(text) ? family.parseCIDR(text) : undefined;
}

/** The only family that a text can be an address of. Where none is named, ipaddr.js throws an error for the one that it is not. */
function familyOf(text: string): Cidr['family'] {
  return text.includes(':') ? 'IPv6' : 'IPv4';
}

/** The addresses of a block as numbers, both ends included; `undefined` for what is no block. */
export function rangeOf(
  cidr: string,
): { readonly family: Cidr['family']; readonly first: bigint; readonly last: bigint } | undefined {
  const block = blockOf(cidr);
  if (!block) return undefined;
  const [address, length] = block;
  const bytes = address.toByteArray();
  const hostBits = BigInt(8 * bytes.length - length);
  const number = bytes.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  const first = (number >> hostBits) << hostBits;
  return { family: familyOf(cidr), first, last: first + (1n << hostBits) - 1n };
}

/** A number as the address that {@link rangeOf} made it of. */
export function addressAt(number: bigint, family: Cidr['family']): string {
  const length = family === 'IPv4' ? 4 : 16;
  const bytes = Array.from({ length }, (_, index) => Number((number >> BigInt(8 * (length - 1 - index))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/**
 * Returns a function that tells which of some blocks hold an address, in their order. Faster than asking each block:
 * addresses are cut to the lengths that occur, and looked up.
 */
export function blocksHolding(cidrs: readonly string[]): (address: string) => readonly string[] {
  const byNetwork = new Map<string, string[]>();
  const lengths = new Map<string, Set<number>>();
  for (const cidr of new Set(cidrs)) {
    const block = blockOf(cidr);
    if (!block) continue;
    const [network, length] = block;
    const key = networkKey(network, length);
    byNetwork.set(key, [...(byNetwork.get(key) ?? []), cidr]);
    lengths.set(network.kind(), (lengths.get(network.kind()) ?? new Set()).add(length));
  }
  return (address) => {
    if (!ipaddr.isValid(address)) return [];
    const parsed = ipaddr.parse(address);
    return [...(lengths.get(parsed.kind()) ?? [])].flatMap((length) => byNetwork.get(networkKey(parsed, length)) ?? []);
  };
}

function networkKey(address: ipaddr.IPv4 | ipaddr.IPv6, length: number): string {
  const bytes = address
    .toByteArray()
    .map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, length - 8 * index))));
  return `${address.kind()} ${bytes.join('.')} ${length}`;
}
