import { expect, test } from 'vitest';
import { endpointNamespaces } from '../../src/scenario/endpoint-namespaces.ts';
import { parseScenario } from '../../src/scenario/parse-scenario.ts';

const endpoints = `name: s
manifests: [nowhere.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: deployment/api, service: api } }
  postgres: { pods: { namespace: database, podSelector: {} } }
  gateway: { client: { namespace: gateway } }
  internet: { outside: true }
  bank: { host: { address: 203.0.113.7, ports: [443] } }
`;

test.for([
  ['flows: [{ from: gateway, to: api, expect: allowed }]', ['gateway'], 'a flow names its sender'],
  ['flows: [{ from: [api, internet], to: bank, expect: allowed }]', ['shop'], 'a sender outside is in no namespace'],
  ['flows: [{ from: "*", to: api, expect: allowed }]', ['shop', 'database', 'gateway'], 'a flow is from everywhere'],
  ['otherwise: blocked', ['shop', 'database', 'gateway'], 'every pair is probed'],
  ['stages: [{ name: a, protect: [] }]', [], 'nothing is protected'],
  ['stages: [{ name: a, otherwise: blocked }]', ['shop', 'database', 'gateway'], 'every pair is, at one stage'],
  [
    'stages: [{ name: a }, { name: b, flows: [{ from: postgres, to: api, expect: allowed }] }]',
    ['database'],
    'a flow of a later stage counts',
  ],
] as const)('with %s, probes are sent from %j: %s', ([text, senders]) => {
  const places = endpointNamespaces(parseScenario(endpoints + text, 's.yaml'));
  expect(places.map(({ kind, namespace }) => `${kind} in ${namespace}`)).toEqual([
    'pods in shop',
    'pods in database',
    'client in gateway',
  ]);
  expect(places.filter(({ sends }) => sends).map(({ namespace }) => namespace)).toEqual(senders);
});

test('a sender that is not there is an error with its place and what was meant', () => {
  const flows = `flows: [{ from: [apo, gateway], to: bank, expect: allowed }]
stages: [{ name: a, flows: [{ from: x, to: bank, expect: blocked }] }]`;
  expect(() => endpointNamespaces(parseScenario(endpoints + flows, 's.yaml'))).toThrow(
    's.yaml:9:17: no endpoint is called "apo"; did you mean "api"?\n' +
      's.yaml:10:37: no endpoint is called "x"; there is api, bank, gateway, internet, postgres',
  );
});

test('what is not to send does not, though all others do', () => {
  const quiet = endpoints.replace('podSelector: {} }', 'podSelector: {}, sends: false }');
  const places = endpointNamespaces(parseScenario(`${quiet}protect: [shop]`, 's.yaml'));
  expect(places.filter(({ sends }) => sends).map(({ namespace }) => namespace)).toEqual(['shop', 'gateway', 'default']);
  // The built-in CoreDNS is one of them.
  expect(places.filter(({ sends }) => !sends).map(({ namespace }) => namespace)).toEqual(['database', 'kube-system']);
});
