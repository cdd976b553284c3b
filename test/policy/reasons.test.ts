import { expect, test } from 'vitest';
import { allowanceOf } from '../../src/policy/allowance.ts';
import { denialOf } from '../../src/policy/denial.ts';
import type { Reason } from '../../src/policy/reason.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { adminManifest, connectionIn, podManifest, policyManifest, worldOf } from '../helpers/world.ts';

const cluster = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }',
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: b, labels: { team: blue } }',
  podManifest('a/web app=web http:8080'),
  podManifest('b/db app=db'),
];

function reasonOf(flow: string, policies: readonly (readonly [name: string, spec: string])[]) {
  const world = worldOf([...cluster, ...policies.map((policy) => policyManifest(...policy))].join('\n---\n'));
  const connection = connectionIn(world, flow);
  const decision = evaluate(connection, world);
  return decision.allowed ? allowanceOf(decision, connection) : denialOf(decision, connection);
}

const told = (reason: Reason | undefined) => reason && `${reason.code}: ${reason.text}`;

const flow = 'a/web → b/db:5432';
const egress = (rules: string): [string, string] => [
  'a/out',
  `{ podSelector: {}, policyTypes: [Egress], egress: [${rules}] }`,
];
const toDb =
  '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: b } }, podSelector: { matchLabels: { app: db } } }';

test.for<[policies: [string, string][], text: string]>([
  [
    [['a/deny', '{ podSelector: {}, policyTypes: [Egress] }']],
    'egress-isolated: deny (world.yaml:22) isolates a/web, and no egress rule allows anything',
  ],
  [
    [egress(`{ to: [${toDb}], ports: [{ port: 15432 }] }`)],
    'egress-port-not-allowed: no egress rule of out (world.yaml:22) matches port 5432; the rule for app=db in namespace b allows 15432',
  ],
  [
    [
      egress(
        `{ to: [${toDb}], ports: [{ protocol: UDP, port: 53 }, { port: 8000, endPort: 8010 }, { protocol: SCTP }] }`,
      ),
    ],
    'egress-port-not-allowed: no egress rule of out (world.yaml:22) matches port 5432; the rule for app=db in namespace b allows 53/UDP or 8000 to 8010 or every SCTP port',
  ],
  [
    [egress('{ to: [{ podSelector: { matchLabels: { app: db } } }], ports: [{ port: 5432 }] }')],
    'egress-no-rule-for-peer: no egress rule of out (world.yaml:22) matches b/db; the rule that allows 5432 does not: without a namespaceSelector its podSelector app=db means namespace a',
  ],
  [
    [egress('{ to: [{ namespaceSelector: { matchLabels: { name: b } } }] }')],
    'egress-no-rule-for-peer: no egress rule of out (world.yaml:22) matches b/db; the rule that allows every port does not: its namespaceSelector name=b does not select namespace b',
  ],
  [
    [
      egress(
        '{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: bd } } }, { podSelector: { matchLabels: { app: x } } }] }',
      ),
    ],
    'egress-no-rule-for-peer: no egress rule of out (world.yaml:22) matches b/db; the rule that allows every port does not: its podSelector app=bd does not select the pod; it is for app=x in namespace a',
  ],
  [
    [
      egress(
        '{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.244.0.0/16] } }, { ipBlock: { cidr: 192.0.2.0/24 } }] }',
      ),
    ],
    'egress-no-rule-for-peer: no egress rule of out (world.yaml:22) matches b/db; the rule that allows every port does not: 10.0.0.0/8 except 10.244.0.0/16 excepts its address; 192.0.2.0/24 does not hold its address',
  ],
  [
    [
      ['a/deny', '{ podSelector: {}, policyTypes: [Egress] }'],
      egress('{ to: [{ podSelector: {} }], ports: [{ port: 80 }] }'),
    ],
    'egress-no-rule-matches: deny (world.yaml:22) isolates a/web, and no egress rule of out (world.yaml:28) is for b/db or port 5432',
  ],
  [
    [egress('{ to: [{ podSelector: {} }], ports: [{ port: 80 }] }')],
    'egress-no-rule-matches: no egress rule of out (world.yaml:22) is for b/db or port 5432, and they isolate a/web',
  ],
  [
    [
      ['a/deny', '{ podSelector: {}, policyTypes: [Egress] }'],
      ['b/deny', '{ podSelector: {} }'],
    ],
    'egress-isolated: deny (world.yaml:22) isolates a/web, and no egress rule allows anything; and deny (world.yaml:28) isolates b/db, and no ingress rule allows anything',
  ],
  [
    [['b/deny', '{ podSelector: {} }']],
    'ingress-isolated: deny (world.yaml:22) isolates b/db, and no ingress rule allows anything',
  ],
])('a denial says what the nearest rule lacks: %#', ([policies, text]) => {
  expect(told(reasonOf(flow, policies))).toBe(text);
});

test('a denial points at the port, the peer or the policy that is to be looked at', () => {
  const spec = (rule: string) => `
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - ${rule}`;
  const lineOf = (rule: string) => reasonOf(flow, [['a/out', spec(rule)]])?.position;
  expect(lineOf(`to: [${toDb}]\n      ports:\n        - port: 80`)).toMatchObject({ line: 31, column: 11 });
  expect(lineOf('to:\n        - podSelector: {}')).toMatchObject({ line: 30, column: 11 });
  expect(lineOf('to: [{ podSelector: {} }]\n      ports: [{ port: 80 }]')).toMatchObject({ line: 22, column: 1 });
});

test.for<[flow: string, policies: [string, string][], text: string]>([
  [flow, [], 'selected-by-no-policy: no policy isolates egress of a/web; no policy isolates ingress of b/db'],
  [
    flow,
    [
      egress(`{}, { to: [${toDb}] }`),
      [
        'b/in',
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 1, endPort: 9999 }] }] }',
      ],
    ],
    'ingress-allowed-by-rule: egress rule 1 of out (world.yaml:25) allows every port to anyone; ingress rule 1 of in (world.yaml:31) allows 1 to 9999 from every pod in every namespace',
  ],
  [
    flow,
    [egress('{}')],
    'egress-allowed-by-rule: egress rule 1 of out (world.yaml:25) allows every port to anyone; no policy isolates ingress of b/db',
  ],
  ['n2 → a/web:80', [['a/deny', '{ podSelector: {} }']], 'own-node: traffic from the own node is always allowed'],
  ['a/web → a/web:80', [['a/deny', '{ podSelector: {} }']], 'same-pod: a pod cannot block itself'],
  ['a/web → 192.0.2.1:443', [], 'selected-by-no-policy: no policy isolates egress of a/web'],
])('%s is allowed for both of its sides: %#', ([allowedFlow, policies, text]) => {
  expect(told(reasonOf(allowedFlow, policies))).toBe(text);
});

const admin = (kind: string, rules: string): string =>
  adminManifest(
    `${kind} x`,
    `{ ${kind === 'ClusterNetworkPolicy' ? 'tier: Baseline, ' : ''}priority: 1, subject: { namespaces: {} }, ${rules} }`,
  );
const toWeb = 'to: [{ nodes: {} }, { namespaces: { matchLabels: { team: blue } } }]';

test.for<[flow: string, manifests: string[], text: string, line: number]>([
  [
    flow,
    [admin('AdminNetworkPolicy', `egress: [{ action: Pass, to: [{ nodes: {} }] }, { action: Deny, ${toWeb} }]`)],
    'egress-denied-by-admin-policy: egress rule 2 of AdminNetworkPolicy x (world.yaml:25) denies every port to every pod in namespaces with team=blue',
    25,
  ],
  [
    flow,
    [
      admin(
        'ClusterNetworkPolicy',
        `egress: [{ action: Deny, to: [{ namespaces: { matchLabels: { team: blue } } }], protocols: [{ tcp: { destinationPort: { range: { start: 1, end: 6000 } } } }, { destinationNamedPort: pg }] }]`,
      ),
      policyManifest('b/in', '{ podSelector: {} }'),
    ],
    'egress-denied-by-admin-policy: egress rule 1 of ClusterNetworkPolicy x (world.yaml:25) denies 1 to 6000 or pg to every pod in namespaces with team=blue; and in (world.yaml:28) isolates b/db, and no ingress rule allows anything',
    25,
  ],
  [
    'a/web → 192.0.2.1:443',
    [
      admin(
        'AdminNetworkPolicy',
        'egress: [{ action: Deny, to: [{ domainNames: [a.example] }, { networks: [192.0.2.0/24] }] }]',
      ),
    ],
    'egress-denied-by-admin-policy: egress rule 1 of AdminNetworkPolicy x (world.yaml:25) denies every port to 192.0.2.0/24',
    25,
  ],
  [
    flow,
    [
      admin(
        'AdminNetworkPolicy',
        'ingress: [{ action: Allow, from: [{ namespaces: {} }], ports: [{ portNumber: { port: 5432 } }] }]',
      ),
      policyManifest('b/in', '{ podSelector: {} }'),
    ],
    'ingress-allowed-by-admin-policy: no policy isolates egress of a/web; ingress rule 1 of AdminNetworkPolicy x (world.yaml:25) allows 5432 from every pod in every namespace',
    25,
  ],
])('%s is decided by an admin policy: %#', ([decided, manifests, text, line]) => {
  const world = worldOf([...cluster, ...manifests].join('\n---\n'));
  const connection = connectionIn(world, decided);
  const decision = evaluate(connection, world);
  const reason = decision.allowed ? allowanceOf(decision, connection) : denialOf(decision, connection);
  expect(told(reason)).toBe(text);
  expect(reason?.position?.line).toBe(line);
});
