import { parsePort } from '../kubernetes/port.ts';
import { readHostAddress } from '../scenario/host-address.ts';

/** A host outside of the cluster, and one of its ports as scenarios write it. */
export interface HostAddress {
  /** IP address without brackets, or DNS name. */
  readonly host: string;
  readonly port: number | string;
}

/** Takes `host:port` or `[address]:port/protocol` apart; the port is absent where none is written. */
export function splitPort(text: string): { readonly host: string; readonly port?: number | string | undefined } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(text) ?? [];
  const host = bracketed ?? plain;
  // An IPv6 address without brackets has colons, and no port.
  if (host === undefined) return { host: text };
  return { host, port: port !== undefined && /^[1-9]\d*$/.test(port) ? Number(port) : port };
}

/** Reads `1.1.1.1:443`; `undefined` for anything without a host or a port. */
export function parseAddress(text: string): HostAddress | undefined {
  const { host, port } = splitPort(text);
  return 'address' in readHostAddress(host) && port !== undefined && parsePort(port) ? { host, port } : undefined;
}
