import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { readNetworkPolicies } from '../../src/policy/read.ts';

const head = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n';
const refused = (text: string): string[] =>
  readNetworkPolicies(parseManifests(head + text, 'p.yaml').manifests).problems.map((problem) => problem.text);

// As `kubectl apply --dry-run=server` refuses or takes them.
test.for<[spec: string, at: string | undefined, why: string]>([
  ['{ podSelector: { matchLabels: { "a b": x } } }', 'spec.podSelector.matchLabels.a b', '"a b" is no key of a label'],
  [
    '{ podSelector: { matchLabels: { a: "x y" } } }',
    'spec.podSelector.matchLabels.a',
    '"x y" is no value that a label can have',
  ],
  ['{ podSelector: { matchLabels: { example.com/a: "" } } }', undefined, 'a key with a prefix, and an empty value'],
  [
    '{ podSelector: { matchExpressions: [{ key: a, operator: In }] } }',
    'spec.podSelector.matchExpressions.0',
    'In needs values',
  ],
  [
    '{ podSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } }',
    'spec.podSelector.matchExpressions.0',
    'Exists takes no values',
  ],
  [
    '{ podSelector: {}, ingress: [{ ports: [{ port: "8080" }] }] }',
    'spec.ingress.0.ports.0.port',
    'port "8080" is a text',
  ],
  [
    '{ podSelector: {}, ingress: [{ ports: [{ port: a-name-of-16-chr }] }] }',
    'spec.ingress.0.ports.0.port',
    'port "a-name-of-16-chr" is a text',
  ],
  ['{ podSelector: {}, ingress: [{ ports: [{ port: http-2 }] }] }', undefined, 'a name'],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }] }] }',
    'spec.egress.0.to.0.ipBlock.except.0',
    'the exception 11.0.0.0/16 is not inside of 10.0.0.0/8',
  ],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }] }] }',
    'spec.egress.0.to.0.ipBlock.except.0',
    'or is all of it',
  ],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.1/16 } }] }] }',
    'spec.egress.0.to.0.ipBlock.cidr',
    '"10.1/16" is not a CIDR',
  ],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0x0a000000/8 } }] }] }',
    'spec.egress.0.to.0.ipBlock.cidr',
    'is not a CIDR',
  ],
  [
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "fe80::1%eth0/64" } }] }] }',
    'spec.egress.0.to.0.ipBlock.cidr',
    'is not a CIDR',
  ],
  [
    '{ podSelector: {}, policyTypes: [Ingress, Egress, Ingress] }',
    'spec.policyTypes',
    'there are two policyTypes at the most',
  ],
])('%s is refused at %s: %s', ([spec, at, why]) => {
  const problems = refused(`spec: ${spec}\n`);
  const places = problems.map((text) => /^NetworkPolicy shop\/p, (.*?): /.exec(text)?.[1]);
  expect(places).toEqual(at === undefined ? [] : [at]);
  expect(problems.join('\n')).toContain(at === undefined ? '' : why);
});

test('a policy as the API server gives it back, with a status, is taken', () => {
  expect(refused('spec: { podSelector: {} }\nstatus: {}\n')).toEqual([]);
});

test('a leading zero of a CIDR means nothing, and items that are null are empty ones', () => {
  const text = `${head}spec: { podSelector: {}, egress: [null, { to: [{ ipBlock: { cidr: 010.0.0.0/08 } }], ports: [null] }] }\n`;
  const { policies, problems } = readNetworkPolicies(parseManifests(text, 'p.yaml').manifests);
  expect(problems).toEqual([]);
  expect(policies[0]?.egress).toMatchObject([
    { peers: 'any', ports: 'any' },
    { peers: [{ cidr: '10.0.0.0/8' }], ports: [{ protocol: 'TCP', port: undefined }] },
  ]);
});
