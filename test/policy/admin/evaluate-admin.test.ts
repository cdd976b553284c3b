import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/policy/evaluate.ts';
import { adminManifest, connectionIn, podManifest, policyManifest, worldOf } from '../../helpers/world.ts';

/** The houses of the API's conformance tests. */
const cluster = [
  ...['gryffindor', 'slytherin', 'hufflepuff', 'ravenclaw'].map(
    (house) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${house}, labels: { conformance-house: ${house} } }`,
  ),
  podManifest('gryffindor/harry app=harry web:80 dns:53/UDP'), // 10.244.0.3, for CoreDNS has the first two
  podManifest('gryffindor/ron app=ron'),
  podManifest('slytherin/draco app=draco web:8080'), // 10.244.0.5
  podManifest('hufflepuff/cedric app=cedric web:8080 diff:5353/UDP'),
  podManifest('ravenclaw/luna app=luna web:80'),
  podManifest('slytherin/host host=true web:36363'), // on node n1
];

type Policies = Readonly<Record<string, string>>;

function decide(flow: string, policies: Policies, viaService = false) {
  const manifests = Object.entries(policies).map(([title, spec]) =>
    title.includes(' ') ? adminManifest(title, spec) : policyManifest(title, spec),
  );
  const world = worldOf([...cluster, ...manifests].join('\n---\n'));
  return evaluate({ ...connectionIn(world, flow), viaService }, world);
}

const house = (name: string): string => `{ namespaces: { matchLabels: { conformance-house: ${name} } } }`;
const pods = (namespace: string, app: string): string =>
  `{ pods: { namespaceSelector: { matchLabels: { conformance-house: ${namespace} } }, podSelector: { matchLabels: { app: ${app} } } } }`;

/** A spec of an AdminNetworkPolicy for the pods of gryffindor. */
const anp = (rules: string, priority = 10): string =>
  `{ priority: ${priority}, subject: ${house('gryffindor')}, ${rules} }`;
const banp = (rules: string): string => `{ subject: ${house('gryffindor')}, ${rules} }`;
const cnp = (rules: string, { tier = 'Admin', priority = 10 } = {}): string =>
  `{ tier: ${tier}, priority: ${priority}, subject: ${house('gryffindor')}, ${rules} }`;
const from = (action: string, peer: string, rest = ''): string => `{ action: ${action}, from: [${peer}]${rest} }`;
const to = (action: string, peer: string, rest = ''): string => `{ action: ${action}, to: [${peer}]${rest} }`;

const draco = 'slytherin/draco → gryffindor/harry:80';
const isolated = '{ podSelector: {}, policyTypes: [Ingress, Egress] }';
const open = '{ podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}], egress: [{}] }';

describe('subjects', () => {
  const deny = `ingress: [${from('Deny', '{ namespaces: {} }')}]`;
  test.for<[flow: string, subject: string, allowed: boolean, why: string]>([
    [draco, house('gryffindor'), false, 'the pods of namespaces by their labels'],
    ['slytherin/draco → ravenclaw/luna:80', house('gryffindor'), true, 'and of no others'],
    [draco, '{ namespaces: {} }', false, 'an empty selector is every namespace'],
    [draco, pods('gryffindor', 'harry'), false, 'pods of namespaces'],
    ['slytherin/draco → gryffindor/ron:80', pods('gryffindor', 'harry'), true, 'both selectors must hold'],
    [draco, pods('slytherin', 'harry'), true, 'that of namespaces too'],
    ['slytherin/draco → slytherin/host:80', '{ namespaces: {} }', true, 'host-networked pods are not included'],
    ['gryffindor/harry → gryffindor/harry:80', '{ namespaces: {} }', true, 'a pod at its own address is not subject'],
  ])('%s with subject %s is %s: %s', ([flow, subject, allowed]) => {
    const spec = `{ priority: 1, subject: ${subject}, ${deny} }`;
    expect(decide(flow, { 'AdminNetworkPolicy x': spec }).allowed).toBe(allowed);
    expect(decide(flow, { 'ClusterNetworkPolicy x': `{ tier: Admin, ${spec.slice(1)}` }).allowed).toBe(allowed);
    expect(decide(flow, { 'ClusterNetworkPolicy x': `{ tier: Baseline, ${spec.slice(1)}` }).allowed).toBe(allowed);
  });
});

const slytherin = house('slytherin');
const everybody = '{ namespaces: {} }';
const portsOf = (...ports: string[]): string => `, ports: [${ports.join(', ')}]`;
const protocols = (...list: string[]): string => `, protocols: [${list.join(', ')}]`;
const number = (port: number, protocol = 'TCP'): string => `{ portNumber: { protocol: ${protocol}, port: ${port} } }`;

describe('rules', () => {
  test.for<[flow: string, rules: string, allowed: boolean, why: string]>([
    [draco, `ingress: [${from('Deny', slytherin)}]`, false, 'Deny drops'],
    ['ravenclaw/luna → gryffindor/harry:80', `ingress: [${from('Deny', slytherin)}]`, true, 'what it is about only'],
    [draco, `egress: [${to('Deny', slytherin)}]`, true, 'egress rules leave ingress alone'],
    ['gryffindor/harry → slytherin/draco:80', `egress: [${to('Deny', slytherin)}]`, false, 'and are about egress'],
    [
      draco,
      `ingress: [${from('Allow', slytherin)}, ${from('Deny', slytherin)}]`,
      true,
      'the first that matches counts',
    ],
    [draco, `ingress: [${from('Deny', slytherin)}, ${from('Allow', slytherin)}]`, false, 'and no later one'],
    [draco, `ingress: [${from('Pass', slytherin)}, ${from('Deny', slytherin)}]`, true, 'Pass ends the tier'],
    [draco, `ingress: [${from('Allow', house('ravenclaw'))}]`, true, 'nobody is isolated by what does not match'],
    [draco, `ingress: [${from('Deny', `${house('ravenclaw')}, ${slytherin}`)}]`, false, 'any of the peers'],
    [draco, `ingress: [${from('Deny', pods('slytherin', 'draco'))}]`, false, 'pods by both selectors'],
    [draco, `ingress: [${from('Deny', pods('slytherin', 'other'))}]`, true, 'and not by one'],
    [draco, `ingress: [${from('Deny', pods('ravenclaw', 'draco'))}]`, true, 'nor by the other'],
    [
      'slytherin/host → gryffindor/ron:80',
      `ingress: [${from('Deny', everybody)}]`,
      true,
      'host-networked pods are no peers',
    ],
    ['192.0.2.1 → gryffindor/harry:80', `ingress: [${from('Deny', everybody)}]`, true, 'nor is who is no pod'],

    [draco, `ingress: [${from('Deny', slytherin, portsOf(number(80)))}]`, false, 'portNumber'],
    [draco, `ingress: [${from('Deny', slytherin, portsOf(number(81)))}]`, true, 'another portNumber'],
    [draco, `ingress: [${from('Deny', slytherin, portsOf(number(80, 'UDP')))}]`, true, 'another protocol'],
    [draco, `ingress: [${from('Deny', slytherin, portsOf('{ portNumber: { port: 80 } }'))}]`, false, 'TCP by default'],
    [draco, `ingress: [${from('Deny', slytherin, portsOf(number(81), number(80)))}]`, false, 'any of the ports'],
    [`${draco}/SCTP`, `ingress: [${from('Deny', slytherin)}]`, false, 'without ports, every protocol'],
    [
      draco,
      `ingress: [${from('Deny', slytherin, portsOf('{ portRange: { start: 80, end: 82 } }'))}]`,
      false,
      'a range starts',
    ],
    [
      'slytherin/draco → gryffindor/harry:82',
      `ingress: [${from('Deny', slytherin, portsOf('{ portRange: { start: 80, end: 82 } }'))}]`,
      false,
      'and ends',
    ],
    [
      'slytherin/draco → gryffindor/harry:83',
      `ingress: [${from('Deny', slytherin, portsOf('{ portRange: { start: 80, end: 82 } }'))}]`,
      true,
      'there',
    ],
    [draco, `ingress: [${from('Deny', slytherin, portsOf('{ namedPort: web }'))}]`, false, 'a name is the container’s'],
    [
      'slytherin/draco → gryffindor/harry:81',
      `ingress: [${from('Deny', slytherin, portsOf('{ namedPort: web }'))}]`,
      true,
      'and that port',
    ],
    [
      'slytherin/draco → gryffindor/harry:53/UDP',
      `ingress: [${from('Deny', slytherin, portsOf('{ namedPort: dns }'))}]`,
      false,
      'of whatever protocol it has',
    ],
    [
      'slytherin/draco → gryffindor/harry:53',
      `ingress: [${from('Deny', slytherin, portsOf('{ namedPort: dns }'))}]`,
      true,
      'and no other',
    ],
    [
      'gryffindor/harry → slytherin/draco:8080',
      `egress: [${to('Deny', slytherin, portsOf('{ namedPort: web }'))}]`,
      false,
      'in egress, the receiver’s',
    ],

    ['gryffindor/harry → 192.0.2.1:443', `egress: [${to('Deny', '{ networks: [192.0.2.0/24] }')}]`, false, 'networks'],
    [
      'gryffindor/harry → 192.0.3.1:443',
      `egress: [${to('Deny', '{ networks: [192.0.2.0/24] }')}]`,
      true,
      'other networks',
    ],
    [
      'gryffindor/harry → 192.0.3.1:443',
      `egress: [${to('Deny', '{ networks: [192.0.2.0/24, 192.0.3.0/24] }')}]`,
      false,
      'any of the networks',
    ],
    [
      'gryffindor/harry → slytherin/draco:80',
      `egress: [${to('Deny', '{ networks: ["0.0.0.0/0"] }')}]`,
      false,
      'cluster-internal traffic as well',
    ],
    [
      'gryffindor/harry → slytherin/draco:80',
      `egress: [${to('Pass', everybody)}, ${to('Deny', '{ networks: ["0.0.0.0/0"] }')}]`,
      true,
      'unless it is passed before',
    ],
    [
      'gryffindor/harry → slytherin/host:80',
      `egress: [${to('Deny', '{ nodes: {} }')}]`,
      false,
      'nodes, by their addresses',
    ],
    ['gryffindor/harry → slytherin/draco:80', `egress: [${to('Deny', '{ nodes: {} }')}]`, true, 'pods are no nodes'],
    ['gryffindor/harry → 192.0.2.1:443', `egress: [${to('Deny', '{ nodes: {} }')}]`, true, 'nor is the outside'],
    [
      'gryffindor/harry → slytherin/host:80',
      `egress: [${to('Deny', '{ nodes: { matchLabels: { kubernetes.io/os: linux } } }')}]`,
      true,
      'whose labels are not known',
    ],
    [
      'gryffindor/harry → 192.0.2.1:443',
      `egress: [${to('Allow', '{ domainNames: [example.com] }')}, ${to('Deny', '{ networks: ["0.0.0.0/0"] }')}]`,
      false,
      'nor are addresses of names',
    ],
  ])('%s under %s is %s: %s', ([flow, rules, allowed]) => {
    expect(decide(flow, { 'AdminNetworkPolicy x': anp(rules) }).allowed).toBe(allowed);
  });

  test.for<[flow: string, list: string, allowed: boolean, why: string]>([
    [draco, '{ tcp: { destinationPort: { number: 80 } } }', false, 'a number'],
    [`${draco}/UDP`, '{ tcp: { destinationPort: { number: 80 } } }', true, 'of TCP'],
    [`${draco}/UDP`, '{ udp: { destinationPort: { number: 80 } } }', false, 'of UDP'],
    [`${draco}/SCTP`, '{ sctp: { destinationPort: { range: { start: 79, end: 80 } } } }', false, 'of SCTP, to its end'],
    [draco, '{ tcp: { destinationPort: { range: { start: 81, end: 90 } } } }', true, 'a range that starts later'],
    [draco, '{ destinationNamedPort: web }', false, 'a name'],
    ['slytherin/draco → gryffindor/harry:53/UDP', '{ destinationNamedPort: dns }', false, 'a name of a UDP port'],
    [draco, '{ destinationNamedPort: dns }', true, 'another name'],
  ])('%s, denied on protocols %s, is %s: %s', ([flow, list, allowed]) => {
    const rules = `ingress: [${from('Deny', slytherin, protocols(list))}]`;
    expect(decide(flow, { 'ClusterNetworkPolicy x': cnp(rules) }).allowed).toBe(allowed);
  });
});

describe('order', () => {
  const dracoIn = (action: string): string => `ingress: [${from(action, slytherin)}]`;
  test.for<[policies: Policies, allowed: boolean, why: string]>([
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Deny'), 50), 'AdminNetworkPolicy b': anp(dracoIn('Pass'), 60) },
      false,
      'lower numbers come first',
    ],
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Deny'), 50), 'AdminNetworkPolicy b': anp(dracoIn('Pass'), 40) },
      true,
      'whatever the names',
    ],
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Deny'), 100), 'AdminNetworkPolicy b': anp(dracoIn('Allow'), 9) },
      true,
      'as numbers',
    ],
    [
      {
        'ClusterNetworkPolicy a': cnp(dracoIn('Deny'), { priority: 0 }),
        'ClusterNetworkPolicy b': cnp(dracoIn('Accept'), { priority: 1 }),
      },
      false,
      '0 comes first',
    ],
    [
      {
        'ClusterNetworkPolicy a': cnp(dracoIn('Deny'), { tier: 'Baseline', priority: 1 }),
        'ClusterNetworkPolicy b': cnp(dracoIn('Accept'), { priority: 1000 }),
      },
      true,
      'the tier comes before the priority',
    ],

    [{ 'AdminNetworkPolicy a': anp(dracoIn('Allow')), 'gryffindor/p': isolated }, true, 'Allow cannot be overridden'],
    [{ 'AdminNetworkPolicy a': anp(dracoIn('Deny')), 'gryffindor/p': open }, false, 'nor can Deny'],
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Pass')), 'gryffindor/p': open },
      true,
      'Pass leaves it to NetworkPolicies: open',
    ],
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Pass')), 'gryffindor/p': isolated },
      false,
      'Pass leaves it to NetworkPolicies: shut',
    ],
    [
      { 'AdminNetworkPolicy a': anp(dracoIn('Pass')), 'BaselineAdminNetworkPolicy default': banp(dracoIn('Deny')) },
      false,
      'without any, to the baseline',
    ],
    [
      {
        'AdminNetworkPolicy a': anp(dracoIn('Pass')),
        'gryffindor/p': open,
        'BaselineAdminNetworkPolicy default': banp(dracoIn('Deny')),
      },
      true,
      'which a NetworkPolicy overrides',
    ],
    [{ 'BaselineAdminNetworkPolicy default': banp(dracoIn('Deny')) }, false, 'a baseline denies'],
    [
      { 'BaselineAdminNetworkPolicy default': banp(dracoIn('Allow')), 'gryffindor/p': isolated },
      false,
      'a baseline cannot open what NetworkPolicies shut',
    ],
    [
      {
        'BaselineAdminNetworkPolicy default': banp(dracoIn('Deny')),
        'gryffindor/p': '{ podSelector: {}, policyTypes: [Egress] }',
      },
      false,
      'a NetworkPolicy for egress leaves ingress to the baseline',
    ],
    [
      {
        'BaselineAdminNetworkPolicy default': banp(dracoIn('Deny')),
        'gryffindor/p': '{ podSelector: { matchLabels: { app: ron } }, ingress: [{}] }',
      },
      false,
      'so does one for another pod',
    ],
    [
      {
        'ClusterNetworkPolicy a': cnp(dracoIn('Pass'), { tier: 'Baseline', priority: 1 }),
        'ClusterNetworkPolicy b': cnp(dracoIn('Deny'), { tier: 'Baseline', priority: 2 }),
      },
      true,
      'after Pass in the baseline comes the default: open',
    ],
    [
      {
        'ClusterNetworkPolicy a': cnp(dracoIn('Accept'), { tier: 'Baseline', priority: 1 }),
        'ClusterNetworkPolicy b': cnp(dracoIn('Deny'), { tier: 'Baseline', priority: 2 }),
      },
      true,
      'Accept in the baseline',
    ],
    [
      {
        'ClusterNetworkPolicy a': cnp(`egress: [${to('Deny', slytherin)}]`, { priority: 1 }),
        'ClusterNetworkPolicy b': cnp(dracoIn('Deny'), { priority: 2 }),
      },
      false,
      'without ingress rules a policy says nothing of ingress',
    ],
  ])('under %j slytherin gets to gryffindor: %s, for %s', ([policies, allowed]) => {
    expect(decide(draco, policies).allowed).toBe(allowed);
  });

  test('Accept at the sender leaves the receiver its say', () => {
    const policies = {
      'ClusterNetworkPolicy a': cnp(`egress: [${to('Accept', slytherin)}]`),
      'slytherin/p': isolated,
    };
    expect(decide('gryffindor/harry → slytherin/draco:80', policies)).toMatchObject({
      allowed: false,
      egress: { kind: 'admin-allowed' },
      ingress: { kind: 'denied' },
    });
  });

  test.for([
    ['Admin', undefined, false, 'a Service that leads a pod back to itself is subject'],
    ['Baseline', undefined, false, 'to the baseline as well'],
    ['Baseline', isolated, true, 'which NetworkPolicies override, and cannot block a pod from itself'],
  ] as const)('%s tier, NetworkPolicy %s: %s, for %s', ([tier, own, allowed]) => {
    const policies = {
      'ClusterNetworkPolicy a': cnp(`ingress: [${from('Deny', house('gryffindor'))}]`, { tier }),
      ...(own === undefined ? {} : { 'gryffindor/p': own }),
    };
    expect(decide('gryffindor/harry → gryffindor/harry:80', policies, true).allowed).toBe(allowed);
    expect(decide('gryffindor/harry → gryffindor/harry:80', policies).allowed).toBe(true);
  });

  test.for([
    [{}, 'no policy at all'],
    [{ 'gryffindor/p': isolated }, 'a NetworkPolicy alone'],
    [
      { 'gryffindor/p': isolated, 'ClusterNetworkPolicy a': cnp('') },
      'a NetworkPolicy under a tier that decides nothing',
    ],
  ] as const)('under %o a pod that a Service leads back to itself is exempt: %s', ([policies]) => {
    const { ingress, egress } = decide('gryffindor/harry → gryffindor/harry:80', policies, true);
    expect([ingress, egress]).toEqual([
      { kind: 'exempt', because: 'itself' },
      { kind: 'exempt', because: 'itself' },
    ]);
  });
});

test('a decision names the policy, the rule, the peer and the port, and who was asked before', () => {
  const { ingress } = decide(draco, {
    'AdminNetworkPolicy first': anp(`ingress: [${from('Allow', house('ravenclaw'))}]`, 1),
    'AdminNetworkPolicy second': anp(
      `ingress: [${from('Allow', house('ravenclaw'))}, ${from('Deny', `${house('ravenclaw')}, ${slytherin}`, portsOf(number(81), number(80)))}]`,
      2,
    ),
    'AdminNetworkPolicy third': anp(`ingress: [${from('Allow', slytherin)}]`, 3),
  });
  expect(ingress).toMatchObject({
    kind: 'admin-denied',
    policy: { name: 'second' },
    index: 1,
    rule: { action: 'Deny', position: { file: 'world.yaml', line: 63 } },
    peer: { namespaceSelector: { matchLabels: { 'conformance-house': 'slytherin' } } },
    port: { port: 80 },
    adminSteps: [{ policy: { name: 'first' }, match: undefined }, { policy: { name: 'second' } }],
  });
});

test('a decision that was passed on says so', () => {
  const policies = { 'AdminNetworkPolicy a': anp(`ingress: [${from('Pass', slytherin)}]`), 'gryffindor/p': isolated };
  expect(decide(draco, policies).ingress).toMatchObject({
    kind: 'denied',
    adminSteps: [{ policy: { name: 'a' }, match: { rule: { action: 'Pass' } } }],
  });
});

// The stories that the API was made for (its documentation, User Stories), each with the policy that tells it.
describe('user stories', () => {
  const sensitive = `{ tier: Admin, priority: 0, subject: ${house('gryffindor')}, ingress: [${from('Deny', everybody)}] }`;
  const monitoring = `{ tier: Admin, priority: 30, subject: ${everybody}, ingress: [${from('Accept', house('ravenclaw'))}],
    egress: [${to('Accept', pods('hufflepuff', 'cedric'))}] }`;
  const delegated = `{ priority: 20, subject: ${everybody}, egress: [${to('Pass', pods('slytherin', 'draco'), portsOf(number(8080)))}] }`;
  const lower = `{ priority: 21, subject: ${everybody}, egress: [${to('Deny', everybody)}] }`;
  const guardrails = `{ tier: Baseline, priority: 10, subject: ${everybody}, ingress: [${from('Deny', everybody)}] }`;
  test.for<[flow: string, policies: Policies, allowed: boolean, why: string]>([
    [draco, { 'ClusterNetworkPolicy x': sensitive, 'gryffindor/p': open }, false, '1: a sensitive namespace is shut'],
    ['gryffindor/ron → gryffindor/harry:80', { 'ClusterNetworkPolicy x': sensitive }, false, '1: from within too'],
    [
      'ravenclaw/luna → gryffindor/harry:80',
      { 'ClusterNetworkPolicy x': monitoring, 'gryffindor/p': isolated },
      true,
      '2: monitoring gets in everywhere',
    ],
    [
      'gryffindor/harry → hufflepuff/cedric:53/UDP',
      { 'ClusterNetworkPolicy x': monitoring, 'gryffindor/p': isolated },
      true,
      '2: DNS is reached from everywhere',
    ],
    [draco, { 'ClusterNetworkPolicy x': monitoring, 'gryffindor/p': isolated }, false, '2: nobody else gets in'],
    [
      'gryffindor/harry → slytherin/draco:8080',
      { 'AdminNetworkPolicy x': delegated, 'AdminNetworkPolicy y': lower },
      true,
      '3: a public service is for NetworkPolicies to say, and open without',
    ],
    [
      'gryffindor/harry → slytherin/draco:8080',
      { 'AdminNetworkPolicy x': delegated, 'AdminNetworkPolicy y': lower, 'gryffindor/p': isolated },
      false,
      '3: or shut',
    ],
    [
      'gryffindor/harry → slytherin/draco:8081',
      { 'AdminNetworkPolicy x': delegated, 'AdminNetworkPolicy y': lower },
      false,
      '3: its other ports are not',
    ],
    [draco, { 'ClusterNetworkPolicy x': guardrails }, false, '5: the default is turned round'],
    [
      '192.0.2.1 → gryffindor/harry:80',
      { 'ClusterNetworkPolicy x': guardrails },
      true,
      '5: for traffic within the cluster',
    ],
    [
      draco,
      { 'ClusterNetworkPolicy x': guardrails, 'gryffindor/p': open },
      true,
      '5: and NetworkPolicies open what is known',
    ],
  ])('%s under %j is %s: %s', ([flow, policies, allowed]) => {
    expect(decide(flow, policies).allowed).toBe(allowed);
  });
});
