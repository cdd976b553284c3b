import type { AddressPart } from '../policy/address-space.ts';
import type { EndClass } from '../policy/pod-classes.ts';
import type { WorldPod } from '../policy/world.ts';
import type { OtherPods } from './other-pods.ts';
import { workloadKey, type Party } from './party.ts';

/** A party, and the place of its class. */
interface PlacedParty {
  readonly party: Party;
  readonly classAt: number;
}

interface Ends {
  readonly others: ReadonlyMap<WorldPod, OtherPods>;
  /** Whether a pod is of those that every cluster has, and in no manifest. */
  readonly isAssumed: (pod: WorldPod) => boolean;
  readonly parts: readonly AddressPart[];
  /** Pods on their node's network. */
  readonly onNodes: readonly WorldPod[];
}

/**
 * The parties behind classes, which are those of pods, then one for each part of the address space, then one for each pod
 * on its node's network. Workloads come first, by their namespaces and names.
 */
export function partiesOf(classes: readonly EndClass[], { others, isAssumed, parts, onNodes }: Ends): PlacedParty[] {
  const firstPart = classes.length - parts.length - onNodes.length;
  const pods = classes.flatMap(({ pods: own = [] }, classAt) => own.map((pod) => ({ pod, classAt })));
  const all = [...pods, ...onNodes.map((pod, index) => ({ pod, classAt: firstPart + parts.length + index }))];
  const [coming = [], standing = []] = [true, false].map((is) => all.filter(({ pod }) => others.has(pod) === is));
  const workloads = [...Map.groupBy(standing, ({ pod }) => workloadKey(pod))].toSorted(byKey).flatMap(([, members]) => {
    const byClass = [...Map.groupBy(members, ({ classAt }) => classAt)];
    return byClass.flatMap(([classAt, own]): PlacedParty[] => {
      const [first] = own;
      if (!first) return [];
      const { namespace, owner } = first.pod;
      const ownPods = own.map(({ pod }) => pod);
      const isPart = byClass.length > 1;
      const party = {
        kind: 'workload',
        namespace,
        owner,
        pods: ownPods,
        isPart,
        isAssumed: isAssumed(first.pod),
      } as const;
      return [{ classAt, party }];
    });
  });
  return [
    ...workloads,
    ...coming.flatMap(({ pod, classAt }): PlacedParty[] => {
      const known = others.get(pod);
      return known ? [{ classAt, party: { kind: 'other-pods', pod, known } }] : [];
    }),
    ...parts.flatMap(({ address }, part): PlacedParty[] =>
      address === undefined ? [] : [{ classAt: firstPart + part, party: { kind: 'addresses', part } }],
    ),
  ];
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
