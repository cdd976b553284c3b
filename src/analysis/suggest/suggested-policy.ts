import type { LabelSelector } from '../../model/scenario.ts';
import type { Direction, Transport } from '../../policy/network-policy.ts';

/** A NetworkPolicy to be written. */
export interface SuggestedPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: LabelSelector;
  readonly policyTypes: readonly Direction[];
  /** Of the one direction that the policy has; empty for a default deny. */
  readonly rules: readonly SuggestedRule[];
}

export interface SuggestedRule {
  /** The flows that need it. */
  readonly flows: readonly string[];
  readonly peers: readonly SuggestedPeer[];
  readonly ports: readonly SuggestedPort[];
}

export type SuggestedPeer =
  | { readonly kind: 'pods'; readonly namespace: string; readonly podSelector: LabelSelector }
  | {
      readonly kind: 'ipBlock';
      readonly cidr: string;
      readonly except: readonly string[];
      /** What is to be known of it, line by line. */
      readonly notes: readonly string[];
    };

interface SuggestedPort {
  readonly protocol: Transport;
  readonly port: number;
}
