import { expect, test } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { connectionIn, podManifest, policyManifest, worldOf } from '../helpers/world.ts';

const cluster = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { team: red } }',
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: b, labels: { team: blue } }',
  podManifest('a/web app=web http:8080'), // 10.244.0.3, for CoreDNS has the first two
  podManifest('a/db app=db,tier=data pg:5432 stats:5433/UDP'),
  podManifest('b/web app=web http:9090'),
  podManifest('b/job app=job'),
  podManifest('b/agent host=true http:9100'), // 10.244.0.7, on node n2
];

function decide(flow: string, policies: Readonly<Record<string, string>>) {
  const world = worldOf(
    [...cluster, ...Object.entries(policies).map(([n, s]) => policyManifest(n, s))].join('\n---\n'),
  );
  return evaluate(connectionIn(world, flow), world);
}

const deny = '{ podSelector: {}, policyTypes: [Ingress, Egress] }';
const into = (rule: string, selector = '{}') =>
  `{ podSelector: ${selector}, policyTypes: [Ingress], ingress: [${rule}] }`;
const outOf = (rule: string, selector = '{}') =>
  `{ podSelector: ${selector}, policyTypes: [Egress], egress: [${rule}] }`;
const b = '{ matchLabels: { team: blue } }';

test.for<[flow: string, spec: string, allowed: boolean, why: string]>([
  ['b/job → a/web:80', into('', '{ matchLabels: { app: none } }'), true, 'a pod that no policy selects is open'],
  ['b/job → a/web:80', into(''), false, 'no rule allows nothing'],
  ['a/web → b/job:80', into(''), true, 'ingress isolation leaves egress open'],
  ['a/web → b/job:80', outOf(''), false, 'egress isolation closes it'],
  ['b/job → a/web:80', outOf(''), true, 'and leaves ingress open'],
  ['b/job → a/web:80', into('{}'), true, 'an empty rule allows everything'],
  ['b/job → a/web:80/SCTP', into('{}'), true, 'SCTP as well'],
  ['b/job → a/web:80', into('{ from: [], ports: [] }'), true, 'empty lists mean any'],

  ['a/db → a/web:80', into('{ from: [{ podSelector: {} }] }'), true, 'a podSelector is for the own namespace'],
  ['b/web → a/web:80', into('{ from: [{ podSelector: {} }] }'), false, 'and for no other'],
  ['b/web → a/web:80', into('{ from: [{ namespaceSelector: {} }] }'), true, 'an empty namespaceSelector is for all'],
  ['a/db → a/web:80', into('{ from: [{ namespaceSelector: {} }] }'), true, 'the own one too'],
  ['b/web → a/web:80', into(`{ from: [{ namespaceSelector: ${b} }] }`), true, 'namespaces are known by their labels'],
  ['a/db → a/web:80', into(`{ from: [{ namespaceSelector: ${b} }] }`), false, 'and not by any other'],
  [
    'b/web → a/web:80',
    into('{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: b } } }] }'),
    true,
    'Kubernetes labels each with its name',
  ],
  [
    'b/job → a/web:80',
    into(`{ from: [{ namespaceSelector: ${b}, podSelector: { matchLabels: { app: web } } }] }`),
    false,
    'selectors of one peer must both hold',
  ],
  [
    'b/web → a/web:80',
    into(`{ from: [{ namespaceSelector: ${b}, podSelector: { matchLabels: { app: web } } }] }`),
    true,
    'and do here',
  ],
  [
    'b/job → a/web:80',
    into(`{ from: [{ namespaceSelector: ${b} }, { podSelector: { matchLabels: { app: web } } }] }`),
    true,
    'two peers are alternatives',
  ],

  ['b/job → a/web:80', into('{}', '{ matchExpressions: [{ key: app, operator: In, values: [web] }] }'), true, 'In'],
  ['b/job → a/web:80', into('', '{ matchExpressions: [{ key: app, operator: In, values: [web] }] }'), false, 'In'],
  ['b/job → a/web:80', into('', '{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }'), true, 'NotIn'],
  ['b/job → a/web:80', into('', '{ matchExpressions: [{ key: tier, operator: NotIn, values: [x] }] }'), false, 'NotIn'],
  ['b/job → a/web:80', into('', '{ matchExpressions: [{ key: tier, operator: Exists }] }'), true, 'Exists'],
  [
    'b/job → a/web:80',
    into('', '{ matchExpressions: [{ key: tier, operator: DoesNotExist }] }'),
    false,
    'DoesNotExist',
  ],

  ['b/job → a/web:80', into('{ ports: [{ port: 80 }] }'), true, 'a port without a protocol is TCP'],
  ['b/job → a/web:80/UDP', into('{ ports: [{ port: 80 }] }'), false, 'and not UDP'],
  ['b/job → a/web:80/UDP', into('{ ports: [{ port: 80, protocol: UDP }] }'), true, 'UDP where it is named'],
  ['b/job → a/web:80/SCTP', into('{ ports: [{ port: 80, protocol: SCTP }] }'), true, 'SCTP where it is named'],
  ['b/job → a/web:81', into('{ ports: [{ port: 80 }] }'), false, 'another port'],
  ['b/job → a/web:81', into('{ ports: [{ protocol: TCP }] }'), true, 'a protocol without a port is all its ports'],
  ['b/job → a/web:81/UDP', into('{ ports: [{ protocol: TCP }] }'), false, 'of this protocol'],
  ['b/job → a/web:80', into('{ ports: [{ port: 80, endPort: 82 }] }'), true, 'a range begins at its port'],
  ['b/job → a/web:82', into('{ ports: [{ port: 80, endPort: 82 }] }'), true, 'and ends at its endPort'],
  ['b/job → a/web:83', into('{ ports: [{ port: 80, endPort: 82 }] }'), false, 'not beyond'],
  ['b/job → a/web:79', into('{ ports: [{ port: 80, endPort: 82 }] }'), false, 'nor before'],
  ['b/job → a/web:8080', into('{ ports: [{ port: http }] }'), true, 'a name is looked up at the pod'],
  ['b/job → a/web:80', into('{ ports: [{ port: http }] }'), false, 'and is that number only'],
  ['b/job → a/db:5433/UDP', into('{ ports: [{ port: stats, protocol: UDP }] }'), true, 'of its protocol'],
  ['b/job → a/db:5433', into('{ ports: [{ port: stats }] }'), false, 'and no other'],
  ['a/db → b/web:9090', outOf('{ ports: [{ port: http }] }'), true, 'in egress the receiver resolves the name'],
  ['a/db → b/web:8080', outOf('{ ports: [{ port: http }] }'), false, 'not the sender'],
  ['a/db → 192.0.2.1:9090', outOf('{ ports: [{ port: http }] }'), false, 'outside nobody has names for ports'],
  [
    'b/job → a/web:80',
    into('{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }'),
    false,
    'a peer and a port must both match',
  ],

  ['192.0.2.1 → a/web:80', into(''), false, 'isolation is against everybody'],
  ['192.0.2.1 → a/web:80', into('{ from: [{ namespaceSelector: {} }] }'), false, 'selectors select pods only'],
  ['192.0.2.1 → a/web:80', into('{ from: [{ ipBlock: { cidr: 192.0.2.0/24 } }] }'), true, 'an address in the block'],
  ['192.0.3.1 → a/web:80', into('{ from: [{ ipBlock: { cidr: 192.0.2.0/24 } }] }'), false, 'an address beyond it'],
  [
    '192.0.2.1 → a/web:80',
    into('{ from: [{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.0/28] } }] }'),
    false,
    'an excepted address',
  ],
  [
    '192.0.2.99 → a/web:80',
    into('{ from: [{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.0/28] } }] }'),
    true,
    'one beside the exception',
  ],
  [
    '192.0.2.1 → a/web:80',
    into('{ from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [192.0.2.1/32] } }, { ipBlock: { cidr: 192.0.2.1/32 } }] }'),
    true,
    'an exception is one of its block alone',
  ],
  ['a/web → 192.0.2.1:443', outOf('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'), true, 'outside, IPv4'],
  ['a/web → 2001:db8::1:443', outOf('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }'), false, 'IPv4 blocks hold no IPv6'],
  ['a/web → 2001:db8::1:443', outOf('{ to: [{ ipBlock: { cidr: "::/0" } }] }'), true, 'outside, IPv6'],
  ['a/web → 192.0.2.1:443', outOf('{ to: [{ namespaceSelector: {} }] }'), false, 'no selector selects the outside'],
  ['a/web → b/job:80', outOf('{ to: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }'), true, 'pods have addresses too'],
  [
    'a/web → b/agent:80',
    outOf('{ to: [{ namespaceSelector: {} }] }'),
    false,
    'a pod on the host is no pod to selectors',
  ],
  ['a/web → b/agent:80', outOf('{ to: [{ ipBlock: { cidr: 10.244.0.7/32 } }] }'), true, 'it is an address'],
  ['a/web → b/agent:9100', outOf('{ ports: [{ port: http }] }'), false, 'whose ports have no names'],
  ['b/agent → a/web:80', into(`{ from: [{ namespaceSelector: ${b} }] }`), true, 'from the node of the pod, always'],
  ['b/agent → a/db:80', into(`{ from: [{ namespaceSelector: ${b} }] }`), false, 'from another node by address only'],
  ['b/agent → a/db:80', into('{ from: [{ ipBlock: { cidr: 10.244.0.7/32 } }] }'), true, 'by address'],

  ['a/web → a/web:80', deny, true, 'a pod reaches itself'],
  ['n2 → a/web:80', deny, true, 'the kubelet of the own node gets in'],
  ['n1 → a/web:80', deny, false, 'another node does not'],
])('%s under %s is %s: %s', ([flow, spec, allowed]) => {
  expect(decide(flow, { 'a/p': spec }).allowed).toBe(allowed);
});

test('policies of other namespaces have no say', () => {
  expect(decide('b/job → b/web:80', { 'a/p': deny }).allowed).toBe(true);
});

test('no policy selects a pod on its node’s network', () => {
  const { allowed, egress } = decide('b/agent → b/web:80', { 'b/p': outOf('') });
  expect([allowed, egress]).toEqual([true, { kind: 'exempt', because: 'not-a-pod' }]);
});

test.for([
  ['a/web → a/web:80', 'a/p', 'itself', 'a pod and itself, whatever isolates it'],
  ['a/web → a/web:80', 'b/p', 'itself', 'and where nothing does'],
  ['n2 → a/web:80', 'a/p', 'own-node', 'the node that a pod is on'],
  ['b/agent → a/web:80', 'a/p', 'own-node', 'whatever runs on the network of that node'],
] as const)('of %s under %s the receiver has no say, because of %s: %s', ([flow, policy, because]) => {
  expect(decide(flow, { [policy]: deny }).ingress).toEqual({ kind: 'exempt', because });
});

test('one policy of several is enough, and is named with its rule, peer and port', () => {
  const { egress, ingress } = decide('b/web → a/web:8080', {
    'a/deny': deny,
    'a/open': into(
      `{ ports: [{ port: 1 }] }, { from: [{ podSelector: {} }, { namespaceSelector: ${b} }], ports: [{ port: http }] }`,
    ),
  });
  expect(egress).toEqual({ kind: 'not-isolated' });
  expect(ingress).toMatchObject({
    kind: 'allowed',
    policy: { name: 'open' },
    index: 1,
    peer: { namespaceSelector: { matchLabels: { team: 'blue' } } },
    port: { port: 'http' },
  });
});

test('a denial names who isolates, and every rule with what it lacks, the nearest first', () => {
  const { ingress } = decide('b/job → a/db:5432', {
    'a/deny': deny,
    'a/open': into(`{ from: [{ podSelector: {} }], ports: [{ port: 1 }] },
      { from: [{ podSelector: { matchLabels: { app: job } } }, { ipBlock: { cidr: 0.0.0.0/0, except: [10.244.0.0/16] } }] },
      { from: [{ namespaceSelector: ${b}, podSelector: { matchLabels: { app: web } } }] },
      { from: [{ namespaceSelector: ${b} }], ports: [{ port: 5433 }] }`),
  });
  expect(ingress).toMatchObject({
    kind: 'denied',
    isolatedBy: [{ name: 'deny' }, { name: 'open' }],
    misses: [
      { index: 3, missed: 'port', peers: [] },
      { index: 1, missed: 'peer', peers: [{ why: 'own-namespace' }, { why: 'excepted' }] },
      { index: 2, missed: 'peer', peers: [{ why: 'pod' }] },
      { index: 0, missed: 'peer and port', peers: [{ why: 'own-namespace' }] },
    ],
  });
});

test.for<[flow: string, peer: string, why: string]>([
  ['a/db → a/web:80', `{ namespaceSelector: ${b} }`, 'namespace'],
  ['a/db → a/web:80', `{ namespaceSelector: ${b}, podSelector: { matchLabels: { app: web } } }`, 'namespace and pod'],
  ['a/db → a/web:80', '{ podSelector: { matchLabels: { app: web } } }', 'pod'],
  ['b/web → a/web:80', '{ podSelector: { matchLabels: { app: web } } }', 'own-namespace'],
  ['192.0.2.1 → a/web:80', '{ podSelector: {} }', 'not-a-pod'],
  ['b/agent → a/db:80', `{ namespaceSelector: ${b} }`, 'not-a-pod'],
  ['192.0.2.1 → a/web:80', '{ ipBlock: { cidr: 192.0.3.0/24 } }', 'address'],
])('%s misses %s for its %s', ([flow, peer, why]) => {
  const { ingress } = decide(flow, { 'a/p': into(`{ from: [${peer}] }`) });
  expect(ingress).toMatchObject({ misses: [{ missed: 'peer', peers: [{ why }] }] });
});

test('a dual-stack connection is held against the addresses of its family', () => {
  const spec = into('{ from: [{ ipBlock: { cidr: "fd00::/64" } }] }');
  const world = worldOf([...cluster, policyManifest('a/p', spec)].join('\n---\n'));
  const connection = connectionIn(world, 'b/job → a/web:80');
  expect(evaluate(connection, world).allowed).toBe(false);
  expect(evaluate({ ...connection, family: 'IPv6' }, world).allowed).toBe(true);
});
