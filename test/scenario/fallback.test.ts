import { expect, test } from 'vitest';
import type { Stage } from '../../src/model/scenario.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { podManifest } from '../helpers/world.ts';

const world = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }',
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: bank }',
  podManifest('shop/cart app=cart web:80'),
  podManifest('shop/db app=db sql:5432'),
  podManifest('bank/vault app=vault web:443'),
].join('\n---\n');

const endpoints = `name: s
manifests: [world.yaml]
endpoints:
  cart: { pods: { namespace: shop, workload: pod/cart } }
  db: { pods: { namespace: shop, workload: pod/db } }
  vault: { pods: { namespace: bank, workload: pod/vault } }
`;

/** What is probed at each stage, as `cart → db: blocked`; the built-in endpoints are left out. */
function expectations(text: string): string[][] {
  const { stages } = scenarioOf(endpoints + text, { 'world.yaml': world });
  const own = ({ flows }: Stage) =>
    flows.filter(({ from, to }) => ![from, to].some((name) => /stranger|coredns/.test(name)));
  return stages.map((stage) =>
    own(stage)
      .map(({ from, to, expect: word }) => `${from} → ${to}: ${word}`)
      .toSorted(),
  );
}

const touchingVault = ['cart → vault: blocked', 'db → vault: blocked', 'vault → cart: blocked', 'vault → db: blocked'];
const within = (word: string): string[] => [`cart → db: ${word}`, `db → cart: ${word}`];
const all = (word: string): string[] =>
  [...touchingVault.map((line) => line.replace('blocked', word)), ...within(word)].toSorted();

test.for<[text: string, stages: string[][], why: string]>([
  ['protect: [vault]', [touchingVault], 'an endpoint, into and out of it, and nothing of the others'],
  ['protect: [bank]', [touchingVault], 'a namespace'],
  ['protect: [shop, vault]', [all('blocked')], 'several'],
  [
    'protect: [bank]\nflows: [{ from: cart, to: vault, expect: allowed }]',
    [['cart → vault: allowed', ...touchingVault.slice(1)]],
    'flows come first',
  ],
  [
    'protect: [bank]\notherwise: allowed',
    [[...touchingVault, ...within('allowed')].toSorted()],
    'the others are otherwise',
  ],
  [
    'protect: [bank]\nstages: [{ name: a, protect: [] }, { name: b, protect: [], otherwise: allowed }, { name: c }]',
    [[], all('allowed'), touchingVault],
    'a stage has its own, or the scenario’s',
  ],
  [
    'otherwise: allowed\nstages: [{ name: a, otherwise: blocked }, { name: b, protect: [vault] }]',
    [all('blocked'), [...touchingVault, ...within('allowed')].toSorted()],
    'each of the two by itself',
  ],
])('%s: %j (%s)', ([text, stages]) => {
  expect(expectations(text)).toEqual(stages);
});

test('what is protected is closed to a stranger, and closed off from CoreDNS, which nobody declared', () => {
  const { endpoints: found, stages } = scenarioOf(`${endpoints}protect: [bank]`, { 'world.yaml': world });
  expect(found.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    'pods cart',
    'pods db',
    'pods vault',
    'pods coredns',
    'client stranger',
  ]);
  const flows = stages.flatMap((stage) => stage.flows);
  const named = flows.filter(({ from, to }) => [from, to].some((name) => name === 'stranger' || name === 'coredns'));
  expect(named.map(({ from, to, port }) => `${from} → ${to}:${port.number}/${port.protocol}`)).toEqual([
    'vault → coredns:53/dns',
    'vault → coredns:53/dns-tcp',
    'stranger → vault:443/tcp',
  ]);
  // Where the expectation is written.
  expect(new Set(flows.map(({ position }) => position.line))).toEqual(new Set([7]));
});

test.for<[flows: string, names: string[], why: string]>([
  ["{ from: stranger, to: 'cart:80', expect: blocked }", ['stranger'], 'a sender'],
  ["{ from: cart, to: 'metadata', expect: blocked }", ['metadata'], 'a receiver'],
  ["{ from: cart, to: ['coredns:53/dns', db], expect: allowed }", ['coredns'], 'a receiver with a port, in a list'],
  ["{ from: '*', to: 'coredns', expect: allowed }", ['coredns'], 'which sends nothing itself'],
  ["{ from: cart, to: '*', expect: allowed }", [], 'a * is about those that are there'],
])('flows: [%s] brings %j: %s', ([flows, names]) => {
  const { endpoints: found } = scenarioOf(`${endpoints}flows: [${flows}]`, { 'world.yaml': world });
  expect(found.slice(3).map(({ name }) => name)).toEqual(names);
});

test('nobody is a stranger in a namespace that is protected', () => {
  const text = endpoints.replace('bank, workload: pod/vault', 'default, workload: pod/vault');
  const { endpoints: found } = scenarioOf(`${text}protect: [default]`, {
    'world.yaml': world.replaceAll('bank', 'default'),
  });
  expect(found.filter(({ name }) => name === 'stranger')).toMatchObject([{ namespace: 'kube-public' }]);
});

test('who declares a stranger means that one', () => {
  const own = endpoints.replace('  vault:', '  stranger: { client: { namespace: bank } }\n  vault:');
  const { endpoints: found } = scenarioOf(`${own}protect: [shop]`, { 'world.yaml': world });
  expect(found.filter(({ name }) => name === 'stranger')).toMatchObject([{ namespace: 'bank' }]);
});

test.for<[endpoint: string, message: string, why: string]>([
  ['', 'scenario.yaml:7:17: "coredns" sends nothing, unless it is declared', 'the built-in one is left in peace'],
  ['  bank: { host: { address: 192.0.2.1, ports: [1] } }\n', '"bank" is a host', 'a host'],
  [
    '  quiet: { pods: { namespace: shop, workload: pod/db, sends: false } }\n',
    '"quiet" sends nothing',
    'pods that are not to send',
  ],
])('with %j, a flow from it is told: %s (%s)', ([endpoint, message]) => {
  const [name = 'coredns'] = /\w+/.exec(endpoint) ?? [];
  expect(() => expectations(`${endpoint}flows: [{ from: ${name}, to: cart, expect: blocked }]`)).toThrow(message);
});

test('what is protected has to be there', () => {
  expect(() => expectations('protect: [bnk]')).toThrow(
    'scenario.yaml:7:11: no endpoint is called "bnk", and none is in a namespace of that name; did you mean "bank"?',
  );
  expect(() => expectations('otherwise: allowed\nstages: [{ name: a, protect: [vault, x] }]')).toThrow(
    'scenario.yaml:8:38: ',
  );
});
