import type { Owner } from '../kubernetes/owner.ts';
import type { OtherPods } from './other-pods.ts';
import type { WorldPod } from '../policy/world.ts';

/** Who sends or receives, as people speak of it; no policy tells apart what is of one party. */
export type Party = WorkloadParty | OtherPodsParty | AddressesParty;

/** Pods of a workload: all of them, or those that policies tell from the others. */
export interface WorkloadParty {
  readonly kind: 'workload';
  readonly namespace: string;
  readonly owner: Owner;
  /** At least one. */
  readonly pods: readonly WorldPod[];
  /** Whether the workload has pods that are of another party. */
  readonly isPart: boolean;
  /** Whether it is in every cluster, and in no manifest. */
  readonly isAssumed: boolean;
}

/** Pods that may come, and are in no manifest. */
interface OtherPodsParty {
  readonly kind: 'other-pods';
  /** One of them. */
  readonly pod: WorldPod;
  readonly known: OtherPods;
}

/** Addresses of no pod: a part of those that the policies tell apart. */
interface AddressesParty {
  readonly kind: 'addresses';
  /** Its place among the parts of the address space. */
  readonly part: number;
}

/** What tells a workload from others: the same in every system that has it. */
export function workloadKey({ namespace, owner: { kind, name } }: Pick<WorldPod, 'namespace' | 'owner'>): string {
  return [namespace, name, kind].join('/');
}
