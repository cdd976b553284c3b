import { expect, test } from 'vitest';
import { choicesFor, namespacesOf, needing, reachedBy } from '../../src/init/choices.ts';
import { parseScenario, resolveScenario } from '../../src/scenario/parse-scenario.ts';
import type { Endpoint } from '../../src/model/scenario.ts';

/** Endpoints as a scenario that declares nothing else has them. */
function endpointsOf(entries: Readonly<Record<string, object>>): readonly Endpoint[] {
  const text = JSON.stringify({ name: 'x', endpoints: entries, otherwise: 'blocked' });
  return resolveScenario(parseScenario(text, 'scenario.yaml'), [[]]).endpoints;
}

const bank = { host: { address: '203.0.113.7', ports: [443] } };
const endpoints = endpointsOf({
  api: { server: { namespace: 'default', ports: [8000, '8000/udp', 9090] } },
  db: { server: { namespace: 'kube-public', ports: [5432] } },
  gateway: { client: { namespace: 'default' } },
  internet: { outside: true },
  bank,
});

test('what can be said of an endpoint: who sends to it, what it serves, where it could send to', () => {
  expect(choicesFor(['api'], endpoints)).toMatchInlineSnapshot(`
    [
      {
        "name": "api",
        "ports": [
          "api:8000/tcp",
          "api:8000/udp",
          "api:9090",
        ],
        "senders": [
          "db",
          "gateway",
          "internet",
        ],
        "targets": [
          "db:5432",
          "bank:443",
          "coredns",
        ],
      },
    ]
  `);
});

test('everything in a protected namespace is asked about, and nothing else', () => {
  expect(choicesFor(['default'], endpoints).map(({ name }) => name)).toEqual(['api', 'gateway']);
  expect(choicesFor(['default'], endpoints)[1]).toMatchObject({
    ports: [],
    targets: expect.arrayContaining(['db:5432']),
  });
});

test('a server that is called coredns is offered by its ports', () => {
  const own = endpointsOf({
    api: { server: { namespace: 'default', ports: [80] } },
    coredns: { server: { namespace: 'default', ports: [53] } },
  });
  expect(choicesFor(['api'], own)[0]?.targets).toEqual(['coredns:53']);
});

test('a namespace is found where something stands, not where somebody only sends from', () => {
  const server = { server: { namespace: 'data', ports: [1] } };
  expect(
    namespacesOf([{ client: { namespace: 'edge' } }, server, { pods: { namespace: 'shop' } }, server, bank]),
  ).toEqual(['data', 'shop']);
});

const allow = [
  { from: 'gateway', to: 'api:8000' },
  { from: 'api', to: 'api-db:5432' },
];

test.for([
  [reachedBy(allow, 'api', { senders: [], ports: ['api:8000'] }), ['api to api-db:5432'], 'nobody any more'],
  [
    reachedBy(allow, 'api', { senders: ['a', 'b'], ports: ['api:1', 'api:2'] }),
    ['api to api-db:5432', 'a to api:1', 'a to api:2', 'b to api:1', 'b to api:2'],
    'each sender at each port',
  ],
  [needing(allow, 'api', ['coredns']), ['gateway to api:8000', 'api to coredns'], 'another need'],
  [needing(allow, 'api-db', []), ['gateway to api:8000', 'api to api-db:5432'], 'no need'],
] as const)('%j (%s)', ([flows, texts]) => {
  expect(flows.map(({ from, to }) => `${from} to ${to}`)).toEqual(texts);
});
