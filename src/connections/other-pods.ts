import type { World, WorldPod } from '../policy/world.ts';

/** A world with pods that may come beside those that are there. */
export interface WidenedWorld {
  readonly world: World;
  readonly others: ReadonlySet<WorldPod>;
}

/** A world, and one pod of which nothing is known: without labels, in a namespace of its own that has none either. */
export function withStranger(world: World): WidenedWorld {
  const namespace = unusedName('other', world);
  const pod = otherPod(namespace, {});
  const namespaces = new Map([...world.namespaces, [namespace, { 'kubernetes.io/metadata.name': namespace }]]);
  return { world: { ...world, namespaces, pods: [...world.pods, pod] }, others: new Set([pod]) };
}

/** A pod that nobody knows an address of, so that no block of addresses holds it. */
function otherPod(namespace: string, labels: WorldPod['labels']): WorldPod {
  return {
    namespace,
    name: 'other',
    owner: { kind: 'pod', name: 'other' },
    labels,
    node: '',
    ips: [],
    hostNetwork: false,
    nodeDns: false,
    ports: [],
  };
}

/** The name, or with a number behind it, so that no namespace has it. */
function unusedName(name: string, { namespaces }: Pick<World, 'namespaces'>): string {
  let unused = name;
  for (let number = 2; namespaces.has(unused); number += 1) unused = `${name}-${number}`;
  return unused;
}
