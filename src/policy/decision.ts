import type { AdminPeer, AdminPolicy, AdminRule } from './admin/admin-policy.ts';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule } from './network-policy.ts';

/** What the policies of a world say of one connection, and why. */
export interface Decision {
  readonly allowed: boolean;
  /** At the sender. */
  readonly egress: SideDecision;
  /** At the receiver. */
  readonly ingress: SideDecision;
}

export type SideDecision = Exempt | NotIsolated | AllowedByRule | Denied | DecidedByAdmin;

/** Whether a side lets nothing through. */
export function denies({ kind }: SideDecision): boolean {
  return kind === 'denied' || kind === 'admin-denied';
}

/** A rule of an admin policy that matched. */
export interface AdminMatch {
  readonly rule: AdminRule;
  /** Place in the policy's list; counts from 0. */
  readonly index: number;
  /** The first peer that matched. */
  readonly peer: AdminPeer;
  /** The first port that matched; absent where the rule is for any. */
  readonly port?: PolicyPort | undefined;
}

/** One admin policy that was asked about one side of a connection. */
export interface AdminStep {
  readonly policy: AdminPolicy;
  /** The first rule that matched; absent where none did, so that the next policy was asked. */
  readonly match?: AdminMatch | undefined;
}

/** What came before, where admin policies are for the pod: each that was asked, in their order. */
interface AskedAdmins {
  readonly adminSteps?: readonly AdminStep[] | undefined;
}

/** A rule of an admin policy had the last word: the one of the last step. */
export interface DecidedByAdmin extends AskedAdmins, AdminMatch {
  readonly kind: 'admin-allowed' | 'admin-denied';
  readonly policy: AdminPolicy;
}

/** No policy has a say. */
interface Exempt {
  readonly kind: 'exempt';
  /** `not-a-pod`: the end is a node, a pod on its node's network, or outside of the cluster. */
  readonly because: 'not-a-pod' | 'itself' | 'own-node';
}

/** No NetworkPolicy selects the pod for this direction, and no admin policy decides: everything is allowed. */
interface NotIsolated extends AskedAdmins {
  readonly kind: 'not-isolated';
}

/** A rule, as it is named to a reader. */
interface RuleOfPolicy {
  readonly policy: NetworkPolicy;
  readonly rule: PolicyRule;
  /** Place in the policy's list; counts from 0. */
  readonly index: number;
}

export interface AllowedByRule extends RuleOfPolicy, AskedAdmins {
  readonly kind: 'allowed';
  /** The policies that select the pod for this direction. */
  readonly isolatedBy: readonly NetworkPolicy[];
  /** The first peer that matched; absent where the rule is for any. */
  readonly peer?: Peer | undefined;
  /** The first port that matched; absent where the rule is for any. */
  readonly port?: PolicyPort | undefined;
}

export interface Denied extends AskedAdmins {
  readonly kind: 'denied';
  /** The policies that select the pod for this direction; at least one. */
  readonly isolatedBy: readonly NetworkPolicy[];
  /** Every rule of theirs, the nearest first: those that lack the port only, the peer only, then both. */
  readonly misses: readonly RuleMiss[];
}

/** A rule that did not match. */
export interface RuleMiss extends RuleOfPolicy {
  readonly missed: 'port' | 'peer' | 'peer and port';
  /** Of a rule that missed the peer: each peer and what was wrong with it. */
  readonly peers: readonly PeerMiss[];
}

export interface PeerMiss {
  readonly peer: Peer;
  /**
   * - `namespace`, `pod`, `namespace and pod`: these selectors do not select it.
   * - `own-namespace`: the podSelector would, but without a namespaceSelector it means the policy's own namespace.
   * - `not-a-pod`: the other end is none, and selectors select pods only.
   * - `address`: outside of the CIDR; `excepted`: within, and in one of its exceptions.
   */
  readonly why: 'namespace' | 'pod' | 'namespace and pod' | 'own-namespace' | 'not-a-pod' | 'address' | 'excepted';
}
