import type { Port, Protocol } from '../model/scenario.ts';

/** Reads `8000`, `8000/http` or `53/dns`; `undefined` for anything else, a port 080 too: is it 80, or octal? */
export function parsePort(text: string | number): Port | undefined {
  const match = /^([1-9]\d{0,4})(?:\/(tcp|http|udp|dns|dns-tcp))?$/.exec(String(text));
  const number = Number(match?.[1]);
  if (!match || number < 1 || number > 65_535) return undefined;
  const protocol = (match[2] ?? 'tcp') as Protocol;
  // A DNS server answers nothing but DNS, so a nonce would be lost on it.
  return { number, protocol: number === 53 && protocol === 'udp' ? 'dns' : protocol };
}

/** The transport that carries a protocol, in NetworkPolicy's words. */
export function transportOf(protocol: Protocol): 'TCP' | 'UDP' {
  return protocol === 'udp' || protocol === 'dns' ? 'UDP' : 'TCP';
}
