import fc from 'fast-check';

/** A small cluster with policies, in the words of its manifests; nothing in it has a name of its own yet. */
export interface GeneratedWorld {
  /** Labels of each namespace. */
  readonly namespaces: readonly Labels[];
  readonly pods: readonly GeneratedPod[];
  readonly policies: readonly GeneratedPolicy[];
}

type Labels = Readonly<Record<string, string>>;

export interface GeneratedPod {
  /** Index of its namespace. */
  readonly namespace: number;
  readonly labels: Labels;
  /** Whether the port called `web` is 8080 or 9090. */
  readonly web: 8080 | 9090;
  /** Whether others reach it through a Service. */
  readonly hasService: boolean;
}

interface GeneratedPolicy {
  readonly namespace: number;
  readonly spec: PolicySpec;
}

interface PolicySpec {
  readonly podSelector: object;
  readonly policyTypes?: readonly string[] | undefined;
  readonly ingress?:
    | readonly { from?: readonly GeneratedPeer[] | undefined; ports?: readonly object[] | undefined }[]
    | undefined;
  readonly egress?:
    | readonly { to?: readonly GeneratedPeer[] | undefined; ports?: readonly object[] | undefined }[]
    | undefined;
}

export type GeneratedPeer = { readonly selectors: object } | GeneratedBlock;

/** A block of the addresses of pods, which have theirs when the world gets its names. */
interface GeneratedBlock {
  readonly block: 'everything' | 'pods' | number;
  /** Indices of pods that are not in it. */
  readonly except: readonly number[];
}

const podCount = 5;

/** Few keys and values, so that selectors select something. */
const labels = fc.record(
  { app: fc.constantFrom('a', 'b', 'c'), tier: fc.constantFrom('x', 'y') },
  { requiredKeys: [] },
) as fc.Arbitrary<Labels>;

const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(fc.constantFrom('a', 'b', 'x', 'y'), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);

const selector = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 4, arbitrary: fc.record({ matchLabels: labels }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { matchLabels: labels, matchExpressions: fc.array(requirement, { minLength: 1, maxLength: 2 }) },
      { requiredKeys: ['matchExpressions'] },
    ),
  },
);

const block = fc.record({
  block: fc.oneof(fc.constantFrom('everything', 'pods'), fc.nat(podCount - 1)),
  except: fc.uniqueArray(fc.nat(podCount - 1), { maxLength: 2 }),
}) as fc.Arbitrary<GeneratedBlock>;

const peer: fc.Arbitrary<GeneratedPeer> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ selectors: fc.record({ podSelector: selector }) }) },
  { weight: 2, arbitrary: fc.record({ selectors: fc.record({ namespaceSelector: selector }) }) },
  { weight: 3, arbitrary: fc.record({ selectors: fc.record({ podSelector: selector, namespaceSelector: selector }) }) },
  { weight: 2, arbitrary: block },
);

const port = fc.oneof(
  fc.record({ port: fc.constantFrom(8080, 9090, 7070) }),
  fc.record({ protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'), port: fc.constantFrom(8080, 9090, 7070) }),
  fc.record({ protocol: fc.constantFrom('TCP', 'UDP') }),
  fc.record({ protocol: fc.constant('TCP'), port: fc.constant('web') }),
  fc.record({
    protocol: fc.constantFrom('TCP', 'UDP'),
    port: fc.constantFrom(7000, 8080),
    endPort: fc.constantFrom(8080, 9090),
  }),
);

const ports = fc.option(fc.array(port, { maxLength: 2 }), { nil: undefined });
const peers = fc.option(fc.array(peer, { maxLength: 3 }), { nil: undefined });

const policy: fc.Arbitrary<GeneratedPolicy> = fc.record({
  namespace: fc.nat(1),
  spec: fc.record(
    {
      podSelector: selector,
      policyTypes: fc.uniqueArray(fc.constantFrom('Ingress', 'Egress'), { minLength: 1, maxLength: 2 }),
      ingress: fc.array(fc.record({ from: peers, ports }, { requiredKeys: [] }), { maxLength: 2 }),
      egress: fc.array(fc.record({ to: peers, ports }, { requiredKeys: [] }), { maxLength: 2 }),
    },
    { requiredKeys: ['podSelector'] },
  ),
});

const pod = (index: number): fc.Arbitrary<GeneratedPod> =>
  fc.record({
    // Every namespace has one at least.
    namespace: fc.constant(index % 2),
    labels,
    web: fc.constantFrom(8080, 9090),
    hasService: fc.boolean(),
  });

/** Worlds of two namespaces and five pods, with policies from the whole grammar of NetworkPolicy v1. */
export const anyWorld: fc.Arbitrary<GeneratedWorld> = fc.record({
  namespaces: fc.array(labels, { minLength: 2, maxLength: 2 }),
  pods: fc.tuple(...Array.from({ length: podCount }, (_, index) => pod(index))),
  policies: fc.array(policy, { minLength: 1, maxLength: 4 }),
});
