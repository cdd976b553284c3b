import ipaddr from 'ipaddr.js';
import { canonicalCidr } from '../kubernetes/cidr.ts';

/**
 * The address that stands for a host: itself, or the first one of a CIDR behind the network's own. A text that is neither
 * an IP address, a CIDR nor a DNS name is no host; programs could take it for an option.
 *
 * @returns the address, or what to write instead.
 */
export function readHostAddress(text: string): { readonly address: string } | { readonly problem: string } {
  const address = addressOf(text);
  return address === undefined ? { problem: `${JSON.stringify(text)} is no host: ${remedyFor(text)}` } : { address };
}

function addressOf(text: string): string | undefined {
  const cidr = canonicalCidr(text);
  if (cidr !== undefined) return firstAddress(cidr);
  return isAddress(text) || isDnsName(text) ? text : undefined;
}

function firstAddress(cidr: string): string {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const family = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const bytes = family.networkAddressFromCIDR(cidr).toByteArray();
  if (length < bytes.length * 8) bytes.push((bytes.pop() ?? 0) | 1);
  return ipaddr.fromByteArray(bytes).toString();
}

function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));
}

/** RFC 1123, 2.1, and the underscores of other records. A last label that is a number makes it an address. */
function isDnsName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  return (
    text.length <= 254 &&
    labels.every((label) => /^(?!-)[\w-]{1,63}(?<!-)$/.test(label)) &&
    !/^(?:\d+|0x[\da-f]*)$/i.test(labels.at(-1) ?? '')
  );
}

function remedyFor(text: string): string {
  const [, scheme, host = '', port = schemePorts[scheme ?? '']] =
    /^(?:([a-z]+):\/\/)?([^/\s]*?)(?::(\d+))?(?:\/.*)?$/i.exec(text) ?? [];
  const isHost = addressOf(host) !== undefined;
  if (isHost && port !== undefined) return `write ${host}, and ${port} as its port`;
  if (isHost && scheme !== undefined) return `write ${host}`;
  if (/^\*\.[\w.-]+$/.test(text)) return `a pattern means many; write one of them, such as api${text.slice(1)}`;
  return 'write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or api.example.com';
}

const schemePorts: Readonly<Partial<Record<string, string>>> = { http: '80', https: '443' };
