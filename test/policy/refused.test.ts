import { expect, test } from 'vitest';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { refusedAmong } from '../../src/policy/refused.ts';

const refusals = (text: string): string[] =>
  refusedAmong(parseManifests(text, 'x.yaml').manifests).map(
    ({ position, text: problem }) => `${position.line}:${position.column}: ${problem}`,
  );

const pod = (spec: string, metadata = '{ name: a }') =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec: ${spec}\n`;
const container = (fields: string) => pod(`{ containers: [{ name: a, image: a, ${fields} }] }`);
const port = (fields: string) => container(`ports: [{ ${fields} }]`);
const deployment = (spec: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: ${spec}\n`;
const template = 'template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }] } }';
const selector = 'selector: { matchLabels: { app: a } }';
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: ${spec}\n`;
const admin = (spec: string) =>
  `apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\nspec: ${spec}\n`;

test.for<[name: string, text: string]>([
  ['a pod', pod('{ containers: [{ name: a, image: a }] }')],
  ['fields that are null', container('ports: null, env: null, resources: null')],
  ['items that are null', container('env: [null]').replace('env: [null]', 'args: [null]')],
  ['a quantity that is a number', container('resources: { limits: { cpu: 1, memory: 1Gi } }')],
  ['a probe of a named port, and of a number', container('livenessProbe: { httpGet: { port: web } }')],
  ['a port with everything', port('name: web-1, containerPort: 65535, hostPort: 80, protocol: SCTP')],
  ['a label without a value', pod('{ containers: [{ name: a, image: a }] }', '{ name: a, labels: { app: "" } }')],
  ['a name with dots', pod('{ containers: [{ name: a, image: a }] }', '{ name: a.b }')],
  ['a name that the API server completes', pod('{ containers: [{ name: a, image: a }] }', '{ generateName: a- }')],
  ['what an API server said of it', `${pod('{ containers: [{ name: a, image: a }] }')}status: { phase: Running }\n`],
  ['a deployment', deployment(`{ replicas: 0, ${selector}, ${template} }`)],
  ['a Service', service('{ ports: [{ port: 80, targetPort: web }], selector: { app: a } }')],
  ['a headless Service', service('{ clusterIP: None }')],
  ['several ports', service('{ ports: [{ name: a, port: 80 }, { name: b, port: 81, protocol: UDP }] }')],
  [
    'a kind of a group that is not of Kubernetes',
    'apiVersion: example.com/v1\nkind: Foo\nmetadata: { name: a }\nfoo: 1\n',
  ],
  [
    'a kind of one name in another group',
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: a }\nspec: { template: {} }\n',
  ],
  [
    'an old version of a kind that is not read',
    'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\n',
  ],
  ['a kind whose fields are not read', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b }\n'],
  [
    'a role, whose names are of another kind',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: "system:a" }\n',
  ],
  ['an admin policy', admin('{ priority: 1, subject: { namespaces: {} } }')],
])('%s is taken', ([, text]) => {
  expect(refusals(text)).toEqual([]);
});

const policy = (text: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n${text}`;

test.for<[name: string, text: string, said: string[]]>([
  [
    'rules that are indented too little',
    policy('spec: { podSelector: {} }\ningress: [{}]\n'),
    ['5:10: NetworkPolicy shop/p, ingress: this field belongs into spec'],
  ],
  [
    'a misspelt field of a rule',
    policy('spec: { podSelector: {}, ingress: [{ form: [] }] }\n'),
    [
      '4:44: NetworkPolicy shop/p, spec.ingress.0.form: there is no such field in Kubernetes 1.36; did you mean "from"?',
    ],
  ],

  [
    'a misspelt field',
    container('port: [{ containerPort: 80 }]'),
    ['4:49: Pod a, spec.containers.0.port: there is no such field in Kubernetes 1.36; did you mean "ports"?'],
  ],
  [
    'a field in the wrong place',
    deployment(`{ ${selector}, ${template}, containers: [] }`),
    [expect.stringContaining('Deployment a, spec.containers: there is no such field in Kubernetes 1.36')],
  ],
  [
    'a misspelt field of the metadata, of any kind',
    'apiVersion: example.com/v1\nkind: Foo\nmetadata: { name: a, lables: {} }\n',
    ['3:30: Foo a, metadata.lables: there is no such field in Kubernetes 1.36; did you mean "labels"?'],
  ],
  [
    'a misspelt kind',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolcy\nmetadata: { name: a }\n',
    [
      '2:7: NetworkPolcy a, kind: there is no kind "NetworkPolcy" in networking.k8s.io/v1; did you mean "NetworkPolicy"?',
    ],
  ],
  [
    'a kind of another group',
    'apiVersion: v1\nkind: NetworkPolicy\nmetadata: { name: a }\n',
    ['1:13: NetworkPolicy a, apiVersion: no API server has NetworkPolicy in v1; it is in networking.k8s.io/v1'],
  ],
  [
    'a version that is gone',
    deployment('{}').replace('apps/v1', 'extensions/v1beta1'),
    ['1:13: Deployment a, apiVersion: no API server has Deployment in extensions/v1beta1; it is in apps/v1'],
  ],
  [
    'a number in quotes',
    port('containerPort: "80"'),
    ['4:68: Pod a, spec.containers.0.ports.0.containerPort: has to be a number, and is a text'],
  ],
  [
    'a text that is none',
    container('env: [{ name: A, value: 1 }]'),
    ['4:67: Pod a, spec.containers.0.env.0.value: has to be a text, and is a number: put it into quotes'],
  ],
  [
    'a label that is no text',
    pod('{ containers: [{ name: a, image: a }] }', '{ name: a, labels: { enabled: yes } }'),
    ['3:41: Pod a, metadata.labels.enabled: has to be a text, and is true or false: put it into quotes'],
  ],
  [
    'half a port',
    port('containerPort: 80.5'),
    [expect.stringContaining('ports.0.containerPort: has to be a whole number')],
  ],
  ['no containers', pod('{ containers: [] }'), ['4:21: Pod a, spec.containers: there is no container']],
  [
    'no spec',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n',
    ['1:1: Pod a, spec.containers: there is no container'],
  ],
  [
    'a container without an image',
    pod('{ containers: [{ name: a }] }'),
    ['4:22: Pod a, spec.containers.0.image: is missing'],
  ],
  [
    'containers of one name',
    pod('{ containers: [{ name: a, image: a }], initContainers: [{ name: a, image: a }] }'),
    [expect.stringContaining('spec.initContainers.0.name: another container is called so')],
  ],
  [
    'a container whose name is none',
    pod('{ containers: [{ name: a.b, image: a }] }'),
    [expect.stringContaining('spec.containers.0.name: "a.b" is no name that it can have')],
  ],
  ['port 0', port('containerPort: 0'), [expect.stringContaining('containerPort: 0 is no port from 1 to 65535')]],
  ['port 70000', port('containerPort: 70000'), [expect.stringContaining('containerPort: 70000 is no port')]],
  ['a negative port', port('containerPort: -1'), [expect.stringContaining('containerPort: -1 is no port')]],
  ['no port', port('name: web'), [expect.stringContaining('ports.0.containerPort: is missing')]],
  ['a port of the host that is none', port('containerPort: 1, hostPort: 65536'), [expect.stringContaining('hostPort')]],
  [
    'a name of a port that is none',
    port('containerPort: 1, name: 80'),
    [expect.stringContaining('put it into quotes')],
  ],
  [
    'a long name of a port',
    port('containerPort: 1, name: sixteen-letters-'),
    [expect.stringContaining('ports.0.name')],
  ],
  [
    'a protocol in small letters',
    port('containerPort: 1, protocol: tcp'),
    [expect.stringContaining('protocol: "tcp" is none of TCP, UDP and SCTP')],
  ],
  [
    'fewer pods than none',
    deployment(`{ replicas: -1, ${selector}, ${template} }`),
    [expect.stringContaining('spec.replicas: -1 is less than none')],
  ],
  ['no selector', deployment(`{ ${template} }`), [expect.stringContaining('spec.selector: is missing, or empty')]],
  [
    'a selector of other pods',
    deployment(`{ selector: { matchLabels: { app: b } }, ${template} }`),
    [expect.stringContaining('spec.selector: app=b does not select the pods of spec.template')],
  ],
  [
    'a name with capitals',
    pod('{ containers: [{ name: a, image: a }] }', '{ name: Web }'),
    [expect.stringContaining('metadata.name: "Web" is no name')],
  ],
  [
    'a namespace with dots',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a.b }\n',
    [expect.stringContaining('metadata.name: "a.b" is no name')],
  ],
  [
    'a label of a template',
    deployment(`{ ${selector}, ${template} }`).replace('{ app: a } }, spec', '{ app: a, b: "c d" } }, spec'),
    [expect.stringContaining('spec.template.metadata.labels.b: "c d" is no value that a label can have')],
  ],
  [
    'a Service without ports',
    service('{ selector: { app: a } }'),
    [expect.stringContaining('spec.ports: there is no port')],
  ],
  [
    'ports without names',
    service('{ ports: [{ port: 80 }, { name: b, port: 81 }] }'),
    [expect.stringContaining('spec.ports.0.name: is missing, as there are several ports')],
  ],
  [
    'a target that is no port',
    service('{ ports: [{ port: 80, targetPort: "80" }] }'),
    [expect.stringContaining('spec.ports.0.targetPort: "80" is no name that a port can have')],
  ],
  [
    'an admin policy with a field that is none',
    admin('{ priority: 1, subjects: {} }'),
    [expect.stringContaining('AdminNetworkPolicy a, spec'), expect.stringContaining('AdminNetworkPolicy a, spec')],
  ],
  [
    'a misspelt policy type',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: {}, policyTypes: [Egres] }\n',
    [expect.stringContaining('spec.policyTypes.0: has to be Ingress or Egress; did you mean "Egress"?')],
  ],
  [
    'a CronJob whose pods have no image',
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec: { schedule: "@daily", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a }] } } } } }\n',
    [expect.stringContaining('spec.jobTemplate.spec.template.spec.containers.0.image: is missing')],
  ],
])('%s is refused', ([, text, said]) => {
  expect(refusals(text)).toEqual(said);
});
