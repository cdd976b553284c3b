import * as fc from 'fast-check';
import type { LabelSelector, Position } from '../../src/model/scenario.ts';
import type { Connection } from '../../src/policy/connection.ts';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule, Transport } from '../../src/policy/network-policy.ts';
import type { World, WorldPod } from '../../src/policy/world.ts';

/** Where everything that is made up is written. */
export const position: Position = { file: 'world.yaml', line: 1, column: 1 };
const namespaces = ['a', 'b', 'c'];
const keys = ['app', 'tier'];
const values = ['x', 'y'];
const portNumbers = [80, 81, 443];
const transports: readonly Transport[] = ['TCP', 'UDP', 'SCTP'];

const key = fc.constantFrom(...keys);
const value = fc.constantFrom(...values);
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const number = fc.constantFrom(...portNumbers);
const protocol = fc.constantFrom(...transports);

/** Any selector of labels. */
export const anySelector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(key, value, { maxKeys: 1 }),
  matchExpressions: fc.array(
    fc.record({
      key,
      operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: fc.array(value, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 1 },
  ),
});

const cidr = fc.constantFrom('0.0.0.0/0', '10.244.0.0/30', '10.244.0.4/30', '192.0.2.0/24');

/** Any peer of the v1 grammar. */
export const anyPeer: fc.Arbitrary<Peer> = fc.oneof(
  fc.record({
    kind: fc.constant('pods' as const),
    position: fc.constant(position),
    namespaceSelector: fc.option(anySelector, { nil: undefined }),
    podSelector: fc.option(anySelector, { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant('ipBlock' as const),
    position: fc.constant(position),
    cidr,
    except: fc.array(cidr, { maxLength: 1 }),
  }),
);

/** Any port of a rule. */
export const anyPort: fc.Arbitrary<PolicyPort> = fc.oneof(
  fc.record({ position: fc.constant(position), protocol, port: fc.option(number, { nil: undefined }) }),
  fc.record({ position: fc.constant(position), protocol, port: fc.constantFrom('http', 'dns') }),
  fc.record({ position: fc.constant(position), protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 82) }),
);

/** Any rule of the v1 grammar. */
export const anyRule: fc.Arbitrary<PolicyRule> = fc.record({
  position: fc.constant(position),
  peers: fc.oneof(fc.constant('any' as const), fc.array(anyPeer, { minLength: 1, maxLength: 3 })),
  ports: fc.oneof(fc.constant('any' as const), fc.array(anyPort, { minLength: 1, maxLength: 2 })),
});

const policy: fc.Arbitrary<NetworkPolicy> = fc.record({
  namespace: fc.constantFrom(...namespaces),
  name: fc.constantFrom('p', 'q', 'r'),
  position: fc.constant(position),
  podSelector: anySelector,
  policyTypes: fc.subarray(['Ingress', 'Egress'] as const, { minLength: 1 }),
  ingress: fc.array(anyRule, { maxLength: 3 }),
  egress: fc.array(anyRule, { maxLength: 3 }),
});

/** Any small world: up to six pods, each with an address of its own, and up to four policies. */
export const anyWorld: fc.Arbitrary<World> = fc
  .record({
    labels: fc.array(labels, { minLength: 3, maxLength: 3 }),
    pods: fc.array(
      fc.record({
        namespace: fc.constantFrom(...namespaces),
        labels,
        node: fc.constantFrom('n1', 'n2'),
        hostNetwork: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
        ports: fc.array(fc.record({ name: fc.constantFrom('http', 'dns'), number, protocol }), { maxLength: 2 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    policies: fc.array(policy, { maxLength: 4 }),
  })
  .map(({ labels: own, pods, policies }) => ({
    namespaces: new Map(namespaces.map((name, index) => [name, own[index] ?? {}])),
    pods: pods.map((pod, index): WorldPod => ({
      ...pod,
      name: `pod-${index}`,
      owner: { kind: 'pod', name: `pod-${index}` },
      ips: [`10.244.0.${index + 1}`],
      nodeDns: false,
    })),
    services: [],
    adminPolicies: [],
    policies,
  }));

/** Every connection that could be opened in a world: between its pods, from outside, from a node and to outside. */
export function everyConnection({ pods }: World): Connection[] {
  const ends = pods.map((pod) => ({ kind: 'pod', pod }) as const);
  const outside = { kind: 'outside', address: '192.0.2.1' } as const;
  const senders = [...ends, outside, { kind: 'node', name: 'n1', address: '172.18.0.1' } as const];
  return senders.flatMap((from) =>
    [...ends, outside].flatMap((to) =>
      portNumbers.flatMap((one) => transports.map((transport) => ({ from, to, port: one, protocol: transport }))),
    ),
  );
}
