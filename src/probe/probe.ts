import type { Protocol } from '../model/scenario.ts';

/** One connection or query to try. */
export interface Probe {
  /** Unique in its batch; letters and digits only. */
  readonly id: string;
  readonly protocol: Protocol;
  /** IP address, or DNS name where looking it up is part of the flow. */
  readonly host: string;
  /** Address family to look a name up in. @defaultValue ipv4 */
  readonly family?: 'ipv4' | 'ipv6';
  readonly port: number;
}

/** What a tool said of one probe, unread. */
export type RawResult = CurlResult | ToolResult;

/** What one curl transfer says of itself through `--write-out`; seconds since its start, 0 where it never got there. */
export interface CurlResult {
  readonly tool: 'curl';
  readonly exitCode: number;
  readonly lookupSeconds: number;
  readonly connectSeconds: number;
  readonly totalSeconds: number;
  /** 0 where no HTTP answer came. */
  readonly httpStatus: number;
  /** New connections that the transfer made; 0 where it took one that was open already. */
  readonly connections: number;
  readonly remoteAddress: string;
  readonly message: string;
}

/** What nslookup or nc printed, and how it ended. */
export interface ToolResult {
  readonly tool: 'nslookup' | 'nc';
  readonly exitCode: number;
  readonly totalSeconds: number;
  readonly output: readonly string[];
}

/** Whether a host is an address, which needs no look-up. */
export function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(':');
}
