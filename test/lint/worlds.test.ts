import { expect, test } from 'vitest';
import type { Scenario } from '../../src/model/scenario.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { exampleManifests } from '../helpers/lint-example.ts';
import { lint } from '../../src/lint/lint.ts';
import { scenarioManifests } from '../../src/lint/scenario-manifests.ts';

/** A pod of an app, with the ports that it declares. */
function pod(namespace: string, app: string, ports = '[]'): string {
  return `---
apiVersion: v1
kind: Pod
metadata: { name: ${app}, namespace: ${namespace}, labels: { app: ${app} } }
spec: { containers: [{ name: a, image: a, ports: ${ports} }] }
`;
}

function namespaceObject(name: string, labels = '{}'): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: ${labels} }\n`;
}

const service = (name: string, app: string, port: string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { selector: { app: ${app} }, ports: [${port}] }\n`;
const ingress = (rules: string) => `{ podSelector: {}, policyTypes: [Ingress], ingress: ${rules} }`;
const from = (peer: string) => ingress(`[{ from: [${peer}] }]`);
const named = (name: string) => `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }`;
const web = '[{ containerPort: 80 }]';

test.for<readonly [what: string, world: string, policy: string, findings: readonly string[]]>([
  [
    'a namespace that only its pods tell of has its name',
    pod('shop', 'a') + pod('data', 'db'),
    from(named('data')),
    [],
  ],
  [
    'labels of a namespace that only its pods tell of are not known',
    namespaceObject('shop') + pod('shop', 'a') + pod('data', 'db'),
    from('{ namespaceSelector: { matchLabels: { team: blue } } }'),
    [],
  ],
  [
    'labels of namespaces that are all written are known',
    namespaceObject('shop') + pod('shop', 'a'),
    from('{ namespaceSelector: { matchLabels: { team: blue } } }'),
    ['warning peer-selects-no-namespace'],
  ],
  [
    'namespaces of the cluster alone tell of no label',
    pod('default', 'a') + pod('shop', 'a'),
    from('{ namespaceSelector: { matchLabels: { team: blue } } }'),
    [],
  ],
  [
    'pods of kube-system beside those of the cluster are known with a namespace of the files',
    namespaceObject('shop', '{ team: blue }') + namespaceObject('kube-system', '{ team: blue }') + pod('shop', 'a'),
    from('{ namespaceSelector: { matchLabels: { team: blue } }, podSelector: { matchLabels: { app: b } } }'),
    ['warning peer-selects-no-pod'],
  ],
  [
    'who selects by absence is aimed at nobody in particular',
    pod('shop', 'a') + pod('data', 'db'),
    from('{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [a] }] } }'),
    [],
  ],
  ['a policy is in a namespace of other files', pod('data', 'db'), ingress('[{}]'), ['note policy-in-no-namespace']],
  [
    'a policy is in no namespace, and one is nearly called so',
    pod('shpo', 'a'),
    ingress('[{}]'),
    ['warning policy-in-no-namespace'],
  ],
  [
    'a pod without declared ports may serve any',
    pod('shop', 'a', web) + pod('shop', 'b'),
    ingress('[{ ports: [{ port: 81 }] }]'),
    [],
  ],
  [
    'one of the pods serves the port',
    pod('shop', 'a', web) +
      pod('shop', 'b', '[{ containerPort: 81 }]') +
      service('b', 'b', '{ port: 80, targetPort: 81 }'),
    ingress('[{ ports: [{ port: 80 }] }]'),
    [],
  ],
  [
    'a Service with the same port on other pods explains nothing',
    pod('shop', 'a', web) + pod('data', 'b', web) + service('b', 'b', '{ port: 81, targetPort: 80 }'),
    ingress('[{ ports: [{ port: 81 }] }]'),
    ['warning port-nobody-serves'],
  ],
  [
    'each pod of a StatefulSet has a label of its own',
    `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { replicas: 2, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: a, image: a }] } } }
`,
    from('{ podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: db-1 } } }'),
    [],
  ],
  [
    'so it has when it is scaled to zero',
    `---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec: { replicas: 0, selector: { matchLabels: { app: db } }, template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: a, image: a }] } } }
`,
    from('{ podSelector: { matchLabels: { app: db } } }'),
    [],
  ],
])('%s', ([, world, policy, findings]) => {
  expect(lint(exampleManifests(policy, world)).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(findings);
});

test('what is meant is said where it is known', () => {
  const policy = '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }';
  const found = lint(exampleManifests(policy, pod('shop', 'a') + pod('data', 'db')));
  expect(found.map(({ fix }) => fix)).toContain(
    'Such pods are in data: write that namespace into metadata, or other labels.',
  );
  const ports = lint(exampleManifests(ingress('[{ ports: [{ port: 81 }] }]'), pod('shop', 'a', web)));
  expect(ports[0]?.why).toContain('they declare 80/TCP.');
});

const position = { file: 'scenario.yaml', line: 1, column: 1 };
const policyOf = (port: number, file: string) =>
  parseManifests(
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${ingress(`[{ ports: [{ port: ${port} }] }]`)}\n`,
    file,
  ).manifests;
const scenario: Scenario = {
  name: 's',
  file: 'scenario.yaml',
  standing: [],
  endpoints: [
    { kind: 'client', name: 'c', position, ports: [], namespace: 'gateway', labels: { app: 'envoy' }, replicas: 2 },
    {
      kind: 'pods',
      name: 'dns',
      position,
      namespace: 'shop',
      podSelector: { matchLabels: { app: 'dns' } },
      ports: [
        { number: 53, protocol: 'dns' },
        { number: 53, protocol: 'dns-tcp' },
        { number: 9, protocol: 'udp' },
      ],
      sends: true,
      replicas: 1,
      via: 'pod',
    },
    {
      kind: 'pods',
      name: 'coredns',
      position,
      namespace: 'kube-system',
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      ports: [],
      sends: true,
      replicas: 1,
      via: 'pod',
    },
    { kind: 'outside', name: 'o', position, ports: [] },
  ],
  stages: [
    { name: 'one', flows: [], manifests: policyOf(1, 'one.yaml') },
    { name: 'two', flows: [], manifests: policyOf(2, 'two.yaml') },
  ],
};

test('a scenario is linted as its last stage leaves it, with the pods of its endpoints', () => {
  const manifests = scenarioManifests(scenario);
  expect(manifests.map(({ object, position: { file } }) => `${file} ${object.metadata.name}`)).toEqual([
    'two.yaml p',
    'scenario.yaml endpoint-c',
    'scenario.yaml endpoint-dns',
  ]);
  expect(manifests[2]?.object).toMatchObject({
    metadata: { namespace: 'shop', labels: { app: 'dns' } },
    spec: {
      containers: [
        {
          ports: [
            { containerPort: 53, protocol: 'UDP' },
            { containerPort: 53, protocol: 'TCP' },
            { containerPort: 9, protocol: 'UDP' },
          ],
        },
      ],
    },
  });
});
