import type { LabelSelector, Position } from '../model/scenario.ts';

/** A NetworkPolicy of `networking.k8s.io/v1`, with every default filled in. */
export interface NetworkPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly position: Position;
  /** The pods that the policy isolates; empty for all of its namespace. */
  readonly podSelector: LabelSelector;
  readonly policyTypes: readonly Direction[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

/** Isolation is counted apart for each direction; a connection must be allowed in both. */
export type Direction = 'Ingress' | 'Egress';

/** One entry of `ingress` or `egress`: allows what matches one of its peers and one of its ports. */
export interface PolicyRule {
  readonly position: Position;
  /** `from` or `to`; `any` where the list is missing or empty, which the API gives the same meaning. */
  readonly peers: 'any' | readonly Peer[];
  /** `any` where the list is missing or empty: then every protocol is allowed as well. */
  readonly ports: 'any' | readonly PolicyPort[];
}

export type Peer = PodPeer | IpBlockPeer;

/** Pods of some namespaces. */
export interface PodPeer {
  readonly kind: 'pods';
  readonly position: Position;
  /** Absent: the policy's own namespace. Empty: all namespaces. */
  readonly namespaceSelector?: LabelSelector | undefined;
  /** Absent or empty: all pods of those namespaces. */
  readonly podSelector?: LabelSelector | undefined;
}

/** Addresses, meant for those outside of the cluster. */
export interface IpBlockPeer {
  readonly kind: 'ipBlock';
  readonly position: Position;
  readonly cidr: string;
  readonly except: readonly string[];
}

export type Transport = 'TCP' | 'UDP' | 'SCTP';

/** A port of the pod that receives, after Services were translated. */
export interface PolicyPort {
  readonly position: Position;
  readonly protocol: Transport;
  /** A number, or the name of a container port, which each pod resolves for itself. Absent: every port. */
  readonly port?: number | string | undefined;
  /** Last port of a range that begins at `port`. */
  readonly endPort?: number | undefined;
}
