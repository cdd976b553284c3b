import type { ChosenMode } from './choose-mode.ts';

/** What a run in an existing cluster is about, before anything is made there. */
export interface RunPlan {
  /** The endpoints that flows start at, by name, each with the number of probe pods that send for it. */
  readonly senders: ReadonlyMap<string, number>;
  /** Each once, whatever the number of endpoints that it belongs to. */
  readonly pods: readonly PlannedPod[];
  /** Senders that are nothing but probe pods. */
  readonly clients: readonly { readonly name: string; readonly namespace: string; readonly count: number }[];
}

/** A workload's pod that sends or receives. */
export interface PlannedPod {
  /** `namespace/name` */
  readonly id: string;
  readonly node: string;
  /** How its traffic is sent; absent for one that only receives. */
  readonly decision?: ChosenMode | undefined;
}
