import { expect, test } from 'vitest';
import { ScenarioError } from '../../src/model/errors.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { manifestLists, parseScenario, resolveScenario } from '../../src/scenario/parse-scenario.ts';
import type { Scenario } from '../../src/model/scenario.ts';

const world = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: x, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Service
metadata: { name: other, namespace: shop }
spec: { selector: { app: other }, ports: [{ port: 80 }] }
`;

const endpoints = `name: s
manifests: [world.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: deployment/api, service: api } }
  dns: { pods: { namespace: kube-system, podSelector: {}, ports: [53/dns, 53/dns-tcp] } }
  client: { client: { namespace: shop } }
  web: { host: { address: 203.0.113.7, ports: [443] } }
`;

/** Reads a scenario as the loader does, with {@link world} behind every list of manifests. */
function read(text: string): Scenario {
  const draft = parseScenario(text, 's.yaml');
  const lists = manifestLists(draft).map(([, files]) =>
    files.length > 0 ? parseManifests(world, 'world.yaml').manifests : [],
  );
  return resolveScenario(draft, lists);
}

function problemsIn(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  return 'no problem';
}

const flow = (text: string): string => `${endpoints}flows:\n  - ${text}\n`;
const endpoint = (text: string): string => endpoints.replace(/ {2}api: .*/, `  api: ${text}`) + 'otherwise: blocked\n';

test.for([
  ['an empty file', '', 's.yaml:1:1: the scenario is empty'],
  ['two documents', 'name: a\n---\nname: b\n', 's.yaml:3:1: a scenario file holds one document'],
  [
    'a syntax error',
    'name: [a\n',
    's.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key twice', 'name: a\nname: b\n', 's.yaml:2:1: Map keys must be unique'],
  [
    'an unknown key',
    `${endpoints}otherwize: blocked\n`,
    's.yaml:8:1: unknown key "otherwize"; did you mean "otherwise"?',
  ],
  [
    'an unknown key of a flow',
    flow('{ form: client, from: client, to: api, expect: blocked }'),
    's.yaml:9:7: unknown key "form"; did you mean "from"?',
  ],
  [
    'a wrong value',
    flow('{ from: client, to: api, expect: denied }'),
    's.yaml:9:38: flows.0.expect: has to be allowed or blocked',
  ],
  [
    'a misspelt sender',
    flow('{ from: cliemt, to: api, expect: blocked }'),
    's.yaml:9:13: no endpoint is called "cliemt"; did you mean "client"?',
  ],
  [
    'a misspelt receiver',
    flow("{ from: client, to: 'apo:80', expect: blocked }"),
    's.yaml:9:25: no endpoint is called "apo"; did you mean "api"?',
  ],
  [
    'a port nobody serves',
    flow("{ from: client, to: 'api:8000', expect: blocked }"),
    's.yaml:9:25: "api" does not serve port 8000; it serves 80/tcp',
  ],
  [
    'a port nobody serves at all',
    flow("{ from: client, to: '*:9999', expect: blocked }"),
    's.yaml:9:25: no endpoint serves port 9999',
  ],
  [
    'a receiver without ports',
    flow('{ from: api, to: client, expect: blocked }'),
    's.yaml:9:22: "client" serves no port, so nothing can be sent to it',
  ],
  [
    'a host that sends',
    flow('{ from: web, to: api, expect: blocked }'),
    's.yaml:9:13: "web" is a host outside of the cluster, which sends nothing',
  ],
  [
    'an ambiguous port',
    flow("{ from: client, to: 'dns:53', expect: blocked }"),
    's.yaml:9:25: "dns:53" can mean dns:53/dns or dns:53/dns-tcp; name the protocol',
  ],
  [
    'a flow to itself',
    flow('{ from: api, to: api, expect: blocked }'),
    's.yaml:9:5: this flow selects nothing: traffic of an endpoint to itself is not defined by Kubernetes',
  ],
  [
    'a contradiction',
    flow("{ from: client, to: api, expect: blocked }\n  - { from: [client], to: 'api:80', expect: allowed }"),
    's.yaml:10:5: client → api:80/tcp is allowed here and blocked in line 9; leave out one of the two',
  ],
  [
    'an address that is none',
    flow('{ from: client, to: api, expect: blocked }').replace('203.0.113.7', "'https://example.com'"),
    's.yaml:7:27: "https://example.com" is no host: write example.com, and 443 as its port',
  ],
  [
    'a label that no pod can have',
    flow('{ from: client, to: api, expect: blocked }').replace(
      'client: { namespace: shop }',
      "client: { namespace: shop, labels: { 'a b': x, app: 'c d' }, serviceAccount: Me }",
    ),
    `s.yaml:6:57: "a b" is no key of a label
s.yaml:6:65: "c d" is no value that a label can have
s.yaml:6:90: "Me" is no name that it can have: 1 to 253 of a-z, 0-9, - and .`,
  ],
  [
    'a port with a zero before it',
    flow('{ from: client, to: api, expect: blocked }').replace('[443]', "['080', 99999/tcp]"),
    `s.yaml:7:48: endpoints.web.host.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or dns-tcp
s.yaml:7:55: endpoints.web.host.ports.1: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or dns-tcp`,
  ],
  [
    'a flow name twice',
    flow('{ name: a, from: client, to: api, expect: blocked }\n  - { name: a, from: api, to: web, expect: blocked }'),
    's.yaml:10:13: another flow is called "a" already',
  ],
  [
    'a stage name twice',
    `${endpoints}otherwise: blocked\nstages: [{ name: a }, { name: a }]\n`,
    's.yaml:9:31: another stage is called "a" already',
  ],
  ['nothing to prove', endpoints, 's.yaml:1:1: nothing to prove: add flows, protect, or otherwise: blocked'],
  [
    'two kinds of endpoint',
    endpoint('{ outside: true, client: { namespace: shop } }'),
    's.yaml:4:3: endpoint "api" needs one of pods, client, server, outside or host, and has client and outside',
  ],
  [
    'a namespace nobody creates',
    endpoint('{ pods: { namespace: shoop, podSelector: {} } }'),
    's.yaml:4:29: no manifest creates namespace "shoop"; did you mean "shop"?',
  ],
  [
    'a selector that selects nothing',
    endpoint('{ pods: { namespace: shop, podSelector: { matchLabels: { app: apj } } } }'),
    's.yaml:4:48: "app=apj" selects no pod of the manifests in namespace shop (pods there: app=api)',
  ],
  [
    'a workload that is missing',
    endpoint('{ pods: { namespace: shop, workload: deployment/app } }'),
    's.yaml:4:45: no manifest has deployment/app in namespace shop; did you mean "deployment/api"?',
  ],
  [
    'a Service that is missing',
    endpoint('{ pods: { namespace: shop, workload: deployment/api, service: apis } }'),
    's.yaml:4:70: no manifest has a Service "apis" in namespace shop; did you mean "api"?',
  ],
  [
    'a Service of other pods',
    endpoint('{ pods: { namespace: shop, workload: deployment/api, service: other } }'),
    `s.yaml:4:70: Service "other" selects app=other, and none of this endpoint's pods`,
  ],
  [
    'a declared port nobody serves',
    endpoint('{ pods: { namespace: shop, workload: deployment/api, ports: [8000, 8001] } }'),
    's.yaml:4:75: no container serves 8001/TCP at "api"; the manifests have 8000/TCP',
  ],
  [
    'neither selector nor workload',
    endpoint('{ pods: { namespace: shop } }'),
    's.yaml:4:16: pods are named by either podSelector or workload',
  ],
  [
    'no port number',
    endpoint('{ pods: { namespace: shop, podSelector: {}, ports: [70000] } }'),
    's.yaml:4:60: endpoints.api.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or dns-tcp',
  ],
] as const)('%s is told with its place', ([, text, message]) => {
  expect(problemsIn(text)).toBe(message);
});

test('all problems of a file are told at once', () => {
  const text = flow("{ from: cliemt, to: api, expect: blocked }\n  - { from: client, to: 'api:1', expect: blocked }");
  expect(problemsIn(text).split('\n')).toHaveLength(2);
});

test('a manifest that is none is told with its place', () => {
  const { problems } = parseManifests('apiVersion: v1\nkind: Pod\n---\nhello: world\n', 'm.yaml');
  expect(problems.map(({ position: { line }, text }) => [line, text])).toEqual([
    [1, 'Pod has no metadata.name'],
    [4, 'this is no Kubernetes object: apiVersion or kind is missing'],
  ]);
});

test('a right file has no problem', () => {
  expect(problemsIn(flow("{ from: '*', to: '*', expect: blocked }"))).toBe('no problem');
});

test('an object in a namespace that nobody creates is a problem', () => {
  const draft = parseScenario(flow('{ from: client, to: api, expect: blocked }'), 's.yaml');
  const text = `${world}---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shpo }\n`;
  expect(() => resolveScenario(draft, [parseManifests(text, 'w.yaml').manifests])).toThrow(
    'w.yaml:27:36: NetworkPolicy deny: no manifest creates namespace "shpo"; did you mean "shop"?',
  );
});
