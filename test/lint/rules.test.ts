import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { exampleText } from '../../src/lint/example.ts';
import { exampleManifests } from '../helpers/lint-example.ts';
import { lint } from '../../src/lint/lint.ts';
import { lintRules } from '../../src/lint/registry.ts';

/** Rule, severity and line of every finding in policies of the cluster of examples. */
function found(policies: string | readonly string[], world?: string): string[] {
  return lint(exampleManifests(policies, world)).map(({ rule, severity }) => `${severity} ${rule}`);
}

test.for(lintRules)('$id finds its example', ({ id, severity, example }) => {
  expect(found(example.wrong)).toContain(`${severity} ${id}`);
});

test.for(lintRules)('$id passes over its example without the mistake', ({ id, example }) => {
  expect(found(example.right).filter((one) => one.endsWith(` ${id}`))).toEqual([]);
});

test('rules are called differently, and what they yield to exists', () => {
  const ids = lintRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(lintRules.flatMap(({ yieldsTo = [] }) => yieldsTo).filter((id) => !ids.includes(id))).toEqual([]);
});

/** A policy for the api pods with these egress rules. */
const egress = (rules: string) =>
  `{ podSelector: { matchLabels: { app: api } }, policyTypes: [Egress], egress: ${rules} }`;
const ingress = (rules: string) =>
  `{ podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress], ingress: ${rules} }`;
const from = (peers: string) => ingress(`[{ from: ${peers} }]`);
const to = (peers: string, ports = '[{ port: 5432 }]') => egress(`[{ to: ${peers}, ports: ${ports} }]`);
const named = (name: string) => `namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } }`;
const pods = (app: string) => `podSelector: { matchLabels: { app: ${app} } }`;
const both = '[{ protocol: UDP, port: 53 }, { port: 53 }]';
const dnsFor = (selector: string) =>
  `{ podSelector: ${selector}, policyTypes: [Egress], egress: [{ ports: ${both} }] }`;

test.for<readonly [rule: string, policies: string | readonly string[], found: string | undefined, why: string]>([
  ['refused-by-api', '{ podSelector: {}, ingress: [{ form: [] }] }', 'error', 'a misspelt field'],
  ['refused-by-api', from('[{ podSelector: { matchLabels: { app: "a b" } } }]'), 'error', 'a value no label can have'],
  ['refused-by-api', from('[{ podSelector: { matchLabels: { -app: a } } }]'), 'error', 'a key no label can have'],
  ['refused-by-api', from('[{ podSelector: { matchLabels: { example.com/app: "" } } }]'), undefined, 'an empty value'],
  [
    'refused-by-api',
    from('[{ podSelector: { matchExpressions: [{ key: app, operator: In }] } }]'),
    'error',
    'In of nothing',
  ],
  [
    'refused-by-api',
    from('[{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }]'),
    undefined,
    'Exists of nothing',
  ],
  [
    'refused-by-api',
    from('[{ podSelector: { matchExpressions: [{ key: app, operator: Exists, values: [a] }] } }]'),
    'error',
    'Exists with values',
  ],
  [
    'refused-by-api',
    from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }]'),
    'error',
    'an exception outside',
  ],
  ['refused-by-api', from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }]'), 'error', 'an exception of all'],
  [
    'refused-by-api',
    from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }]'),
    undefined,
    'an exception inside',
  ],
  ['refused-by-api', ingress('[{ ports: [{ port: a-name-that-is-too-long }] }]'), 'error', 'a name of 23 characters'],
  [
    'no-default-deny',
    [ingress('[]'), '{ podSelector: {}, policyTypes: [Egress] }'],
    'warning',
    'a default deny of the other direction',
  ],
  [
    'no-default-deny',
    [ingress('[]'), '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}] }'],
    'warning',
    'a default that allows everything',
  ],
  ['no-default-deny', [ingress('[]'), '{ podSelector: {} }'], undefined, 'types that are left to the default'],
  [
    'policy-types-contradict-rules',
    '{ podSelector: {}, policyTypes: [Egress], ingress: [{}] }',
    'error',
    'ingress rules of an egress policy',
  ],
  [
    'policy-types-contradict-rules',
    '{ podSelector: {}, policyTypes: [Egress], ingress: [] }',
    undefined,
    'no rule that could be ignored',
  ],
  ['policy-types-missing', '{ podSelector: {}, egress: [] }', 'warning', 'an empty list that denies nothing'],
  ['policy-types-missing', '{ podSelector: {}, ingress: [], egress: [{}] }', undefined, 'both directions are written'],
  ['dns-egress-missing', egress('[]'), 'note', 'who goes nowhere may need no names'],
  [
    'dns-egress-missing',
    to('[{ ipBlock: { cidr: 198.51.100.7/32 } }]'),
    'warning',
    'who goes to addresses may need none',
  ],
  ['dns-egress-missing', [to(`[{ ${named('data')} }]`), dnsFor('{}')], undefined, 'another policy allows it'],
  [
    'dns-egress-missing',
    [to(`[{ ${named('data')} }]`), dnsFor('{ matchLabels: { app: web } }')],
    'warning',
    'another policy allows it to other pods',
  ],
  [
    'dns-egress-missing',
    to(`[{ ${named('data')} }]`),
    'warning',
    'the default deny, and so DNS, may be in other files',
  ],
  [
    'dns-egress-missing',
    ['{ podSelector: {}, policyTypes: [Egress] }', to('[{ ipBlock: { cidr: 198.51.100.7/32 } }]')],
    'warning',
    'who goes to addresses may need none',
  ],
  ['dns-egress-missing', egress('[{}]'), undefined, 'everything is allowed'],
  ['dns-egress-missing', ingress('[]'), undefined, 'egress is not isolated'],
  ['dns-egress-aimed-wrong', to(`[{ ${named('kube-system')} }]`, both), undefined, 'all of kube-system, DNS among it'],
  ['dns-egress-aimed-wrong', to('[{ ipBlock: { cidr: 169.254.20.10/32 } }]', both), undefined, 'a cache on the node'],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('openshift-dns')} }]`, '[{ protocol: UDP, port: 5353 }]'),
    undefined,
    'a namespace that is not known here',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('kube-system')}, ${pods('coredns')} }]`, both),
    'error',
    'the right namespace, another label',
  ],
  ['dns-egress-aimed-wrong', to(`[{ ${named('data')} }]`, '[{ port: dns }]'), 'error', 'a named port'],
  ['dns-egress-aimed-wrong', to(`[{ ${named('data')} }]`, '[{ port: dns-tcp }]'), 'error', 'a named port for TCP'],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }]`, '[{ port: 50, endPort: 53 }]'),
    'error',
    'a range that ends there',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }]`, '[{ port: 54, endPort: 60 }]'),
    undefined,
    'a range that begins behind it',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }]`, '[{ port: 40, endPort: 52 }]'),
    undefined,
    'a range that ends before it',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }, { ${named('kube-system')} }]`, both),
    undefined,
    'one of the peers is DNS',
  ],
  ['dns-egress-missing', egress(`[{ to: [{ ${named('kube-system')} }] }]`), undefined, 'every port of kube-system'],
  ['dns-egress-missing', egress(`[{ to: [{ ${named('data')} }] }]`), 'warning', 'every port of another namespace'],
  [
    'dns-egress-missing',
    egress(`[{ to: [{ ${named('data')} }, { ${named('kube-system')} }] }]`),
    undefined,
    'every port of both',
  ],
  ['dns-egress-protocol', egress('[{ ports: [{ protocol: UDP, port: 53 }] }]'), 'warning', 'UDP alone works mostly'],
  [
    'dns-egress-protocol',
    [egress('[{ ports: [{ protocol: UDP, port: 53 }] }]'), egress('[{ ports: [{ port: 53 }] }]')],
    undefined,
    'another rule has the other',
  ],
  ['pod-selector-of-another-namespace', from(`[{ ${pods('api')} }]`), undefined, 'such pods are here'],
  ['pod-selector-of-another-namespace', from(`[{ ${pods('nobody')} }]`), undefined, 'such pods are nowhere'],
  [
    'pod-selector-of-another-namespace',
    to('[{ podSelector: { matchLabels: { k8s-app: kube-dns } } }]', both),
    'error',
    'DNS is in kube-system',
  ],
  ['peers-split', from(`[{ ${named('data')} }, { ${pods('db')} }]`), 'error', 'such pods are in that namespace only'],
  ['peers-split', from(`[{ ${pods('db')} }, { ${named('data')} }]`), 'error', 'the other way round'],
  ['peers-split', from(`[{ ${named('data')} }, { ${pods('api')} }]`), undefined, 'each selects pods'],
  [
    'peers-split',
    from(`[{ ${named('data')}, ${pods('db')} }, { ${pods('api')} }]`),
    undefined,
    'a pair, and another peer',
  ],
  [
    'namespace-name-as-label',
    from('[{ namespaceSelector: { matchLabels: { name: elsewhere } } }]'),
    'note',
    'a namespace of other files',
  ],
  [
    'namespace-name-as-label',
    from('[{ namespaceSelector: { matchLabels: { team: data } } }]'),
    'error',
    'another key with the name of a namespace',
  ],
  [
    'namespace-name-as-label',
    from('[{ namespaceSelector: { matchLabels: { team: blue } } }]'),
    undefined,
    'a label that is no name',
  ],
  ['policy-selects-no-pod', '{ podSelector: {} }', undefined, 'who selects all selects who comes'],
  ['policy-selects-no-pod', '{ podSelector: { matchLabels: { app: db } } }', 'warning', 'pods of another namespace'],
  ['peer-selects-no-pod', to(`[{ ${named('data')}, ${pods('bd')} }]`), 'warning', 'a namespace without such pods'],
  ['peer-selects-no-pod', to(`[{ ${named('elsewhere')}, ${pods('bd')} }]`), undefined, 'a namespace of other files'],
  [
    'peer-selects-no-pod',
    to(`[{ ${named('kube-system')}, ${pods('metrics-server')} }]`),
    undefined,
    'the cluster has pods of its own',
  ],
  [
    'peer-selects-no-pod',
    to(`[{ ${named('data')}, podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [db] }] } }]`),
    undefined,
    'all but those that are there',
  ],
  ['peer-selects-no-namespace', from(`[{ ${named('monitoring')} }]`), 'note', 'a namespace of other files'],
  [
    'peer-selects-no-namespace',
    from('[{ namespaceSelector: { matchLabels: { team: blue } } }]'),
    'warning',
    'a label that no namespace has',
  ],
  ['peer-selects-no-namespace', from('[{ namespaceSelector: {} }]'), undefined, 'all namespaces'],
  [
    'service-port',
    ingress('[{ ports: [{ port: 80, endPort: 8080 }] }]'),
    undefined,
    'a range that holds the right one',
  ],
  ['service-port', ingress('[{ ports: [{ port: 81 }] }]'), undefined, 'a port of no Service'],
  ['port-nobody-serves', ingress('[{ ports: [{ port: 81 }] }]'), 'warning', 'a number may be served undeclared'],
  ['port-nobody-serves', ingress('[{ ports: [{ port: 8080, protocol: UDP }] }]'), 'warning', 'the other protocol'],
  ['port-nobody-serves', ingress('[{ ports: [{ port: 8000, endPort: 9000 }] }]'), undefined, 'a range'],
  ['port-nobody-serves', egress('[{ ports: [{ port: 81 }] }]'), undefined, 'somebody outside may'],
  ['port-nobody-serves', to(`[{ ${named('data')} }]`, '[{ port: 5433 }]'), 'warning', 'the pods of the peers receive'],
  ['empty-list-allows-all', ingress('[{ from: [] }]'), 'error', 'an empty list of peers'],
  ['empty-list-allows-all', ingress('[{ ports: null }]'), 'error', 'a key without a value'],
  ['empty-list-allows-all', ingress('[]'), undefined, 'no rule denies all'],
  ['metadata-address-open', egress('[{ to: [{ ipBlock: { cidr: "::/0" } }] }]'), 'warning', 'over IPv6'],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }]'),
    undefined,
    'it answers on port 80',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 169.254.169.254/32 } }] }]'),
    undefined,
    'it is what is meant',
  ],
  ['metadata-address-open', from('[{ ipBlock: { cidr: 0.0.0.0/0 } }]'), undefined, 'ingress'],
  ['ip-block-of-service', egress('[{ to: [{ ipBlock: { cidr: 10.96.0.1/32 } }] }]'), 'warning', 'the API server'],
  ['ip-block-of-service', egress('[{ to: [{ ipBlock: { cidr: 10.96.0.0/12 } }] }]'), undefined, 'a whole network'],
  ['cidr-host-bits', egress('[{ to: [{ ipBlock: { cidr: 10.1.2.3/32 } }] }]'), undefined, 'one address'],
  ['duplicate-rule', from(`[{ ${pods('api')} }, { ${pods('api')} }]`), 'warning', 'a peer'],
  [
    'duplicate-rule',
    ingress('[{ ports: [{ port: 8080 }] }, { from: [], ports: [{ port: 8080 }] }]'),
    'warning',
    'a rule, written differently',
  ],
  ['duplicate-rule', [from(`[{ ${pods('api')} }]`), from(`[{ ${pods('api')} }]`)], 'note', 'in two policies'],
  ['duplicate-rule', [from(`[{ ${pods('api')} }]`), to(`[{ ${pods('api')} }]`)], undefined, 'the other direction'],
  [
    'duplicate-rule',
    ingress('[{ ports: [{ port: 8080 }, { port: 8080, protocol: UDP }] }]'),
    undefined,
    'the other protocol',
  ],
  [
    'shadowed-rule',
    ingress('[{ ports: [{ port: 8080 }, { port: 8000, endPort: 9000 }] }]'),
    'warning',
    'a port of a range',
  ],
  [
    'shadowed-rule',
    from('[{ ipBlock: { cidr: 10.0.0.0/8 } }, { ipBlock: { cidr: 10.1.0.0/16 } }]'),
    'warning',
    'a block inside of a block',
  ],
  [
    'shadowed-rule',
    from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }, { ipBlock: { cidr: 10.1.0.0/16 } }]'),
    undefined,
    'a block in the gap',
  ],
  [
    'shadowed-rule',
    ['{ podSelector: {}, ingress: [{}] }', from(`[{ ${pods('api')} }]`)],
    'note',
    'another policy allows all',
  ],
  [
    'shadowed-rule',
    ['{ podSelector: { matchLabels: { app: web } }, ingress: [{}] }', from(`[{ ${pods('api')} }]`)],
    undefined,
    'of other pods',
  ],
  [
    'no-default-deny',
    [ingress('[]'), `{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ ${pods('api')} }] }] }`],
    undefined,
    'a default that allows some',
  ],
  [
    'no-default-deny',
    [ingress('[]'), '{ podSelector: {}, policyTypes: [Ingress], ingress: [{ ports: [{ port: 8080 }] }] }'],
    undefined,
    'a default that allows a port',
  ],
  [
    'no-default-deny',
    [ingress('[]'), '{ podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}] }'],
    undefined,
    'a default that allows all of the other direction',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }]`, '[{ port: 5432 }, { port: 53 }]'),
    'error',
    'port 53 among others',
  ],
  [
    'dns-egress-aimed-wrong',
    to(`[{ ${named('data')} }, { ${named('elsewhere')} }]`, both),
    undefined,
    'one of the peers is not known here',
  ],
  [
    'peer-selects-no-namespace',
    from(
      '[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [date] }] } }]',
    ),
    'warning',
    'a name in an expression',
  ],
  [
    'peer-selects-no-namespace',
    from(
      '[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [monitoring] }] } }]',
    ),
    'note',
    'a name of other files in an expression',
  ],
  [
    'peer-selects-no-namespace',
    from(
      '[{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [data] }] } }]',
    ),
    undefined,
    'all but one',
  ],
  [
    'peer-selects-no-namespace',
    from('[{ namespaceSelector: { matchExpressions: [{ key: tier, operator: In, values: [date] }] } }]'),
    'warning',
    'another key, whose values are no names',
  ],
  [
    'dns-egress-missing',
    [
      '{ podSelector: {}, policyTypes: [Egress] }',
      egress(
        `[{ to: [{ ipBlock: { cidr: 198.51.100.7/32 } }], ports: [{ port: 443 }] }, { to: [{ ${named('data')} }] }]`,
      ),
    ],
    'error',
    'who goes to addresses and to pods',
  ],
  [
    'dns-egress-missing',
    [
      '{ podSelector: {}, policyTypes: [Egress] }',
      to(`[{ ipBlock: { cidr: 198.51.100.7/32 } }, { ${named('data')} }]`),
    ],
    'error',
    'who goes to both by one rule',
  ],
  [
    'dns-egress-protocol',
    egress(`[{ ports: [{ protocol: UDP, port: 53 }] }, { to: [{ ${named('data')} }] }]`),
    'warning',
    'every port of others',
  ],
  [
    'dns-egress-protocol',
    egress(`[{ ports: [{ protocol: UDP, port: 53 }] }, { to: [{ ${named('kube-system')} }] }]`),
    undefined,
    'every port of DNS',
  ],
  [
    'dns-egress-protocol',
    egress('[{ ports: [{ protocol: UDP, port: 53 }, { protocol: TCP }] }]'),
    undefined,
    'every port of the other protocol',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 169.254.0.0/16 } }] }]'),
    undefined,
    'who names its network knows it',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }]'),
    'warning',
    'half of the internet',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }, { port: 80 }] }]'),
    'warning',
    'port 80 among others',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 79, endPort: 80 }] }]'),
    'warning',
    'a range that ends there',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 80, endPort: 90 }] }]'),
    'warning',
    'a range that begins there',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 81, endPort: 90 }] }]'),
    undefined,
    'a range behind it',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ protocol: TCP }] }]'),
    'warning',
    'every port of TCP',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ protocol: UDP }] }]'),
    undefined,
    'every port of UDP',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: http }] }]'),
    undefined,
    'no pod, and so no named port',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }] }]'),
    undefined,
    'its network is excepted',
  ],
  [
    'metadata-address-open',
    egress('[{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }]'),
    'warning',
    'something else is excepted',
  ],
  [
    'ip-block-of-service',
    egress('[{ to: [{ ipBlock: { cidr: 10.96.0.10/31 } }] }]'),
    undefined,
    'more than one address',
  ],
  ['ip-block-of-service', from('[{ ipBlock: { cidr: 10.96.0.10/32 } }]'), undefined, 'nobody sends from there'],
  [
    'ip-block-of-service',
    egress('[{ to: [{ ipBlock: { cidr: 198.51.100.7/32 } }] }]'),
    undefined,
    'an address of no Service',
  ],
  [
    'peers-split',
    from(`[{ ${named('data')}, ${pods('db')} }, { ${pods('nobody')} }]`),
    undefined,
    'a pair, and pods of this namespace',
  ],
  [
    'peers-split',
    from(`[{ ${named('data')} }, { ${named('data')}, ${pods('db')} }]`),
    undefined,
    'a namespace, and a pair',
  ],
  ['peers-split', from(`[{ ${pods('nobody')} }, { ${pods('none')} }]`), undefined, 'pods, and pods'],
  [
    'peers-split',
    from(`[{ ${named('data')} }, { podSelector: {} }]`),
    undefined,
    'a namespace, and all pods of this one',
  ],
  ['pod-selector-of-another-namespace', to(`[{ ${named('data')}, ${pods('api')} }]`), undefined, 'with a namespace'],
  [
    'port-nobody-serves',
    to(`[{ ${named('data')} }, { ipBlock: { cidr: 198.51.100.7/32 } }]`, '[{ port: 5433 }]'),
    undefined,
    'an address outside may',
  ],
  [
    'port-nobody-serves',
    to(`[{ ${named('data')} }, { ${pods('api')} }]`, '[{ port: 5432 }, { port: 8080 }]'),
    undefined,
    'each is served by one of them',
  ],
  [
    'dns-egress-missing',
    to(`[{ ${named('kube-system')} }]`, '[{ port: 9153 }, { protocol: UDP, port: 53 }]'),
    undefined,
    'port 53 among others',
  ],
  ['host-network-pod', '{ podSelector: {} }', undefined, 'who selects all means the others'],
])('%s of %j is %s: %s', ([rule, policies, severity]) => {
  expect(found(policies).filter((one) => one.endsWith(` ${rule}`))).toEqual(
    severity === undefined ? [] : [`${severity} ${rule}`],
  );
});

test('of two rules for one place, the one that says more speaks', () => {
  expect(found(to(`[{ ${pods('db')} }]`)).filter((one) => /selects-no|pod-selector/.test(one))).toEqual([
    'error pod-selector-of-another-namespace',
  ]);
});

// From here on: policies alone, as a folder of policies is linted.
test.for<readonly [rule: string, policy: string, why: string]>([
  ['policy-selects-no-pod', ingress('[]'), 'no workload is known'],
  ['peer-selects-no-pod', from(`[{ ${pods('api')} }]`), 'no workload is known'],
  [
    'peer-selects-no-namespace',
    from('[{ namespaceSelector: { matchLabels: { team: blue } } }]'),
    'no namespace is known',
  ],
  ['port-nobody-serves', ingress('[{ ports: [{ port: 1 }] }]'), 'no workload is known'],
  ['pod-selector-of-another-namespace', from(`[{ ${pods('db')} }]`), 'no workload is known'],
])('%s is silent without workloads: %s, %s', ([rule, policy]) => {
  expect(found(policy, '').filter((one) => one.endsWith(rule))).toEqual([]);
});

test('without workloads, two peers are a question only', () => {
  expect(found(from(`[{ ${named('data')} }, { ${pods('db')} }]`), '')).toContain('note peers-split');
});

test('a workload that is scaled to zero, or runs by the clock, has its pods', () => {
  const world = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec: { replicas: 0, selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: a, image: a }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: db, namespace: shop }
spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: a, image: a }] } } } } }
`;
  expect(found(from(`[{ ${pods('db')} }]`), world).filter((one) => one.includes('selects-no'))).toEqual([]);
});

test('findings come in the order of files, lines and columns', () => {
  const places = lint([
    ...exampleManifests(to('[{ ipBlock: { cidr: 0.0.0.0/0 } }, { ipBlock: { cidr: 10.1.2.3/16 } }]')),
    ...parseManifests(exampleText('{ podSelector: { matchLabels: { app: apl } }, policyTypes: [Ingress] }'), 'a.yaml')
      .manifests,
  ]).map(({ position: { file, line, column } }) => `${file} ${String(line * 1000 + column).padStart(6, '0')}`);
  expect(places.length).toBeGreaterThan(3);
  expect(places).toEqual(places.toSorted());
});

test('every example is explained in words that fit it', () => {
  const words = lintRules.map(({ id, example }) => {
    const first = lint(exampleManifests(example.wrong)).find(({ rule }) => rule === id);
    return `${id}: ${first?.why} | ${first?.fix}`;
  });
  expect(words.join('\n')).toMatchInlineSnapshot(`
    "refused-by-api: The API server refuses this: port "8080" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -. | Write 8080 without quotes.
    removed-api-version: No cluster serves extensions/v1beta1, so that the policy cannot be applied. | Write apiVersion: networking.k8s.io/v1.
    no-default-deny: Namespace shop has policies for ingress, yet none that selects every pod: a pod that they do not select is open. | Add a policy with podSelector: {} and policyTypes: [Ingress] to namespace shop.
    policy-types-contradict-rules: The egress rules are ignored, because policyTypes is [Ingress]. | Add Egress to policyTypes; the pods are then isolated for egress too, but for these rules.
    policy-types-missing: Without policyTypes this policy is about Ingress as well, and denies all of it, since it has no ingress rule. | Write policyTypes: [Egress], or [Ingress, Egress] if all ingress is to be denied.
    dns-egress-missing: Pods of namespace shop may connect to others, yet no policy that selects them lets them look up a name. | Add a policy to namespace shop that allows egress to k8s-app=kube-dns in kube-system, UDP 53 and TCP 53.
    dns-egress-aimed-wrong: This rule for port 53 selects no DNS server: CoreDNS is k8s-app=kube-dns in namespace kube-system, not app=coredns of namespaces with kubernetes.io/metadata.name=default. | Use namespaceSelector kubernetes.io/metadata.name=kube-system with podSelector k8s-app=kube-dns in one peer.
    dns-egress-protocol: DNS is allowed over TCP only, and look-ups start over UDP; a port without protocol means TCP. | Add UDP 53.
    pod-selector-of-another-namespace: This means pods with app=db of namespace shop itself, which has none; such pods are in data. | Add namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } } to this peer.
    peers-split: Two peers mean "or": every pod of every namespace, or pods with app=db of namespace shop. | Delete the dash before the second selector: in one peer both must hold.
    namespace-name-as-label: No namespace carries the label name=data, so that this selects nothing. Namespace data exists, and Kubernetes labels it kubernetes.io/metadata.name=data. | Write kubernetes.io/metadata.name: data.
    policy-selects-no-pod: No pod of namespace shop has app=apl, so that this policy protects nothing. | Use labels of the pods of namespace shop.
    peer-selects-no-pod: No pod of namespace shop has app=frontend, so this peer matches nothing. | Use labels of the pods that are meant.
    peer-selects-no-namespace: No namespace of these files has kubernetes.io/metadata.name=date; did you mean "data"? | Correct the labels.
    service-port: 80 is the port of Service shop/api; the pods behind it listen on 8080, and policies see that port. | Write port: 8080.
    port-nobody-serves: None of the pods that this rule is about declares web/TCP; they declare http (8080/TCP). | Write the name of a container port, or a number.
    empty-list-allows-all: An empty list means everybody, inside and outside of the cluster, not none. | Delete the rule to allow nobody, or name the peers.
    metadata-address-open: 0.0.0.0/0 includes 169.254.169.254, where most clouds hand out the credentials of the node. | Add except: [169.254.169.254/32].
    ip-block-of-service: 10.96.0.10 is the cluster IP of Service kube-system/kube-dns, which is translated before policies apply. | Select the pods behind Service kube-system/kube-dns instead.
    cidr-host-bits: 10.1.2.3/16 means 10.1.0.0/16: the bits behind the prefix are ignored. | Write 10.1.0.0/16, or a longer prefix if less is meant.
    duplicate-rule: This port allows the same as the one at policies.yaml:8. | Delete this port.
    shadowed-rule: The rule at policies.yaml:8 already allows all that this rule allows. | Delete this rule, or narrow the other if it is too wide.
    host-network-pod: app=agent selects agent-node, which uses the network of its node, where policies are not defined. | Take the pod off the host network, or do not count on this policy for it.
    policy-in-no-namespace: These files have no namespace shpo; did you mean "shop"? | Correct the namespace.
    policy-not-understood: CiliumNetworkPolicy shop/api is not understood: it may allow or deny more than is said here. | Prove with traffic what it is to do."
  `);
});

test('of several pods of one policy, each needs DNS', () => {
  const world = ['api', 'web']
    .map(
      (app) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: ${app}, namespace: shop, labels: { app: ${app} } }\nspec: { containers: [{ name: a, image: a }] }\n`,
    )
    .join('---\n');
  const deny = '{ podSelector: {}, policyTypes: [Egress] }';
  expect(found([deny, dnsFor('{ matchLabels: { app: api } }')], world)).toContain('note dns-egress-missing');
  expect(found([deny, dnsFor('{ matchExpressions: [{ key: app, operator: Exists }] }')], world)).not.toContain(
    'note dns-egress-missing',
  );
});

test.for([
  [ingress('[{ ports: [] }]'), 'An empty list means every port of every protocol, not none.'],
  [
    '{ podSelector: {}, egress: [] }',
    'This denies all ingress and leaves egress open: without policyTypes, an empty list of egress rules is no rule.',
  ],
  [egress('[]'), 'All egress of pods of namespace shop is denied, DNS included: they can look up no name.'],
  [
    egress('[{ ports: [{ protocol: UDP, port: 53 }] }]'),
    'DNS is allowed over UDP only: an answer that is too long for it is asked for again over TCP.',
  ],
  [
    to(`[{ ${named('data')}, ${pods('a')} }, { ${pods('b')} }]`, both),
    'This rule for port 53 selects no DNS server: CoreDNS is k8s-app=kube-dns in namespace kube-system, not app=a of namespaces with kubernetes.io/metadata.name=data and app=b of this namespace.',
  ],
] as const)('%s is explained', ([policy, why]) => {
  expect(lint(exampleManifests(policy)).map((finding) => finding.why)).toContain(why);
});

test('a label that holds a name is no mistake where a namespace carries it', () => {
  const world = `
apiVersion: v1
kind: Namespace
metadata: { name: data, labels: { name: data } }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;
  expect(found(from('[{ namespaceSelector: { matchLabels: { name: data } } }]'), world)).toEqual([
    'warning no-default-deny',
  ]);
});

test('without workloads a split pair is asked about in words, and not mended', () => {
  const split = lint(exampleManifests(from(`[{ ${named('data')} }, { ${pods('db')} }]`), '')).find(
    ({ rule }) => rule === 'peers-split',
  );
  expect(split).toMatchObject({ why: expect.stringMatching(/ Was "and" meant\?$/), edit: undefined });
});
