import ipaddr from 'ipaddr.js';

/** A block of addresses. */
export interface Cidr {
  readonly family: 'IPv4' | 'IPv6';
  /** Whether the block holds an address; one of the other family it never does. */
  holds(address: string): boolean;
}

/** Reads `10.0.0.0/8` or `fd00::/8`; `undefined` for anything else. */
export function parseCidr(text: string): Cidr | undefined {
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [network, length] = ipaddr.parseCIDR(text);
  return {
    family: network.kind() === 'ipv4' ? 'IPv4' : 'IPv6',
    holds(address) {
      const parsed = ipaddr.parse(address);
      return parsed.kind() === network.kind() && parsed.match(network, length);
    },
  };
}

/** The family of an address; `undefined` for a text that is none. */
export function addressFamily(address: string): Cidr['family'] | undefined {
  if (!ipaddr.isValid(address)) return undefined;
  return ipaddr.parse(address).kind() === 'ipv4' ? 'IPv4' : 'IPv6';
}
