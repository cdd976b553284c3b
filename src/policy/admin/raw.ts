import type { z } from 'zod';
import type { labelSelector } from '../fields.ts';
import type { AdminRule } from './admin-policy.ts';

/** A spec as it is written, of any of the kinds; which of the fields may be there is for the schemas to say. */
export interface RawSpec {
  readonly tier?: 'Admin' | 'Baseline' | undefined;
  readonly priority?: number | undefined;
  readonly subject: RawPeer;
  readonly ingress?: readonly RawRule[] | null | undefined;
  readonly egress?: readonly RawRule[] | null | undefined;
}

export interface RawRule {
  readonly name?: string | null | undefined;
  readonly action: AdminRule['action'];
  /** `from` or `to`. */
  readonly peers: readonly RawPeer[];
  /** `ports` or `protocols`. */
  readonly ports: readonly RawPort[];
}

type RawSelector = z.infer<typeof labelSelector>;

/** Exactly one field is set. A subject is written as the peers of ingress rules are. */
export interface RawPeer {
  readonly namespaces?: RawSelector | null | undefined;
  readonly pods?: RawPods | null | undefined;
  readonly nodes?: RawSelector | null | undefined;
  readonly networks?: readonly string[] | null | undefined;
  readonly domainNames?: readonly string[] | null | undefined;
}

interface RawPods {
  readonly namespaceSelector?: RawSelector | null | undefined;
  readonly podSelector: RawSelector;
}

/** A port, a range of ports, or a name, which means a port of any transport. */
export type RawPort =
  | { readonly protocol: 'TCP' | 'UDP' | 'SCTP'; readonly port: number; readonly endPort?: number | undefined }
  | { readonly name: string };
