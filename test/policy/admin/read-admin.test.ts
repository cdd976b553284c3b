import { expect, test } from 'vitest';
import { parseManifests } from '../../../src/kubernetes/manifests.ts';
import { readAdminPolicies } from '../../../src/policy/admin/read-admin.ts';
import { adminManifest } from '../../helpers/world.ts';

const admin = 'AdminNetworkPolicy x';
const baseline = 'BaselineAdminNetworkPolicy default';
const cluster = 'ClusterNetworkPolicy x';

function read(title: string, spec: string) {
  return readAdminPolicies(parseManifests(adminManifest(title, spec), 'p.yaml').manifests);
}

const subject = 'subject: { namespaces: {} }';
const egress = (rest: string, action = 'Deny'): string =>
  `{ priority: 1, ${subject}, egress: [{ action: ${action}, ${rest} }] }`;
const ofCluster = (rest: string, action = 'Deny'): string => `{ tier: Admin, ${egress(rest, action).slice(1)}`;
const many = (count: number, text: string): string => Array.from({ length: count }, () => text).join(', ');
const toAll = 'to: [{ namespaces: {} }]';

test.for<[title: string, spec: string, path: string, message: string]>([
  [admin, `{ ${subject} }`, 'spec.priority', 'is missing'],
  [admin, `{ priority: 1001, ${subject} }`, 'spec.priority', '1000 at most'],
  [admin, `{ priority: -1, ${subject} }`, 'spec.priority', '0 at least'],
  [admin, `{ priority: 1.5, ${subject} }`, 'spec.priority', 'whole number'],
  [admin, '{ priority: 1 }', 'spec.subject', 'is missing'],
  [admin, '{ priority: 1, subject: {} }', 'spec.subject', 'needs exactly one of namespaces, pods'],
  [
    admin,
    '{ priority: 1, subject: { namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } } }',
    'spec.subject',
    'needs exactly one',
  ],
  [
    admin,
    '{ priority: 1, subject: { pods: { podSelector: {} } } }',
    'spec.subject.pods.namespaceSelector',
    'is missing',
  ],
  [cluster, `{ priority: 1, ${subject} }`, 'spec.tier', 'has to be '],
  [cluster, `{ tier: admin, priority: 1, ${subject} }`, 'spec.tier', 'has to be '],
  [cluster, `{ tier: Admin, ${subject} }`, 'spec.priority', 'is missing'],
  [baseline, `{ priority: 1, ${subject} }`, 'spec.priority', 'there is no such field'],
  [
    'BaselineAdminNetworkPolicy x',
    `{ ${subject} }`,
    'metadata.name',
    'has to be "default", for there is one in a cluster',
  ],
  [admin, egress(toAll, 'Accept'), 'spec.egress.0.action', 'has to be '],
  [cluster, ofCluster(toAll, 'Allow'), 'spec.egress.0.action', 'has to be '],
  [baseline, `{ ${subject}, egress: [{ action: Pass, ${toAll} }] }`, 'spec.egress.0.action', 'has to be '],
  [admin, egress('to: []'), 'spec.egress.0.to', 'is empty'],
  [admin, egress(`to: [${many(101, '{ namespaces: {} }')}]`), 'spec.egress.0.to', 'more than 100 items'],
  [cluster, ofCluster(`to: [${many(26, '{ namespaces: {} }')}]`), 'spec.egress.0.to', 'more than 25 items'],
  [
    cluster,
    `{ tier: Admin, priority: 1, ${subject}, egress: [${many(26, `{ action: Deny, ${toAll} }`)}] }`,
    'spec.egress',
    'more than 25 items',
  ],
  [admin, egress('to: [{}]'), 'spec.egress.0.to.0', 'needs exactly one'],
  [admin, egress('to: [{ namespaces: {}, nodes: {} }]'), 'spec.egress.0.to.0', 'needs exactly one'],
  [admin, egress('to: [{ networks: [10.0.0.0] }]'), 'spec.egress.0.to.0.networks.0', 'not a CIDR'],
  [admin, egress('to: [{ networks: [] }]'), 'spec.egress.0.to.0.networks', 'is empty'],
  [admin, egress('to: [{ domainNames: ["*"] }]'), 'spec.egress.0.to.0.domainNames.0', 'not a domain name'],
  [
    baseline,
    `{ ${subject}, egress: [{ action: Deny, to: [{ domainNames: [a.example] }] }] }`,
    'spec.egress.0.to.0',
    'no such field',
  ],
  [
    admin,
    `{ priority: 1, ${subject}, ingress: [{ action: Deny, from: [{ networks: [10.0.0.0/8] }] }] }`,
    'spec.ingress.0.from.0',
    'no such field: networks',
  ],
  [admin, egress(`${toAll}, ports: []`), 'spec.egress.0.ports', 'is empty'],
  [admin, egress(`${toAll}, ports: [{}]`), 'spec.egress.0.ports.0', 'needs exactly one'],
  [
    admin,
    egress(`${toAll}, ports: [{ portNumber: { port: 0 } }]`),
    'spec.egress.0.ports.0.portNumber.port',
    '1 at least',
  ],
  [
    admin,
    egress(`${toAll}, ports: [{ portNumber: { port: 80, protocol: ICMP } }]`),
    'spec.egress.0.ports.0.portNumber.protocol',
    'has to be ',
  ],
  [
    admin,
    egress(`${toAll}, ports: [{ portRange: { start: 80, end: 80 } }]`),
    'spec.egress.0.ports.0.portRange',
    'start must be less than end',
  ],
  [
    admin,
    egress('to: [{ networks: [10.0.0.0/8] }], ports: [{ namedPort: web }]'),
    'spec.egress.0',
    'a port cannot be named',
  ],
  [
    cluster,
    ofCluster('to: [{ nodes: {} }], protocols: [{ destinationNamedPort: web }]'),
    'spec.egress.0',
    'a port cannot be named',
  ],
  [cluster, ofCluster(`${toAll}, ports: []`), 'spec.egress.0', 'no such field: ports'],
  [
    cluster,
    ofCluster(`${toAll}, protocols: [{ tcp: {} }]`),
    'spec.egress.0.protocols.0.tcp.destinationPort',
    'is missing',
  ],
  [
    cluster,
    ofCluster(`${toAll}, protocols: [{ tcp: { destinationPort: { number: 1, range: { start: 1, end: 2 } } } }]`),
    'spec.egress.0.protocols.0.tcp.destinationPort',
    'needs exactly one',
  ],
  [admin, `{ priority: 1, ${subject}, tier: Admin }`, 'spec.tier', 'there is no such field'],
])('%s %s is refused at %s: %s', ([title, spec, path, message]) => {
  const { policies, problems } = read(title, spec);
  expect(policies).toEqual([]);
  expect(new Set(problems.map(({ text }) => text.split(': ')[0]))).toEqual(new Set([`${title}, ${path}`]));
  expect(problems[0]?.text).toContain(message);
});

test('a problem points at its line', () => {
  const { problems } = readAdminPolicies(
    parseManifests(
      `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: x }
spec:
  priority: 1
  subject: { namespaces: {} }
  egress:
    - action: Deny
      to:
        - namespaces: {}
        - networks:
            - 10.0.0.0`,
      'p.yaml',
    ).manifests,
  );
  expect(problems.map(({ position }) => position)).toEqual([{ file: 'p.yaml', line: 12, column: 15 }]);
});

test('rules, peers and ports know their places, and defaults are filled in', () => {
  const { policies } = readAdminPolicies(
    parseManifests(
      `apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: { name: x }
spec:
  tier: Baseline
  priority: 7
  subject:
    pods: { podSelector: { matchLabels: { app: x } } }
  egress:
    - action: Accept
      name: out
      to:
        - networks: [10.0.0.0/8, "fd00::/8"]
        - pods: { podSelector: {} }
      protocols:
        - tcp: { destinationPort: { range: { start: 80, end: 90 } } }
        - udp: { destinationPort: { number: 53 } }`,
      'p.yaml',
    ).manifests,
  );
  const line = (number: number) => expect.objectContaining({ line: number }) as unknown;
  expect(policies).toEqual([
    {
      kind: 'ClusterNetworkPolicy',
      name: 'x',
      position: line(1),
      tier: 'Baseline',
      priority: 7,
      subject: { kind: 'pods', position: line(8), namespaceSelector: {}, podSelector: { matchLabels: { app: 'x' } } },
      ingress: [],
      egress: [
        {
          name: 'out',
          position: line(10),
          action: 'Accept',
          peers: [
            { kind: 'ipBlock', position: line(13), cidr: '10.0.0.0/8', except: [] },
            { kind: 'ipBlock', position: line(13), cidr: 'fd00::/8', except: [] },
            { kind: 'pods', position: line(14), namespaceSelector: {}, podSelector: {} },
          ],
          ports: [
            { position: line(16), protocol: 'TCP', port: 80, endPort: 90 },
            { position: line(17), protocol: 'UDP', port: 53 },
          ],
        },
      ],
    },
  ]);
});

test.for([
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 1],
  ['policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy', 1],
  ['policy.networking.k8s.io/v1alpha1', 'ClusterNetworkPolicy', 0],
  ['policy.networking.k8s.io/v1alpha2', 'AdminNetworkPolicy', 0],
  ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', 0],
] as const)('of %s %s there are %i', ([apiVersion, kind, count]) => {
  const tier = kind === 'ClusterNetworkPolicy' ? 'tier: Admin, ' : '';
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\nspec: { ${tier}priority: 1, ${subject} }`;
  expect(readAdminPolicies(parseManifests(text, 'p.yaml').manifests)).toMatchObject({
    policies: { length: count },
    problems: [],
  });
});
