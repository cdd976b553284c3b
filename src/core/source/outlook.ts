import type { Decision } from './decide.ts';

/** What a run in an existing cluster is about, before anything is made there. */
export interface Outlook {
  /** Names of the endpoints that flows start at. */
  readonly senders: ReadonlySet<string>;
  /** Each once, whatever the number of endpoints that it belongs to. */
  readonly pods: readonly PlannedPod[];
  readonly clients: readonly { readonly name: string; readonly namespace: string; readonly count: number }[];
}

/** A pod of somebody's that sends or receives. */
export interface PlannedPod {
  /** `namespace/name` */
  readonly id: string;
  readonly node: string;
  /** How its traffic is sent; absent for one that only receives. */
  readonly decision?: Decision | undefined;
}
