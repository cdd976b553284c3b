import type { Expectation, Scenario } from '../../model/scenario.ts';
import { workloadsOf } from '../../kubernetes/workload.ts';
import type { End } from '../../policy/connection.ts';
import { evaluate } from '../../policy/evaluate.ts';
import type { World, WorldPod } from '../../policy/world.ts';

/** A connection between pods that two sets of policies decide differently. */
export interface PodDifference {
  /** `namespace/name`, or "any pod of namespace x". */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: string;
  /** What it is before. */
  readonly expect: Expectation;
}

/** Two worlds that differ in the policies of one namespace. */
interface Difference {
  readonly before: World;
  readonly after: World;
  readonly namespace: string;
}

/**
 * Looks for a connection that differs between two worlds which have the same pods: from the pods of the manifests, from
 * a pod without labels in each namespace and from outside, to the ports that the manifests declare. The cluster's own
 * pods are in no manifest, and what they listen on is not for the scenario to guard.
 */
export function differenceBetweenPods(
  scenario: Scenario,
  { before, after, namespace }: Difference,
): PodDifference | undefined {
  const described = new Set(
    workloadsOf(scenario.stages.flatMap(({ manifests }) => manifests)).map((workload) => workload.namespace),
  );
  const receivers = before.pods.filter((pod) => described.has(pod.namespace) && pod.ports.length > 0);
  const senders: [label: string, end: End][] = [
    ...receivers.map((pod): [string, End] => [`${pod.namespace}/${pod.name}`, { kind: 'pod', pod }]),
    ...[...before.namespaces.keys()].map((name): [string, End] => [
      `any pod of namespace ${name}`,
      { kind: 'pod', pod: plainPod(name) },
    ]),
    ['outside of the cluster', { kind: 'outside', address: '203.0.113.254' }],
  ];
  for (const pod of receivers) {
    for (const { number: port, protocol } of pod.ports) {
      for (const [from, end] of senders) {
        if (pod.namespace !== namespace && !(end.kind === 'pod' && end.pod.namespace === namespace)) continue;
        const connection = { from: end, to: { kind: 'pod', pod }, port, protocol } as const;
        const { allowed } = evaluate(connection, before);
        if (evaluate(connection, after).allowed === allowed) continue;
        return { from, to: `${pod.namespace}/${pod.name}`, port, protocol, expect: allowed ? 'allowed' : 'blocked' };
      }
    }
  }
  return undefined;
}

function plainPod(namespace: string): WorldPod {
  return {
    namespace,
    name: '(any)',
    owner: { kind: 'pod', name: '(any)' },
    labels: {},
    node: '',
    ips: ['10.244.255.254'],
    hostNetwork: false,
    nodeDns: false,
    ports: [],
  };
}
