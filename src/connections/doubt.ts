import { isSubject } from '../policy/admin/ask-tier.ts';
import { gapsIn } from '../policy/admin/gaps.ts';
import { foreignPolicies, type ForeignPolicy } from '../policy/foreign.ts';
import type { Manifest } from '../model/scenario.ts';
import type { World, WorldPod } from '../policy/world.ts';

/** A policy that is not understood, or not all of it, and the pods that it may be for. */
export interface Doubt {
  readonly policy: ForeignPolicy;
  readonly concerns: (pod: WorldPod) => boolean;
}

/**
 * What makes answers unknown: policies of other kinds may be for every pod of their namespace, and without one for every
 * pod; those of administrators that are understood in part are for their subjects.
 */
export function doubtsIn(world: World, manifests: readonly Manifest[]): Doubt[] {
  const foreign = foreignPolicies(manifests).map((policy): Doubt => {
    const { namespace } = policy;
    return { policy, concerns: (pod) => namespace === undefined || pod.namespace === namespace };
  });
  const gaps = gapsIn(world).map(({ of, policy }): Doubt => ({
    policy,
    concerns: (pod) => isSubject(pod, of, world),
  }));
  return [...foreign, ...gaps];
}
