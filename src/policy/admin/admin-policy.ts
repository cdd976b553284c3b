import type { LabelSelector, Position } from '../../model/scenario.ts';
import type { Direction, Peer, PodPeer, PolicyPort } from '../network-policy.ts';

/**
 * A policy of the cluster's administrators (kubernetes-sigs/network-policy-api): AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy of v1alpha1, ClusterNetworkPolicy of v1alpha2 and v1beta1. They differ in how they are
 * written, and mean the same.
 */
export interface AdminPolicy {
  readonly kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';
  readonly name: string;
  readonly position: Position;
  /** `Admin` comes before NetworkPolicies, `Baseline` after them. */
  readonly tier: Tier;
  /** 0 to 1000; the lower comes first. There is one BaselineAdminNetworkPolicy at most, which has none: 0. */
  readonly priority: number;
  /** The pods that the policy is for. It has a namespaceSelector; pods on their node's network are never subjects. */
  readonly subject: PodPeer;
  /** In their order: the first that matches counts. Without any, the direction is left alone. */
  readonly ingress: readonly AdminRule[];
  readonly egress: readonly AdminRule[];
}

export type Tier = 'Admin' | 'Baseline';

/** One entry of `ingress` or `egress`: what becomes of traffic that matches one of its peers and one of its ports. */
export interface AdminRule {
  readonly name?: string | undefined;
  readonly position: Position;
  /** As it is written: v1alpha1 says Allow and ClusterNetworkPolicy says Accept. */
  readonly action: 'Allow' | 'Accept' | 'Deny' | 'Pass';
  /** `from` or `to`; at least one. */
  readonly peers: readonly AdminPeer[];
  /** `any` where nothing is said of ports: then every protocol matches as well. */
  readonly ports: 'any' | readonly PolicyPort[];
}

/** Selectors of pods always have a namespaceSelector, and blocks (`networks`) no exceptions. */
export type AdminPeer = Peer | NodesPeer | DomainNamesPeer;

/** Nodes by their labels; in egress only. */
interface NodesPeer {
  readonly kind: 'nodes';
  readonly position: Position;
  /** Empty: every node. */
  readonly selector: LabelSelector;
}

/** Receivers by their names; in egress only, and for rules that allow. */
interface DomainNamesPeer {
  readonly kind: 'domainNames';
  readonly position: Position;
  readonly names: readonly string[];
}

/** The rules of a policy for one direction. */
export function rulesOf({ ingress, egress }: AdminPolicy, direction: Direction): readonly AdminRule[] {
  return direction === 'Ingress' ? ingress : egress;
}

/**
 * The policies of a tier, the first to be asked first. The API leaves open which of two with equal priorities that is;
 * here it is the one whose name comes first.
 */
export function inOrder(policies: readonly AdminPolicy[], tier: Tier): AdminPolicy[] {
  return policies
    .filter((policy) => policy.tier === tier)
    .toSorted((a, b) => a.priority - b.priority || compare(a.name, b.name) || compare(a.kind, b.kind));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
