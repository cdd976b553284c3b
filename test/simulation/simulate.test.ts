import { glob, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { flowLabel } from '../../src/model/label.ts';
import { loadScenario } from '../../src/app/load.ts';
import { simulate, type SimulatedStage } from '../../src/simulation/simulate.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { adminManifest, podManifest, policyManifest } from '../helpers/world.ts';

test('what the policies of the Task API mean is what its scenario declares, in every stage', async () => {
  expect(simulate(await loadScenario('scenarios/task-api')).flatMap(mismatches)).toEqual([]);
});

const mistakes: string[] = [];
for await (const file of glob('scenarios/mistakes/*/scenario.yaml')) mistakes.push(dirname(file));

test.for(mistakes)('%s fails in the flows that a real cluster was seen to fail in', async (folder) => {
  const expected = (await readFile(`${folder}/expected-mismatches.txt`, 'utf8')).trim().split('\n');
  expect(
    simulate(await loadScenario(folder))
      .flatMap(mismatches)
      .toSorted(),
  ).toEqual(expected.toSorted());
});

test('there are mistakes', () => expect(mistakes.length).toBeGreaterThan(5));

const shop = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }',
  podManifest('shop/api-1 app=api,zone=a web:8080'),
  podManifest('shop/api-2 app=api,zone=b web:9090'),
  podManifest('shop/cart app=cart'),
  'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { selector: { app: api }, ports: [{ port: 80, targetPort: web }] }',
].join('\n---\n');

function verdictOf(flow: string, policies: string, expectation = 'allowed') {
  const [, from = '', target = ''] = /^(\S+) → (\S+)$/.exec(flow) ?? [];
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: shop, podSelector: { matchLabels: { app: api } }, service: api } }
  api-by-name: { pods: { namespace: shop, podSelector: { matchLabels: { app: api } }, service: api, via: name } }
  api-pods: { pods: { namespace: shop, podSelector: { matchLabels: { app: api } }, service: api, via: pod } }
  cart: { pods: { namespace: shop, workload: pod/cart } }
  client: { client: { namespace: default, labels: { role: tester } } }
  metrics: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: metrics } }, ports: [4443] } }
  internet: { outside: true }
  bank: { host: { address: 192.0.2.7, ports: [443] } }
  shop-bank: { host: { address: bank.example, ports: [443] } }
  api-service: { host: { address: api.shop.svc.cluster.local, ports: [80] } }
flows: [{ from: ${from}, to: '${target}', expect: ${expectation} }]`,
    { 'shop.yaml': [shop, policies].filter((text) => text !== '').join('\n---\n') },
  );
  const [stage] = simulate(scenario);
  return { verdict: stage?.predictions[0]?.verdict, paths: stage?.predictions[0]?.paths ?? [], stage };
}

const closed = (ports: string) =>
  policyManifest('shop/p', `{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [${ports}] }] }`);
const outOfCart = (rules: string) =>
  policyManifest(
    'shop/p',
    `{ podSelector: { matchLabels: { app: cart } }, policyTypes: [Egress], egress: [${rules}] }`,
  );
const dns = '{ ports: [{ protocol: UDP, port: 53 }] }';

test.for<[flow: string, verdict: string, why: string, policies: string]>([
  ['cart → api:80', 'allowed', 'nothing is isolated', ''],
  ['cart → api:80', 'blocked', 'policies do not see the port of the Service', closed('{ port: 80 }')],
  ['cart → api:80', 'mixed', 'each pod has a port of its own behind it', closed('{ port: 8080 }')],
  ['cart → api:80', 'allowed', 'whose name they share', closed('{ port: web }')],
  ['cart → api-pods:80', 'allowed', 'also where the pods are dialled', closed('{ port: web }')],
  ['internet → api:80', 'allowed', 'a node port leads to the same ports', closed('{ port: web }')],
  [
    'cart → api-by-name:80',
    'mixed',
    'the name cannot be looked up, the pods be dialled',
    outOfCart('{ ports: [{ port: web }] }'),
  ],
  ['cart → api-by-name:80', 'allowed', 'now it can', outOfCart(`{ ports: [{ port: web }] }, ${dns}`)],
  [
    'cart → shop-bank:443',
    'blocked',
    'the name cannot be looked up',
    outOfCart('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }'),
  ],
  [
    'cart → shop-bank:443',
    'mixed',
    'one DNS server of two can be asked',
    outOfCart('{ ports: [{ port: 443 }] }, { to: [{ ipBlock: { cidr: 192.168.0.2/32 } }] }'),
  ],
  ['cart → shop-bank:443', 'allowed', 'a name of somebody outside', outOfCart(`{ ports: [{ port: 443 }] }, ${dns}`)],
  [
    'cart → api-service:80',
    'allowed',
    'a Service by its full name',
    outOfCart(`{ to: [{ podSelector: { matchLabels: { app: api } } }] }, ${dns}`),
  ],
  [
    'cart → bank:443',
    'allowed',
    'an address needs no look-up',
    outOfCart('{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }] }'),
  ],
  ['cart → bank:443', 'blocked', 'and is no pod', outOfCart('{ to: [{ namespaceSelector: {} }] }')],
  [
    'client → api:80',
    'allowed',
    'probe pods have the labels that they are given',
    policyManifest(
      'shop/p',
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { role: tester } } }] }] }',
    ),
  ],
  [
    'metrics → api:80',
    'allowed',
    'pods of the cluster itself are taken to be as their endpoint says',
    policyManifest(
      'shop/p',
      '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: metrics } } }] }] }',
    ),
  ],
])('%s is %s: %s', ([flow, verdict, , policies]) => {
  expect(verdictOf(flow, policies).verdict).toBe(verdict);
});

test('what should be blocked is so only where its address is, too: who knows that needs no look-up', () => {
  const onlyPort = outOfCart('{ ports: [{ port: 443 }] }');
  expect(verdictOf('cart → shop-bank:443', onlyPort, 'allowed').verdict).toBe('blocked');
  expect(verdictOf('cart → shop-bank:443', onlyPort, 'blocked').verdict).toBe('allowed');
  expect(verdictOf('cart → shop-bank:443', outOfCart(''), 'blocked').verdict).toBe('blocked');
});

test('a pod that asks its node for names needs no way to cluster DNS', () => {
  const asking = (dnsPolicy: string) => {
    const scenario = scenarioOf(
      `name: dns
manifests: [world.yaml]
endpoints:
  cart: { pods: { namespace: default, workload: pod/cart } }
  bank: { host: { address: bank.example, ports: [443] } }
flows: [{ from: cart, to: bank, expect: allowed }]`,
      {
        'world.yaml': `apiVersion: v1
kind: Pod
metadata: { name: cart, namespace: default, labels: { app: cart } }
spec: { dnsPolicy: ${dnsPolicy}, containers: [{ name: c, image: c }] }
---
${policyManifest('default/p', '{ podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 443 }] }] }')}`,
      },
    );
    return simulate(scenario)[0]?.predictions[0]?.verdict;
  };
  expect(asking('ClusterFirst')).toBe('blocked');
  expect(asking('Default')).toBe('allowed');
});

test('a flow has a path from each pod of its sender to each pod of its receiver', () => {
  const { paths } = verdictOf('client → api:80', '');
  const ends = paths.map(({ connection: { from, to, port } }) =>
    [from, to]
      .map((end) => (end.kind === 'pod' ? end.pod.name : end.kind))
      .join(' → ')
      .concat(`:${port}`),
  );
  expect(ends).toEqual([
    'client-1 → api-1:8080',
    'client-1 → api-2:9090',
    'client-2 → api-1:8080',
    'client-2 → api-2:9090',
  ]);
});

test('a Service before a pod on its node’s network leads to the node’s address, which is no pod’s', () => {
  const agent = [
    podManifest('shop/agent app=agent,host=true'),
    'apiVersion: v1\nkind: Service\nmetadata: { name: agent, namespace: shop }\nspec: { clusterIP: 10.96.9.9, selector: { app: agent }, ports: [{ port: 443, targetPort: 9100 }] }',
  ];
  const verdictWith = (cidr: string) => {
    const scenario = scenarioOf(
      `name: shop
manifests: [shop.yaml]
endpoints:
  cart: { pods: { namespace: shop, workload: pod/cart } }
  agent: { host: { address: 10.96.9.9, ports: [443] } }
flows: [{ from: cart, to: agent, expect: allowed }]`,
      {
        'shop.yaml': [
          shop,
          ...agent,
          outOfCart(`{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: 9100 }] }`),
        ].join('\n---\n'),
      },
    );
    return simulate(scenario)[0]?.predictions[0]?.verdict;
  };
  expect(verdictWith('192.0.2.0/24')).toBe('allowed');
  expect(verdictWith('192.168.0.0/16')).toBe('blocked');
});

test('fields that are written and left empty are as if they were not', () => {
  const empty = [
    'apiVersion: v1\nkind: Service\nmetadata: { name: none, namespace: shop }\nspec: { selector: , ports: , clusterIP: }',
    'apiVersion: v1\nkind: Service\nmetadata: { name: some, namespace: shop }\nspec: { selector: { app: cart }, ports: [{ port: 80, protocol: , targetPort: }] }',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: bare, namespace: shop, labels: }\nspec: { containers: [{ name: c, ports: }] }',
  ];
  expect(verdictOf('cart → api:80', empty.join('\n---\n')).verdict).toBe('allowed');
});

test('pods of a later stage are unknown until then', () => {
  const scenario = scenarioOf(
    `name: shop
endpoints:
  cart: { pods: { namespace: default, workload: pod/cart, ports: [80] } }
  client: { client: { namespace: default } }
otherwise: allowed
stages: [{ name: empty }, { name: full, manifests: [cart.yaml] }]`,
    { 'cart.yaml': podManifest('default/cart app=cart') },
  );
  expect(simulate(scenario).map(({ predictions }) => predictions[0]?.verdict)).toEqual(['unknown', 'allowed']);
});

test.for<[apiVersion: string, kind: string, foreign: boolean]>([
  ['projectcalico.org/v3', 'GlobalNetworkPolicy', true],
  ['crd.projectcalico.org/v1', 'NetworkPolicy', true],
  ['cilium.io/v2', 'CiliumNetworkPolicy', true],
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', false],
  ['policy.networking.k8s.io/v1alpha1', 'BaselineAdminNetworkPolicy', false],
  ['policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', false],
  ['policy.networking.k8s.io/v1beta1', 'ClusterNetworkPolicy', false],
  ['policy.networking.k8s.io/v1', 'ClusterNetworkPolicy', true],
  ['crd.antrea.io/v1beta1', 'ClusterNetworkPolicy', true],
  ['networking.k8s.io/v1', 'NetworkPolicy', false],
  ['projectcalico.org/v3', 'IPPool', false],
  ['policy/v1', 'PodDisruptionBudget', false],
])('%s %s is foreign: %s', ([apiVersion, kind, foreign]) => {
  const { stage } = verdictOf(
    'cart → api:80',
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x, namespace: shop }`,
  );
  expect(stage?.foreign.map((policy) => policy.kind)).toEqual(foreign ? [kind] : []);
});

test('an admin policy decides, and what of it is not known makes the word partial', () => {
  const spec = (peer: string): string =>
    `{ priority: 1, subject: { namespaces: {} }, egress: [{ action: Deny, to: [${peer}, { namespaces: {} }] }] }`;
  const known = verdictOf('cart → api:80', adminManifest('AdminNetworkPolicy x', spec('{ nodes: {} }')));
  expect([known.verdict, known.stage?.foreign]).toEqual(['blocked', []]);
  const labelled = '{ nodes: { matchLabels: { os: linux } } }';
  const partly = verdictOf('cart → api:80', adminManifest('AdminNetworkPolicy x', spec(labelled)));
  expect([partly.verdict, partly.stage?.foreign.map(({ part }) => part)]).toEqual([
    'blocked',
    ['egress rule 1 is about labels of nodes, which are not known'],
  ]);
});

test('an admin policy may keep a Service from leading a pod back to itself, and never keeps a pod from its address', () => {
  const deny = adminManifest(
    'ClusterNetworkPolicy x',
    '{ tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
  );
  const selfPaths = (flow: string, policies: string): boolean[] =>
    verdictOf(flow, policies)
      .paths.filter(({ connection: { from, to } }) => from.kind === 'pod' && to.kind === 'pod' && from.pod === to.pod)
      .map(({ allowed }) => allowed);
  expect(selfPaths('api-pods → api:80', '')).toEqual([true, true, true, true]);
  expect(selfPaths('api-pods → api:80', deny)).toEqual([false, true, false, true]);
  expect(selfPaths('api → api-pods:80', deny)).toEqual([true, true]);
  expect(selfPaths('api → api-service:80', deny)).toEqual([false, false]);
});

test('a policy of the same kind and name of another group replaces none', () => {
  const own = adminManifest(
    'ClusterNetworkPolicy x',
    '{ tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
  );
  const antrea = 'apiVersion: crd.antrea.io/v1beta1\nkind: ClusterNetworkPolicy\nmetadata: { name: x }';
  expect(verdictOf('cart → api:80', [own, antrea].join('\n---\n'))).toMatchObject({
    verdict: 'blocked',
    stage: { foreign: [{ kind: 'ClusterNetworkPolicy' }] },
  });
});

function mismatches({ predictions }: SimulatedStage): string[] {
  return predictions.filter(({ flow, verdict }) => verdict !== flow.expect).map(({ flow }) => flowLabel(flow));
}
