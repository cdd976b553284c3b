import { expect, test } from 'vitest';
import { gapsIn } from '../../../src/policy/admin/gaps.ts';
import { adminManifest, podManifest, policyManifest, worldOf } from '../../helpers/world.ts';

const cluster = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { team: red } }',
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: b, labels: { team: blue } }',
  podManifest('a/web app=web'),
  podManifest('b/web app=web'),
];

function gaps(policies: readonly (readonly [title: string, spec: string])[]): string[] {
  const manifests = policies.map((policy) => adminManifest(...policy));
  return gapsIn(worldOf([...cluster, ...manifests].join('\n---\n'))).map(
    ({ policy: { kind, name, part } }) => `${kind} ${name}: ${part}`,
  );
}

const [a, b, c] = ['AdminNetworkPolicy a', 'AdminNetworkPolicy b', 'ClusterNetworkPolicy c'];
const baseline = 'BaselineAdminNetworkPolicy default';
const rules = (action: string): string => `ingress: [{ action: ${action}, from: [{ namespaces: {} }] }]`;
const both = `ingress: [{ action: Deny, from: [{ namespaces: {} }] }, { action: Allow, from: [{ namespaces: {} }] }]`;
const outward = (peer: string): string => `egress: [{ action: Deny, to: [{ nodes: {} }, ${peer}] }]`;
const spec = (rest: string, { priority = 1, team = '' } = {}): string =>
  `{ priority: ${priority}, subject: { namespaces: { matchLabels: { ${team === '' ? '' : `team: ${team}`} } } }, ${rest} }`;
const tier = (name: string, rest: string): string => `{ tier: ${name}, ${rest.slice(1)}`;

const tied =
  'AdminNetworkPolicy b: it has the priority of AdminNetworkPolicy a, and the API leaves open which is first';
const mixed =
  'ClusterNetworkPolicy c: it is for pods that AdminNetworkPolicy a is for, and the API leaves open which is first';

test.for<[policies: [title: string, spec: string][], found: string[], why: string]>([
  [[[a, spec(outward('{ namespaces: {} }'))]], [], 'every node, pods and addresses are known'],
  [
    [[a, spec(outward('{ nodes: { matchLabels: { os: linux } } }'))]],
    ['AdminNetworkPolicy a: egress rule 1 is about labels of nodes, which are not known'],
    'labels of nodes are in no manifest',
  ],
  [
    [[a, spec(outward('{ domainNames: [a.example] }'))]],
    ['AdminNetworkPolicy a: egress rule 1 is about addresses of domain names, which are not known'],
    'nor is what a name is looked up as',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [b, spec(rules('Allow'))],
    ],
    [tied],
    'one priority, two actions',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [b, spec(rules('Allow'), { priority: 2 })],
    ],
    [],
    'two priorities',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [b, spec(rules('Deny'))],
    ],
    [],
    'one action',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [b, spec(outward('{ namespaces: {} }'))],
    ],
    [],
    'two directions',
  ],
  [
    [
      [a, spec(`${rules('Deny')}, egress: []`)],
      [b, spec(`${outward('{ namespaces: {} }')}, ingress: []`)],
    ],
    [],
    'rules of one direction each',
  ],
  [
    [
      [a, spec(both)],
      [b, spec(outward('{ namespaces: {} }'))],
    ],
    [],
    'two actions within one policy',
  ],
  [
    [
      [a, spec(rules('Pass'))],
      [b, spec('egress: [{ action: Allow, to: [{ namespaces: {} }] }]')],
    ],
    [],
    'different actions of different directions',
  ],
  [
    [
      [a, spec(rules('Deny'), { team: 'red' })],
      [b, spec(rules('Allow'), { team: 'blue' })],
    ],
    [],
    'for different pods',
  ],
  [
    [
      [a, spec(rules('Deny'), { team: 'red' })],
      [b, spec(rules('Allow'))],
    ],
    [tied],
    'for some pods both',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [c, tier('Admin', spec(rules('Accept'), { priority: 9 }))],
    ],
    [mixed],
    'two kinds in a tier, whatever the priorities',
  ],
  [
    [
      [a, spec(rules('Allow'))],
      [c, tier('Admin', spec(rules('Accept')))],
    ],
    [],
    'Accept is Allow',
  ],
  [
    [
      [a, spec(rules('Deny'))],
      [c, tier('Baseline', spec(rules('Accept')))],
    ],
    [],
    'tiers follow each other',
  ],
  [
    [
      [baseline, spec(rules('Deny')).replace('priority: 1, ', '')],
      [c, tier('Baseline', spec(rules('Accept')))],
    ],
    [mixed.replace('AdminNetworkPolicy a', 'BaselineAdminNetworkPolicy default')],
    'two kinds of baselines',
  ],
])('of %j are not understood %j: %s', ([policies, found]) => {
  expect(gaps(policies)).toEqual(found);
});

const half =
  'ClusterNetworkPolicy c: CNIs differ in whether its ingress rules are for pods that NetworkPolicies select for the other direction alone, such as a/web';

test.for<[tierName: string, list: string, types: string, podSelector: string, found: string[], why: string]>([
  ['Baseline', rules('Deny'), '[Egress]', '{}', [half], 'of a pod that is selected for egress alone'],
  ['Baseline', rules('Deny'), '[Ingress]', '{}', [], 'nobody asks it for ingress'],
  ['Baseline', rules('Deny'), '[Ingress, Egress]', '{}', [], 'nobody asks it at all'],
  ['Baseline', outward('{ namespaces: {} }'), '[Egress]', '{}', [], 'nor for egress'],
  ['Baseline', rules('Deny'), '[Egress]', '{ matchLabels: { app: db } }', [], 'of no pod'],
  ['Admin', rules('Deny'), '[Egress]', '{}', [], 'the Admin tier is asked first'],
])('%s with %s beside %s of %s: %j, %s', ([tierName, list, types, podSelector, found]) => {
  const manifests = [
    ...cluster,
    adminManifest(c, tier(tierName, spec(list.replace('Allow', 'Accept')))),
    policyManifest('a/deny', `{ podSelector: ${podSelector}, policyTypes: ${types} }`),
  ];
  expect(
    gapsIn(worldOf(manifests.join('\n---\n'))).map(({ policy: { kind, name, part } }) => `${kind} ${name}: ${part}`),
  ).toEqual(found);
});
