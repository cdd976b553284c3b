import type { ForeignPolicy } from '../foreign.ts';
import type { Direction } from '../network-policy.ts';
import { selects } from '../../kubernetes/selector.ts';
import type { World, WorldPod } from '../world.ts';
import { rulesOf, type AdminPolicy } from './admin-policy.ts';
import { isSubject } from './ask-tier.ts';
import { isUnderstood } from './match.ts';

/** What of an admin policy is not understood. */
interface Gap {
  readonly of: AdminPolicy;
  readonly policy: ForeignPolicy;
}

/** What of a world's admin policies cannot be told from manifests, so that the answers are partial. */
export function gapsIn(world: World): Gap[] {
  const { adminPolicies } = world;
  const ties = adminPolicies.flatMap((policy, index) =>
    adminPolicies
      .slice(0, index)
      .filter((other) => isTie(policy, other, world))
      .map((other) =>
        gap(policy, policy.position, `${tieLabel(policy, other)}, and the API leaves open which is first`),
      ),
  );
  const halves = adminPolicies.flatMap((policy) => halfSelected(policy, world));
  return [...adminPolicies.flatMap(unknownPeers), ...ties, ...halves];
}

const directions: readonly Direction[] = ['Ingress', 'Egress'];

function unknownPeers(policy: AdminPolicy): Gap[] {
  return directions.flatMap((direction) =>
    rulesOf(policy, direction).flatMap(({ peers }, index) =>
      peers
        .filter((peer) => !isUnderstood(peer))
        .map(({ kind, position }) => {
          const what = kind === 'nodes' ? 'labels of nodes' : 'addresses of domain names';
          return gap(
            policy,
            position,
            `${direction.toLowerCase()} rule ${index + 1} is about ${what}, which are not known`,
          );
        }),
    ),
  );
}

/**
 * "v1.NetworkPolicy always makes a final decision for selected pods. Further evaluation only happens for Pods not selected
 * by a v1.NetworkPolicy" (ClusterNetworkPolicy, `spec.tier`). CNIs that have a tier for each direction ask the Baseline
 * tier all the same for the direction that no NetworkPolicy isolates, and so does this evaluation.
 */
function halfSelected(policy: AdminPolicy, world: World): Gap[] {
  if (policy.tier !== 'Baseline') return [];
  return directions
    .filter((direction) => rulesOf(policy, direction).length > 0)
    .flatMap((direction) => {
      const pod = world.pods.find((one) => isSubject(one, policy, world) && isHalfSelected(one, direction, world));
      if (!pod) return [];
      const whom = `pods that NetworkPolicies select for the other direction alone, such as ${pod.namespace}/${pod.name}`;
      const part = `CNIs differ in whether its ${direction.toLowerCase()} rules are for ${whom}`;
      return [gap(policy, policy.position, part)];
    });
}

function isHalfSelected(pod: WorldPod, direction: Direction, { policies }: World): boolean {
  const own = policies.filter(
    ({ namespace, podSelector }) => namespace === pod.namespace && selects(podSelector, pod.labels),
  );
  return own.length > 0 && own.every(({ policyTypes }) => !policyTypes.includes(direction));
}

/**
 * "If two (or more) policies in the same tier with the same priority could match a connection, then the implementation
 * can apply any of the matching policies" (ClusterNetworkPolicy, `spec.priority`; AdminNetworkPolicy: "undefined"). How
 * policies of two kinds follow each other is said nowhere. It does not matter where they cannot say different things.
 */
function isTie(one: AdminPolicy, other: AdminPolicy, world: World): boolean {
  if (one.tier !== other.tier || (one.kind === other.kind && one.priority !== other.priority)) return false;
  const differ = directions.some((direction) => {
    const lists = [rulesOf(one, direction), rulesOf(other, direction)];
    const actions = new Set(lists.flat().map(({ action }) => (action === 'Accept' ? 'Allow' : action)));
    return lists.every(({ length }) => length > 0) && actions.size > 1;
  });
  return differ && world.pods.some((pod) => isSubject(pod, one, world) && isSubject(pod, other, world));
}

function tieLabel(one: AdminPolicy, { kind, name }: AdminPolicy): string {
  return one.kind === kind ? `it has the priority of ${kind} ${name}` : `it is for pods that ${kind} ${name} is for`;
}

function gap(of: AdminPolicy, position: AdminPolicy['position'], part: string): Gap {
  const { kind, name } = of;
  return { of, policy: { kind, name, position, part } };
}
