import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { readNetworkPolicies } from '../../src/policy/read.ts';

function read(spec: string) {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: ${spec}
`;
  return readNetworkPolicies(parseManifests(text, 'p.yaml').manifests);
}

test.for([
  ['{ podSelector: {} }', ['Ingress'], 'Ingress is always there'],
  ['{ podSelector: {}, policyTypes: [] }', ['Ingress'], 'an empty list is no list'],
  ['{ podSelector: {}, egress: [] }', ['Ingress'], 'an empty list of rules is no rule'],
  ['{ podSelector: {}, egress: [{}] }', ['Ingress', 'Egress'], 'Egress where there are egress rules'],
  ['{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }', ['Ingress'], 'what is written wins over the rules'],
  ['{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }', ['Egress'], 'what is written wins over the rules'],
] as const)('the types of %s are %s: %s', ([spec, types]) => {
  expect(read(spec).policies[0]?.policyTypes).toEqual(types);
});

test('a missing and an empty list of peers or ports both mean any', () => {
  const [policy] = read('{ podSelector: {}, ingress: [{}, { from: [], ports: [] }] }').policies;
  expect(policy?.ingress.map(({ peers, ports }) => [peers, ports])).toEqual([
    ['any', 'any'],
    ['any', 'any'],
  ]);
});

test('selectors of one peer stay together, and know where they are written', () => {
  const [policy] = read(`
  podSelector: {}
  ingress:
    - from:
        - namespaceSelector: {}
          podSelector: { matchLabels: { app: a } }
        - podSelector: {}`).policies;
  const peers = policy?.ingress[0]?.peers;
  expect(peers === 'any' ? [] : peers).toMatchObject([
    { kind: 'pods', namespaceSelector: {}, podSelector: { matchLabels: { app: 'a' } }, position: { line: 8 } },
    { kind: 'pods', namespaceSelector: undefined, podSelector: {}, position: { line: 10 } },
  ]);
});

test.for([
  ['{ podSelector: {}, ingress: [{ form: [] }] }', 'there is no such field: form'],
  ['{ podSelector: {}, ingress: [{ from: [{}] }] }', 'a peer needs a podSelector, a namespaceSelector or an ipBlock'],
  ['{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0 } }] }] }', 'not a CIDR such as 10.0.0.0/8'],
  ['{ podSelector: {}, egress: [{ ports: [{ port: 9, endPort: 8 }] }] }', 'endPort needs a port'],
  ['{ podSelector: {}, egress: [{ ports: [{ port: "80", endPort: 90 }] }] }', 'endPort needs a port'],
  ['{ podSelector: {}, egress: [{ ports: [{ endPort: 90 }] }] }', 'endPort needs a port'],
  ['{ podSelector: {}, egress: [{ ports: [{ protocol: ICMP }] }] }', 'has to be TCP, UDP or SCTP'],
  [
    '{ podSelector: {}, egress: [{ to: [{ podSelector: {}, ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
    'a peer is either an ipBlock or selectors',
  ],
] as const)('%s is refused: %s', ([spec, text]) => {
  const { policies, problems } = read(spec);
  expect(policies).toEqual([]);
  expect(problems).toMatchObject([{ text: expect.stringContaining(text), position: { file: 'p.yaml' } }]);
});

test('a problem says where it is, in the file and in the object', () => {
  const { problems } = read(`
  podSelector: {}
  egress:
    - ports:
        - port: 9
          endPort: 8`);
  expect(problems).toEqual([
    {
      position: { file: 'p.yaml', line: 9, column: 20 },
      text: 'NetworkPolicy shop/p, spec.egress.0.ports.0.endPort: endPort needs a port that is a number and not above it',
    },
  ]);
});

test('every part of a policy knows where it is written, and has what the API means where it says nothing', () => {
  const { policies } = read(`
  podSelector: {}
  ingress:
    - ports: [{}]
  egress:
    - to:
        - ipBlock: { cidr: 10.0.0.0/8 }
      ports:
        - port: 53
          protocol: UDP
          endPort: 54`);
  expect(policies).toMatchObject([
    {
      position: { line: 1 },
      ingress: [{ position: { line: 7 }, peers: 'any', ports: [{ protocol: 'TCP', port: undefined }] }],
      egress: [
        {
          position: { line: 9 },
          peers: [{ kind: 'ipBlock', position: { line: 10 }, cidr: '10.0.0.0/8', except: [] }],
          ports: [{ position: { line: 12 }, protocol: 'UDP', port: 53, endPort: 54 }],
        },
      ],
    },
  ]);
});

test('a policy without rules has none', () => {
  expect(read('{ podSelector: {} }').policies).toMatchObject([{ ingress: [], egress: [] }]);
});

test.for([
  ['networking.k8s.io/v1', 'NetworkPolicy', 1, 'the API of today'],
  ['networking.k8s.io/v1beta1', 'NetworkPolicy', 1, 'and that of yesterday'],
  ['projectcalico.org/v3', 'NetworkPolicy', 0, "Calico's kind of the same name"],
  ['networking.k8s.io/v1', 'Ingress', 0, 'another kind of the same group'],
  ['v1', 'Service', 0, 'another kind of another group'],
] as const)('of %s, %s counts %i times: %s', ([apiVersion, kind, count]) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: p, namespace: shop }\nspec: {}\n`;
  const { policies, problems } = readNetworkPolicies(parseManifests(text, 'p.yaml').manifests);
  expect(policies).toHaveLength(count);
  expect(problems).toEqual([]);
});

test.for([
  ['{}', {}, 'nothing is every pod'],
  ['{ podSelector: null }', {}, 'null is nothing'],
  ['{ podSelector: { matchLabels: { app: a } } }', { matchLabels: { app: 'a' } }, 'what is written'],
] as const)('%s selects the pods of %o: %s', ([spec, selector]) => {
  expect(read(spec).policies[0]?.podSelector).toEqual(selector);
});

test.for([
  ['{ protocol: TCP, port: 1 }', { protocol: 'TCP', port: 1, endPort: undefined }],
  ['{ protocol: UDP, port: 65535 }', { protocol: 'UDP', port: 65_535, endPort: undefined }],
  ['{ protocol: SCTP, port: http }', { protocol: 'SCTP', port: 'http', endPort: undefined }],
  ['{ port: 80, endPort: 80 }', { protocol: 'TCP', port: 80, endPort: 80 }],
  ['{ protocol: null, port: null, endPort: null }', { protocol: 'TCP', port: undefined, endPort: undefined }],
] as const)('a port that is written %s is %o', ([port, expected]) => {
  const [policy] = read(`{ podSelector: {}, ingress: [{ ports: [${port}] }] }`).policies;
  expect(policy?.ingress).toMatchObject([{ ports: [expected] }]);
});
