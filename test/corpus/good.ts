import { goodFlows, goodObject, goodPolicy, type Case } from './case.ts';

const nobody = 'spec: { podSelector: { matchLabels: { app: nobody } } }';
const container = '{ name: c, image: c }';
const flow = 'flows: [{ from: api, to: db, expect: allowed }]';

/** A policy that selects no pod, with these metadata. */
function withMetadata(what: string, metadata: string): Case {
  return goodObject(what, `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: ${metadata}\n${nobody}\n`);
}

/** A text about a ConfigMap, which is how YAML is read where it does not matter what it says. */
function yaml(what: string, rest: string): Case {
  return goodObject(what, `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n${rest}`);
}

function goodPod(what: string, spec: string): Case {
  return goodObject(what, `apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: ${spec}\n`);
}

/** A pod of one container, with these fields beside its name and image. */
function goodContainer(what: string, fields: string): Case {
  return goodPod(what, `{ containers: [{ name: c, image: c, ${fields} }] }`);
}

/** A pod with a volume. */
function goodVolume(what: string, source: string): Case {
  return goodPod(what, `{ containers: [${container}], volumes: [{ name: v, ${source} }] }`);
}

/** A workload of a kind that has a selector and a template, with these fields beside. */
function goodApp(what: string, kind: string, fields: string): Case {
  const template = `{ metadata: { labels: { app: x } }, spec: { containers: [${container}] } }`;
  const spec = `{ selector: { matchLabels: { app: x } }, template: ${template}, ${fields} }`;
  return goodKind(what, 'apps/v1', kind, `spec: ${spec}`);
}

function goodJob(what: string, fields: string): Case {
  const template = `{ spec: { restartPolicy: Never, containers: [${container}] } }`;
  return goodKind(what, 'batch/v1', 'Job', `spec: { template: ${template}, ${fields} }`);
}

function goodCronJob(what: string, fields: string): Case {
  const template = `{ spec: { restartPolicy: OnFailure, containers: [${container}] } }`;
  const spec = `{ jobTemplate: { spec: { template: ${template} } }, ${fields} }`;
  return goodKind(what, 'batch/v1', 'CronJob', `spec: ${spec}`);
}

function goodService(what: string, spec: string): Case {
  return goodKind(what, 'v1', 'Service', `spec: ${spec}`);
}

/** An object in namespace shop. */
function goodKind(what: string, apiVersion: string, kind: string, rest: string): Case {
  const metadata = '{ name: x, namespace: shop }';
  return goodObject(what, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`);
}

/** An object that is in no namespace. */
function goodWide(what: string, apiVersion: string, kind: string, name: string, rest: string): Case {
  return goodObject(what, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: "${name}" }\n${rest}\n`);
}

/** A policy of network-policy-api. */
function goodAdmin(what: string, kind: string, spec: string): Case {
  const version = kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1';
  const name = kind === 'BaselineAdminNetworkPolicy' ? 'default' : 'x';
  return goodWide(what, `policy.networking.k8s.io/${version}`, kind, name, `spec: ${spec}`);
}

/** Good, and one of the policies that are not understood. */
function partial(one: Case): Case {
  return { ...one, says: 'the policies mean what is declared; partial: some policies are not understood' };
}

/** Manifests, and what `check` is to find true of them: endpoints besides api and db, then flows. */
function meaning(what: string, manifests: string, text: string): Case {
  const { files } = goodFlows(what, text);
  const scenario = String(files['scenario.yaml']).replace('[world.yaml]', '[world.yaml, object.yaml]');
  return { ...goodObject(what, manifests), files: { 'object.yaml': manifests, 'scenario.yaml': scenario } };
}

/** A whole scenario file. */
function goodScenario(what: string, text: string): Case {
  return { ...goodFlows(what, ''), files: { 'scenario.yaml': text } };
}

const x = '  x: { pods: { namespace: shop, workload: pod/x } }\n';
const podX = 'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, labels: { app: x } }\n';
const scenarioJson = JSON.stringify(
  {
    name: 'corpus',
    manifests: ['world.yaml'],
    endpoints: {
      api: { pods: { namespace: 'shop', workload: 'deployment/api' } },
      db: { pods: { namespace: 'shop', workload: 'deployment/db' } },
    },
    flows: [{ from: 'api', to: 'db', expect: 'allowed' }],
  },
  undefined,
  '\t',
);
const scenarioYaml = `name: corpus
manifests: [world.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: deployment/api } }
  db: { pods: { namespace: shop, workload: deployment/db } }
${flow}
`;
const policyJson = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
  spec: { podSelector: {}, ingress: [{}] },
};

/** Input that is unusual, and good: refusing it would be a mistake. */
export const good: readonly Case[] = [
  // NetworkPolicies: what they select.
  goodPolicy('a rule that is null', '{ podSelector: {}, ingress: [null] }'),
  goodPolicy('an empty rule', '{ podSelector: {}, ingress: [{}] }'),
  goodPolicy('a selector with empty labels', '{ podSelector: { matchLabels: {} }, ingress: [{}] }'),
  goodPolicy('a selector without expressions', '{ podSelector: { matchExpressions: [] }, ingress: [{}] }'),
  goodPolicy('a selector of nulls', '{ podSelector: { matchLabels: null, matchExpressions: null }, ingress: [{}] }'),
  goodPolicy('a selector that is null', '{ podSelector: null, ingress: [{}] }'),
  goodPolicy('no selector', '{ ingress: [{}] }'),
  goodPolicy(
    'a policy that denies other pods everything',
    '{ podSelector: { matchLabels: { app: nobody } }, policyTypes: [Ingress, Egress] }',
  ),
  goodPolicy('a label without a value', '{ podSelector: { matchLabels: { tier: "" } } }'),
  goodPolicy(
    'In with several values',
    '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [db, api, x] }] }, ingress: [{}] }',
  ),
  goodPolicy(
    'In with a value twice',
    '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [x, x] }] } }',
  ),
  goodPolicy(
    'In with an empty value',
    '{ podSelector: { matchExpressions: [{ key: tier, operator: In, values: [""] }] } }',
  ),
  goodPolicy('NotIn', '{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [api, db] }] } }'),
  goodPolicy('Exists', '{ podSelector: { matchExpressions: [{ key: tier, operator: Exists }] } }'),
  goodPolicy(
    'Exists with an empty list of values',
    '{ podSelector: { matchExpressions: [{ key: tier, operator: Exists, values: [] }] } }',
  ),
  goodPolicy(
    'Exists with values of null',
    '{ podSelector: { matchExpressions: [{ key: tier, operator: Exists, values: null }] } }',
  ),
  goodPolicy('DoesNotExist', '{ podSelector: { matchExpressions: [{ key: app, operator: DoesNotExist }] } }'),
  goodPolicy(
    'expressions that contradict each other',
    '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }, { key: app, operator: DoesNotExist }] } }',
  ),
  goodPolicy(
    'labels and expressions together',
    '{ podSelector: { matchLabels: { app: db }, matchExpressions: [{ key: app, operator: In, values: [db] }] }, ingress: [{}] }',
  ),
  goodPolicy('a key with a prefix', '{ podSelector: { matchLabels: { app.kubernetes.io/part-of: shop } } }'),
  goodPolicy('the longest key', `{ podSelector: { matchLabels: { ${'a.'.repeat(126)}a/${'b'.repeat(63)}: x } } }`),
  goodPolicy('the longest value', `{ podSelector: { matchLabels: { tier: ${'v'.repeat(63)} } } }`),
  goodPolicy('a value with capitals, dots and underscores', '{ podSelector: { matchLabels: { tier: A_b.C-9 } } }'),
  goodPolicy('a key with capitals and underscores', '{ podSelector: { matchLabels: { My_Key.x: a } } }'),
  goodPolicy(
    'a key that every object of JavaScript has',
    '{ podSelector: { matchLabels: { constructor: a, toString: b } } }',
  ),
  goodPolicy('a key that is a number in quotes', '{ podSelector: { matchLabels: { "1": a } } }'),
  goodPolicy('a key that is a number', '{ podSelector: { matchLabels: { 1: a } } }'),
  goodPolicy('a key that YAML takes for true', '{ podSelector: { matchLabels: { on: a } } }'),
  goodPolicy('a value in quotes that would be a number', '{ podSelector: { matchLabels: { tier: "1" } } }'),
  goodPolicy('a value that would be true', '{ podSelector: { matchLabels: { tier: "yes" } } }'),
  goodPolicy('a value like a date', '{ podSelector: { matchLabels: { tier: 2024-01-31 } } }'),
  goodPolicy('a value like a version', '{ podSelector: { matchLabels: { tier: 1.2.3 } } }'),
  goodPolicy('a value like a binary number that is none', '{ podSelector: { matchLabels: { tier: 0b12 } } }'),
  goodPolicy('a value with the case of no boolean', '{ podSelector: { matchLabels: { tier: oN } } }'),
  // Types and rules.
  goodPolicy(
    'both types, the other way round',
    '{ podSelector: {}, policyTypes: [Egress, Ingress], ingress: [{}], egress: [{}] }',
  ),
  goodPolicy('a type twice', '{ podSelector: {}, policyTypes: [Ingress, Ingress], ingress: [{}] }'),
  goodPolicy('egress alone', '{ podSelector: {}, policyTypes: [Egress], egress: [{}] }'),
  goodPolicy('no types in the list', '{ podSelector: {}, policyTypes: [], ingress: [{}] }'),
  goodPolicy('types of null', '{ podSelector: {}, policyTypes: null, ingress: [{}] }'),
  goodPolicy('types left out with egress rules', '{ podSelector: {}, ingress: [{}], egress: [{}] }'),
  goodPolicy(
    'egress rules without their type',
    '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}], egress: [{ to: [{ podSelector: { matchLabels: { app: x } } }] }] }',
  ),
  goodPolicy('ingress of null', '{ podSelector: {}, policyTypes: [Egress], ingress: null, egress: [null] }'),
  goodPolicy(
    'an empty list of egress rules',
    '{ podSelector: { matchLabels: { app: db } }, ingress: [{}], egress: [] }',
  ),
  goodPolicy(
    'peers and ports of null',
    '{ podSelector: {}, ingress: [{ from: null, ports: null }], egress: [{ to: null, ports: null }] }',
  ),
  goodPolicy(
    'peers and ports that are empty lists',
    '{ podSelector: {}, ingress: [{ from: [], ports: [] }], egress: [{ to: [], ports: [] }] }',
  ),
  goodPolicy(
    'the same rule twice',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }, { from: [{ podSelector: {} }] }] }',
  ),
  // Ports.
  goodPolicy('a port that is null', '{ podSelector: {}, ingress: [{ ports: [null] }] }'),
  goodPolicy('a port without fields', '{ podSelector: {}, ingress: [{ ports: [{}] }] }'),
  goodPolicy('a port of a protocol alone', '{ podSelector: {}, ingress: [{ ports: [{ protocol: TCP }] }] }'),
  goodPolicy('a port without a protocol', '{ podSelector: {}, ingress: [{ ports: [{ port: 5432 }] }] }'),
  goodPolicy(
    'a port with fields of null',
    '{ podSelector: {}, ingress: [{ ports: [{ port: 5432, protocol: null, endPort: null }] }] }',
  ),
  goodPolicy(
    'all protocols',
    '{ podSelector: {}, ingress: [{ ports: [{ port: 1, protocol: UDP }, { port: 2, protocol: SCTP }, { port: 5432, protocol: TCP }] }] }',
  ),
  goodPolicy('SCTP without a port', '{ podSelector: {}, ingress: [{ ports: [{ protocol: SCTP }] }, {}] }'),
  goodPolicy(
    'a port by its name',
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: http }] }] }',
  ),
  goodPolicy(
    'the longest name of a port',
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: http-metrics-12 }] }] }',
  ),
  goodPolicy(
    'a name of a port that begins with a digit',
    '{ podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: 8080-tcp }] }] }',
  ),
  goodPolicy('a range of ports', '{ podSelector: {}, ingress: [{ ports: [{ port: 5000, endPort: 6000 }] }] }'),
  goodPolicy('a range of one port', '{ podSelector: {}, ingress: [{ ports: [{ port: 5432, endPort: 5432 }] }] }'),
  goodPolicy('a range of all ports', '{ podSelector: {}, ingress: [{ ports: [{ port: 1, endPort: 65535 }] }] }'),
  goodPolicy(
    'ranges that overlap',
    '{ podSelector: {}, ingress: [{ ports: [{ port: 5000, endPort: 5500 }, { port: 5400, endPort: 6000 }] }] }',
  ),
  goodPolicy('a hexadecimal port', '{ podSelector: {}, ingress: [{ ports: [{ port: 0x1538 }] }] }'),
  goodPolicy('an octal port', '{ podSelector: {}, ingress: [{ ports: [{ port: 012470 }] }] }'),
  goodPolicy('a binary port', '{ podSelector: {}, ingress: [{ ports: [{ port: 0b1010100111000 }] }] }'),
  goodPolicy('a port with an underscore', '{ podSelector: {}, ingress: [{ ports: [{ port: 5_432 }] }] }'),
  goodPolicy('a port with a sign', '{ podSelector: {}, ingress: [{ ports: [{ port: +5432 }] }] }'),
  goodPolicy('a port with a fraction of nothing', '{ podSelector: {}, ingress: [{ ports: [{ port: 5432.0 }] }] }'),
  goodPolicy('a port with a tag', '{ podSelector: {}, ingress: [{ ports: [{ port: !!int 5432 }] }] }'),
  // Peers.
  goodPolicy(
    'a peer of both selectors',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }',
  ),
  goodPolicy(
    'a peer with selectors of null',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: {}, namespaceSelector: null, ipBlock: null }] }] }',
  ),
  goodPolicy(
    'a namespace by its own label',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }] }',
  ),
  goodPolicy(
    'a namespace that does not exist yet',
    '{ podSelector: {}, ingress: [{}, { from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: later } } }] }] }',
  ),
  goodPolicy(
    'namespaces by an expression',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [shop, default] }] } }] }] }',
  ),
  goodPolicy(
    'several peers of each kind',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: {} }, { ipBlock: { cidr: 192.0.2.0/24 } }] }] }',
  ),
  goodPolicy(
    'every IPv4 address',
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }, { podSelector: {} }] }] }',
  ),
  goodPolicy(
    'every IPv6 address',
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }, { podSelector: {} }] }] }',
  ),
  goodPolicy(
    'an IPv4 block with exceptions',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/24, 10.255.255.255/32] } }] }] }',
  ),
  goodPolicy(
    'an IPv6 block with exceptions',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8:1::/48", "2001:db8::1/128"] } }] }] }',
  ),
  goodPolicy(
    'an IPv6 block in capitals',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: "FD00::/8" } }] }] }',
  ),
  goodPolicy(
    'an IPv6 block without a quote',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: fd00::/8 } }] }] }',
  ),
  goodPolicy(
    'an IPv6 block in full',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: "2001:0db8:0000:0000:0000:0000:0000:0000/32" } }] }] }',
  ),
  goodPolicy(
    'single addresses',
    '{ podSelector: { matchLabels: { app: nobody } }, egress: [{ to: [{ ipBlock: { cidr: 192.0.2.1/32 } }, { ipBlock: { cidr: "2001:db8::1/128" } }] }] }',
  ),
  goodPolicy(
    'a block without exceptions in the list',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [] } }] }] }',
  ),
  goodPolicy(
    'exceptions of null',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: null } }] }] }',
  ),
  goodPolicy(
    'an exception twice',
    '{ podSelector: { matchLabels: { app: nobody } }, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.1.0.0/16] } }] }] }',
  ),
  goodPolicy('an alias of a selector', '{ podSelector: &all {}, ingress: [{ from: [{ podSelector: *all }] }] }'),
  // Metadata of a policy.
  goodObject(
    'a policy without a spec',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: default }\n',
  ),
  goodObject(
    'a policy with a spec of null',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: default }\nspec: null\n',
  ),
  goodObject(
    'a policy that denies everything in another namespace',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: kube-system }\nspec: { podSelector: {}, policyTypes: [Ingress, Egress] }\n',
  ),
  withMetadata('a policy without a namespace', '{ name: p }'),
  withMetadata('a namespace of null', '{ name: p, namespace: null }'),
  withMetadata('a policy in kube-node-lease', '{ name: p, namespace: kube-node-lease }'),
  withMetadata('a policy in kube-public', '{ name: p, namespace: kube-public }'),
  withMetadata('a name that the API server completes', '{ generateName: p-, namespace: shop }'),
  withMetadata('an empty name beside the beginning of one', '{ name: "", generateName: p-, namespace: shop }'),
  withMetadata(
    'annotations',
    '{ name: p, namespace: shop, annotations: { a: "", example.com/b: "1", c: "{\\"d\\": true}" } }',
  ),
  withMetadata(
    'an annotation with tabs and line breaks',
    '{ name: p, namespace: shop, annotations: { a: "b\\tc\\n\\td\\n" } }',
  ),
  withMetadata('an annotation in another script', '{ name: p, namespace: shop, annotations: { a: "Grüße, 世界 🙂" } }'),
  withMetadata(
    'an annotation like a time',
    '{ name: p, namespace: shop, annotations: { a: 2024-01-31T12:00:00Z, b: 12:30 } }',
  ),
  withMetadata('an annotation of a sign', '{ name: p, namespace: shop, annotations: { a: =, b: ~a } }'),
  withMetadata('a long annotation', `{ name: p, namespace: shop, annotations: { a: "${'long '.repeat(5000)}" } }`),
  withMetadata('labels of a policy', '{ name: p, namespace: shop, labels: { app.kubernetes.io/name: p, empty: "" } }'),
  withMetadata('labels and annotations of null', '{ name: p, namespace: shop, labels: null, annotations: null }'),
  withMetadata('finalizers', '{ name: p, namespace: shop, finalizers: [example.com/keep] }'),
  withMetadata(
    'an owner',
    '{ name: p, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: api, uid: 0a1b, controller: true, blockOwnerDeletion: yes }] }',
  ),
  withMetadata(
    'managed fields',
    '{ name: p, namespace: shop, managedFields: [{ manager: kubectl, operation: Apply, apiVersion: networking.k8s.io/v1, time: 2024-01-31T12:00:00Z, fieldsType: FieldsV1, fieldsV1: { "f:spec": { "f:podSelector": {}, ".": {} } } }] }',
  ),
  withMetadata('a time of creation that is null', '{ name: p, namespace: shop, creationTimestamp: null }'),
  withMetadata(
    'a time of creation',
    '{ name: p, namespace: shop, creationTimestamp: 2024-01-31T12:00:00Z, generation: 3, uid: 6c1a, selfLink: "" }',
  ),
  withMetadata('the longest name', `{ name: ${'a'.repeat(253)}, namespace: shop }`),
  withMetadata('a name with dots', '{ name: v1.p.example.com, namespace: shop }'),
  withMetadata('a name of digits in quotes', '{ name: "123", namespace: shop }'),
  withMetadata('a name of one letter that would be true', '{ name: "y", namespace: shop }'),
  // YAML.
  yaml('a comment at the end without a line break', '# the end'),
  yaml('comments everywhere', 'data: # here\n  # and here\n  a: b # and there\n'),
  yaml('no line break at the end', 'data: { a: b }'),
  yaml('a separator at the end', '---\n'),
  yaml('separators in a row', '---\n---\n---\n'),
  yaml('the end of a document', '...\n'),
  yaml(
    'the end of a document before the next one',
    '...\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: z, namespace: shop }\n',
  ),
  yaml('a document of comments', '---\n# nothing\n---\n'),
  yaml('a document of null', '---\nnull\n---\n~\n'),
  yaml(
    'a separator with blanks behind it',
    '---   \napiVersion: v1\nkind: ConfigMap\nmetadata: { name: z, namespace: shop }\n',
  ),
  yaml('block scalars', 'data:\n  a: |\n    one\n    two\n  b: >-\n    three\n    four\n  c: |+\n    five\n\n'),
  yaml('a block scalar with its indentation', 'data:\n  a: |2\n      one\n    two\n'),
  yaml('a template in a block scalar', 'data:\n  a: |\n    {{ .Values.x }}\n    {{- if .y }}\n'),
  yaml('a template in quotes', 'data:\n  a: "{{ .Values.x }}"\n  b: \'{{ include "x" . }}\'\n'),
  yaml('tabs inside of texts', 'data:\n  a: "b\tc"\n  d: e\tf\n  g: |\n    \th\n'),
  yaml('a tab behind a colon', 'data:\n  a:\tb\n'),
  yaml('a tab before a comment', 'data:\n  a: b\t# c\n'),
  yaml('keys in quotes', '"data": { "a": "b", \'c\': \'it\'\'s\' }\n'),
  yaml('keys with a question mark', '? data\n: ? a\n  : b\n'),
  yaml('escapes', 'data: { a: "\\x41\\u0042\\U00000043\\/\\e" }\n'),
  yaml('a text over several lines', 'data:\n  a: "one\n    two"\n  b: three\n    four\n'),
  yaml('booleans of YAML 1.1', 'immutable: off\n'),
  yaml('a boolean as a key', 'data: { y: a, no: b }\n'),
  yaml('a tag', 'data: !!map { a: !!str 1, b: !!str yes }\n'),
  yaml('binary data', 'binaryData: { a: aGk= }\ndata: { b: !!binary aGk= }\n'),
  yaml('an anchor on a key', 'data: { &k a: b, c: *k }\n'),
  goodObject(
    'a list without an indentation',
    'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: x, namespace: shop }\nlist:\n- a\n- - b\n  - c\n',
  ),
  yaml('a map in braces that ends at the margin', 'data: {\n  a: b\n}\n'),
  yaml('carriage returns in a text', 'data: { a: "b\\r\\nc" }\n'),
  goodObject(
    'a separator at the beginning',
    '---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodObject(
    'a separator with a comment at the beginning',
    '--- # first\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodObject(
    'comments at the beginning',
    '# a\n\n   # b\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodObject('a byte order mark', '\uFEFFapiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n'),
  goodObject(
    'carriage returns',
    `apiVersion: networking.k8s.io/v1\r\nkind: NetworkPolicy\r\nmetadata:\r\n  name: p\r\n  namespace: shop\r\n${nobody}\r\n---\r\napiVersion: v1\r\nkind: ConfigMap\r\nmetadata: { name: x, namespace: shop }\r\ndata:\r\n  a: |\r\n    b\r\n    c\r\n`,
  ),
  goodObject(
    'a byte order mark and carriage returns',
    `\uFEFFapiVersion: networking.k8s.io/v1\r\nkind: NetworkPolicy\r\nmetadata: { name: p, namespace: shop }\r\n${nobody}\r\n`,
  ),
  goodObject(
    'names in a folded text',
    `apiVersion: networking.k8s.io/v1\nkind: >-\n  NetworkPolicy\nmetadata:\n  name: >-\n    p\n  namespace: 'shop'\n${nobody}\n`,
  ),
  goodObject(
    'a merge key',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  labels: &labels { a: b, c: d }\n  annotations: { <<: *labels, c: e }\n  name: p\n  namespace: shop\n${nobody}\n`,
  ),
  goodObject(
    'a merge key with a list',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: p\n  namespace: shop\n  labels: &a { a: b }\n  annotations:\n    <<: [*a, { c: d }]\nspec:\n  podSelector:\n    matchLabels: { <<: *a, app: nobody }\n`,
  ),
  goodObject(
    'an alias of a port',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec:\n  podSelector: {}\n  ingress:\n    - ports:\n        - &port { port: 5432, protocol: TCP }\n    - ports: [*port]\n    - from: [{ podSelector: {} }]\n      ports:\n        - <<: *port\n          endPort: 5433\n',
  ),
  goodObject(
    'fifty aliases of one anchor',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {}, ingress: [&rule { ports: [{ port: 5432 }] }${', *rule'.repeat(50)}] }\n`,
  ),
  goodObject(
    'the same anchor in two documents',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: &m { name: x, namespace: shop }\n---\napiVersion: v1\nkind: Secret\nmetadata: &m { name: x, namespace: shop }\nstringData: { a: b }\n`,
  ),
  goodObject(
    'an anchor that is set again',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: &n x, namespace: &n shop, labels: { a: *n } }\n',
  ),
  goodObject(
    'the same object twice',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n${nobody}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\n${nobody}\n`,
  ),
  goodObject(
    'a policy that a later document opens',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {}, ingress: [{}] }\n',
  ),
  goodObject(
    'fields in an unusual order',
    `${nobody}\nmetadata: { namespace: shop, name: p }\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\n`,
  ),
  goodObject('JSON', JSON.stringify(policyJson)),
  goodObject('JSON with a line break at the end', `${JSON.stringify(policyJson, undefined, 2)}\n`),
  goodObject('JSON with blanks around it', `\n\n  ${JSON.stringify(policyJson, undefined, 4)}\n\n\n`),
  goodObject(
    'JSON with escapes',
    `{"apiVersion":"networking.k8s.io\\/v1","kind":"NetworkPolicy","metadata":{"name":"\\u0070","namespace":"shop","annotations":{"a":"\\ud83d\\ude42\\t"}},"spec":{"podSelector":{},"ingress":[{}]}}`,
  ),
  goodObject(
    'JSON with nulls',
    `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"p","namespace":"shop","creationTimestamp":null},"spec":{"podSelector":{},"ingress":[{"from":null}],"egress":null,"policyTypes":null}}`,
  ),
  goodObject('JSON with carriage returns', JSON.stringify(policyJson, undefined, 2).replaceAll('\n', '\r\n')),
  goodObject(
    'JSON as a document among others',
    `---\n${JSON.stringify(policyJson)}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n`,
  ),
  // Lists.
  goodObject(
    'a list',
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata: { name: p, namespace: shop }\n  ${nobody}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: x, namespace: shop }\n`,
  ),
  goodObject(
    'a list with metadata',
    'apiVersion: v1\nkind: List\nmetadata: { resourceVersion: "", selfLink: "" }\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: x, namespace: shop }\n',
  ),
  goodObject(
    'an empty list beside an object',
    'apiVersion: v1\nkind: List\nitems: []\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodObject(
    'a list of policies',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nmetadata: {}\nitems:\n- metadata: { name: p, namespace: shop }\n  ${nobody}\n- metadata: { name: q, namespace: shop }\n  ${nobody}\n`,
  ),
  goodObject(
    'a list of policies that say what they are',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems:\n- apiVersion: networking.k8s.io/v1\n  kind: NetworkPolicy\n  metadata: { name: p, namespace: shop }\n  ${nobody}\n`,
  ),
  goodObject(
    'a list of pods',
    'apiVersion: v1\nkind: PodList\nitems:\n- metadata: { name: x, namespace: shop }\n  spec: { containers: [{ name: c, image: c }] }\n',
  ),
  goodObject(
    'a list of Deployments',
    'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: { name: x, namespace: shop }\n  spec: { selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c }] } } }\n',
  ),
  goodObject(
    'a list of roles',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleList\nitems:\n- metadata: { name: "system:x" }\n  rules: []\n',
  ),
  goodObject(
    'an empty list of policies beside an object',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicyList\nitems: []\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodKind('a kind of its own whose name ends with List', 'example.com/v1', 'AllowList', 'spec: { items: [a] }'),
  goodObject('a list in JSON', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [policyJson] })),
  // Namespaces.
  goodObject(
    'a namespace with all its fields',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: { pod-security.kubernetes.io/enforce: restricted, kubernetes.io/metadata.name: other } }\nspec: { finalizers: [kubernetes] }\nstatus: { phase: Active }\n',
  ),
  goodObject(
    'a namespace without labels',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: other, labels: {}, annotations: {} }\nspec: {}\n',
  ),
  goodObject(
    'the longest name of a namespace',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${'n'.repeat(63)} }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: ${'n'.repeat(63)} }\nspec: { podSelector: {} }\n`,
  ),
  goodObject('a namespace that begins with a digit', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: 1st-team }\n'),
  goodObject(
    'a namespace that is there already',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: default, labels: { team: a } }\n',
  ),
  goodObject(
    'a namespace again, with labels',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: a } }\n',
  ),
  // Pods.
  goodPod('a pod without ports and labels', `{ containers: [${container}] }`),
  goodContainer('ports of null', 'ports: null'),
  goodContainer('a list of ports that is empty', 'ports: []'),
  goodContainer(
    'ports of one number and two protocols',
    'ports: [{ containerPort: 53, protocol: UDP, name: dns }, { containerPort: 53, protocol: TCP, name: dns-tcp }]',
  ),
  goodContainer('a port of SCTP', 'ports: [{ containerPort: 3868, protocol: SCTP }]'),
  goodContainer(
    'a port of the host at an address',
    'ports: [{ containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1 }]',
  ),
  goodContainer('a port of no host', 'ports: [{ containerPort: 80, hostPort: 0, name: "" }]'),
  goodContainer('a port with a protocol of null', 'ports: [{ containerPort: 80, protocol: null, name: null }]'),
  goodContainer('a port with an empty protocol', 'ports: [{ containerPort: 80, protocol: "" }]'),
  goodContainer('a port of a container in octal', 'ports: [{ containerPort: 0120 }]'),
  goodContainer('a port with a zero that is not octal', 'ports: [{ containerPort: 08080 }]'),
  goodContainer('the longest name of a container port', 'ports: [{ containerPort: 80, name: abcdefghijklmno }]'),
  goodContainer(
    'a liveness probe over HTTP',
    'livenessProbe: { httpGet: { path: /, port: 80, scheme: HTTPS, host: localhost, httpHeaders: [{ name: A, value: "" }] }, initialDelaySeconds: 0, failureThreshold: 1, terminationGracePeriodSeconds: 5 }',
  ),
  goodContainer(
    'a readiness probe by the name of a port',
    'ports: [{ containerPort: 80, name: web }], readinessProbe: { tcpSocket: { port: web }, periodSeconds: 5, successThreshold: 2, timeoutSeconds: 1 }',
  ),
  goodContainer('a startup probe over gRPC', 'startupProbe: { grpc: { port: 9000, service: "" } }'),
  goodContainer('a probe by a command', 'livenessProbe: { exec: { command: [sh, -c, "exit 0"] } }'),
  goodContainer(
    'an environment',
    'env: [{ name: A, value: "1" }, { name: B }, { name: C, value: null }, { name: D, value: "" }, { name: E_e.f-g, value: "yes" }]',
  ),
  goodContainer(
    'an environment from fields',
    'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: status.podIP } } }, { name: B, valueFrom: { fieldRef: { apiVersion: v1, fieldPath: "metadata.labels[\'app\']" } } }, { name: C, valueFrom: { resourceFieldRef: { containerName: c, resource: limits.cpu, divisor: 1m } } }]',
  ),
  goodContainer(
    'an environment from keys',
    'env: [{ name: A, valueFrom: { configMapKeyRef: { name: a, key: b, optional: true } } }, { name: B, valueFrom: { secretKeyRef: { name: a, key: b, optional: off } } }], envFrom: [{ prefix: X_, configMapRef: { name: a } }, { secretRef: { name: a, optional: yes } }]',
  ),
  goodContainer(
    'resources as numbers',
    'resources: { requests: { cpu: 1, memory: 128974848 }, limits: { cpu: 1.5, memory: 129e6 } }',
  ),
  goodContainer(
    'resources as texts',
    'resources: { requests: { cpu: 100m, memory: 64Mi, ephemeral-storage: 1G }, limits: { cpu: "0.5", memory: 1.5Gi, ephemeral-storage: 2G, nvidia.com/gpu: 1, hugepages-2Mi: 4Mi } }',
  ),
  goodContainer('empty resources', 'resources: {}'),
  goodContainer(
    'resources that can be resized',
    'resizePolicy: [{ resourceName: cpu, restartPolicy: NotRequired }, { resourceName: memory, restartPolicy: RestartContainer }]',
  ),
  goodContainer(
    'a command and arguments',
    'command: [sh, -c], args: ["sleep $(A)", "1", "true"], workingDir: /tmp, imagePullPolicy: IfNotPresent',
  ),
  goodContainer(
    'a terminal',
    'stdin: true, stdinOnce: yes, tty: on, terminationMessagePath: /dev/log, terminationMessagePolicy: FallbackToLogsOnError',
  ),
  goodContainer(
    'hooks of the lifecycle',
    'lifecycle: { postStart: { exec: { command: [a] } }, preStop: { sleep: { seconds: 5 } } }',
  ),
  goodContainer('a hook over HTTP', 'lifecycle: { preStop: { httpGet: { port: 80, path: /stop } } }'),
  goodContainer(
    'a security context of a container',
    'securityContext: { runAsUser: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: no, privileged: off, procMount: Default, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] }, seccompProfile: { type: Localhost, localhostProfile: a.json }, seLinuxOptions: { level: "s0:c1,c2" } }',
  ),
  goodPod(
    'an image with a port and a digest',
    `{ containers: [{ name: c, image: "registry.example.com:5000/a/b:1@sha256:${'0'.repeat(64)}" }] }`,
  ),
  goodPod(
    'a security context of a pod',
    `{ containers: [${container}], securityContext: { runAsUser: 0, runAsGroup: 0, fsGroup: 2000, fsGroupChangePolicy: OnRootMismatch, supplementalGroups: [1, 2], seccompProfile: { type: RuntimeDefault }, appArmorProfile: { type: RuntimeDefault }, sysctls: [{ name: net.core.somaxconn, value: "1024" }] } }`,
  ),
  goodPod(
    'several containers',
    `{ containers: [${container}, { name: d, image: d, ports: [{ containerPort: 9090 }] }, { name: 1-2-3, image: e }] }`,
  ),
  goodPod(
    'containers that come first, one of which stays',
    `{ initContainers: [{ name: i, image: i }, { name: s, image: s, restartPolicy: Always, ports: [{ containerPort: 15001 }] }], containers: [${container}] }`,
  ),
  goodPod('the longest name of a container', `{ containers: [{ name: ${'c'.repeat(63)}, image: c }] }`),
  goodPod(
    'a pod on the network of its node',
    '{ hostNetwork: yes, hostPID: on, hostIPC: off, dnsPolicy: ClusterFirstWithHostNet, containers: [{ name: c, image: c, ports: [{ containerPort: 9100, hostPort: 9100 }] }] }',
  ),
  goodPod(
    'a pod without tokens and links',
    `{ automountServiceAccountToken: no, enableServiceLinks: n, shareProcessNamespace: y, setHostnameAsFQDN: False, hostUsers: FALSE, containers: [${container}] }`,
  ),
  goodPod(
    'its own DNS',
    `{ dnsPolicy: None, dnsConfig: { nameservers: [192.0.2.1, "2001:db8::1"], searches: [a.example.com], options: [{ name: ndots, value: "2" }, { name: edns0 }] }, containers: [${container}] }`,
  ),
  goodPod(
    'names of hosts',
    `{ hostname: a, subdomain: b, hostAliases: [{ ip: 127.0.0.1, hostnames: [a, b.example.com] }], containers: [${container}] }`,
  ),
  goodPod(
    'affinity to nodes',
    `{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Gt, values: ["1"] }, { key: b, operator: Exists }], matchFields: [{ key: metadata.name, operator: In, values: [node-1] }] }] }, preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: a, operator: NotIn, values: [b] }] } }] } }, containers: [${container}] }`,
  ),
  goodPod(
    'affinity to pods',
    `{ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { a: b } }, namespaces: [a], namespaceSelector: {} }] }, podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey: topology.kubernetes.io/zone, labelSelector: {} } }] } }, containers: [${container}] }`,
  ),
  goodPod(
    'tolerations',
    `{ tolerations: [{ operator: Exists }, { key: a, value: b, effect: NoSchedule }, { key: c, operator: Exists, effect: NoExecute, tolerationSeconds: 0 }], nodeSelector: { kubernetes.io/os: linux }, containers: [${container}] }`,
  ),
  goodPod(
    'constraints of its spread',
    `{ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2, labelSelector: { matchLabels: { a: b } }, matchLabelKeys: [pod-template-hash], nodeAffinityPolicy: Honor, nodeTaintsPolicy: Ignore }, { maxSkew: 2, topologyKey: host, whenUnsatisfiable: ScheduleAnyway }], containers: [${container}] }`,
  ),
  goodPod(
    'gates',
    `{ schedulingGates: [{ name: example.com/wait }], readinessGates: [{ conditionType: example.com/ready }], containers: [${container}] }`,
  ),
  goodPod(
    'a pod for Windows',
    `{ os: { name: windows }, securityContext: { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\\\SYSTEM" } }, hostNetwork: true, containers: [${container}] }`,
  ),
  goodPod(
    'times of its end',
    `{ terminationGracePeriodSeconds: 0, activeDeadlineSeconds: 1, restartPolicy: Never, containers: [${container}] }`,
  ),
  goodPod(
    'an account by its old name',
    `{ serviceAccount: default, serviceAccountName: default, imagePullSecrets: [{ name: a }], schedulerName: mine, nodeName: node-1, containers: [${container}] }`,
  ),
  goodPod(
    'claims of resources',
    `{ resourceClaims: [{ name: a, resourceClaimTemplateName: b }], containers: [{ name: c, image: c, resources: { claims: [{ name: a, request: r }] } }] }`,
  ),
  goodVolume('a volume of null', 'emptyDir: null'),
  goodVolume('an empty volume', 'emptyDir: {}'),
  goodVolume('a volume in memory', 'emptyDir: { medium: Memory, sizeLimit: 64Mi }'),
  goodVolume(
    'a volume of a ConfigMap with a mode in octal',
    'configMap: { name: a, defaultMode: 0644, optional: yes, items: [{ key: b, path: c/d, mode: 0400 }] }',
  ),
  goodVolume('a volume of a Secret with a mode in decimal', 'secret: { secretName: a, defaultMode: 256 }'),
  goodVolume(
    'a volume of fields',
    'downwardAPI: { items: [{ path: a, fieldRef: { fieldPath: metadata.labels } }, { path: b, resourceFieldRef: { containerName: c, resource: requests.memory } }] }',
  ),
  goodVolume(
    'a projected volume',
    'projected: { defaultMode: 0440, sources: [{ serviceAccountToken: { path: token, expirationSeconds: 3600, audience: a } }, { configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] } }, { secret: { name: a } }, { downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] } }] }',
  ),
  goodVolume('a volume of the host', 'hostPath: { path: /var/log, type: "" }'),
  goodVolume('a volume of a claim', 'persistentVolumeClaim: { claimName: a, readOnly: true }'),
  goodVolume(
    'an ephemeral volume',
    'ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: b } }, spec: { accessModes: [ReadWriteOnce], storageClassName: "", resources: { requests: { storage: 1Gi } } } } }',
  ),
  goodVolume('a volume of a driver', 'csi: { driver: csi.example.com, readOnly: true, volumeAttributes: { a: "1" } }'),
  goodVolume('a volume over NFS', 'nfs: { server: nfs.example.com, path: / }'),
  goodVolume('a volume of an image', 'image: { reference: "registry.example.com/a:1", pullPolicy: Always }'),
  goodPod(
    'mounts of volumes',
    '{ volumes: [{ name: v, emptyDir: {} }, { name: b, persistentVolumeClaim: { claimName: b } }], containers: [{ name: c, image: c, volumeMounts: [{ name: v, mountPath: /a, subPath: b/c, readOnly: on }, { name: v, mountPath: /d, mountPropagation: HostToContainer }, { name: v, mountPath: /e, subPathExpr: $(A) }], volumeDevices: [{ name: b, devicePath: /dev/x }] }] }',
  ),
  goodObject(
    'a pod with a status',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: c, image: c }] }\nstatus: {}\n',
  ),
  goodObject(
    'a pod as a cluster tells it',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, labels: { a: b } }\nspec: { containers: [{ name: c, image: c }] }\nstatus: { phase: Running, podIP: 10.1.2.3, podIPs: [{ ip: 10.1.2.3 }], hostIP: 192.0.2.1, conditions: [{ type: Ready, status: "True" }], qosClass: BestEffort }\n',
  ),
  goodObject(
    'a pod in another namespace',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: kube-system, labels: { app: db } }\nspec: { containers: [{ name: c, image: c }] }\n',
  ),
  goodObject(
    'a pod with a name that is completed',
    'apiVersion: v1\nkind: Pod\nmetadata: { generateName: x-, namespace: shop }\nspec: { containers: [{ name: c, image: c }] }\n',
  ),
  goodObject(
    'the longest name of a pod',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${'a.'.repeat(126)}a, namespace: shop }\nspec: { containers: [{ name: c, image: c }] }\n`,
  ),
  goodObject(
    'a fixed address of Calico',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, annotations: { cni.projectcalico.org/ipAddrs: "[\\"10.244.9.9\\"]" } }\nspec: { containers: [{ name: c, image: c }] }\n',
  ),
  // Workloads that make pods.
  goodApp('no replicas', 'Deployment', 'replicas: 0'),
  goodApp('replicas of null', 'Deployment', 'replicas: null'),
  goodApp('many replicas', 'Deployment', 'replicas: 300'),
  goodApp(
    'a rollout by recreation',
    'Deployment',
    'strategy: { type: Recreate }, revisionHistoryLimit: 0, paused: yes',
  ),
  goodApp(
    'a rollout by parts',
    'Deployment',
    'strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } }, minReadySeconds: 5, progressDeadlineSeconds: 600',
  ),
  goodApp('a rollout by numbers', 'Deployment', 'strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: "100%" } }'),
  goodApp(
    'a StatefulSet with claims',
    'StatefulSet',
    'serviceName: x, replicas: 2, podManagementPolicy: Parallel, volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } } }], persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete, whenScaled: Retain }',
  ),
  goodApp(
    'a StatefulSet with claims that say what they are',
    'StatefulSet',
    'serviceName: x, volumeClaimTemplates: [{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data, creationTimestamp: null }, spec: { accessModes: [ReadWriteOncePod], volumeMode: Block, storageClassName: "", resources: { requests: { storage: 1 } }, selector: { matchLabels: { a: b } } }, status: { phase: Pending } }]',
  ),
  goodApp(
    'a StatefulSet that counts from three',
    'StatefulSet',
    'serviceName: "", ordinals: { start: 3 }, updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 1 } }, minReadySeconds: 0',
  ),
  goodApp('a StatefulSet that is updated by hand', 'StatefulSet', 'serviceName: x, updateStrategy: { type: OnDelete }'),
  goodApp(
    'a DaemonSet with a surge',
    'DaemonSet',
    'updateStrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 10%, maxUnavailable: 0 } }',
  ),
  goodApp(
    'a DaemonSet that is updated by hand',
    'DaemonSet',
    'updateStrategy: { type: OnDelete }, revisionHistoryLimit: 3',
  ),
  goodApp('a ReplicaSet', 'ReplicaSet', 'replicas: 1, minReadySeconds: 1'),
  goodKind(
    'a Deployment with a status',
    'apps/v1',
    'Deployment',
    'spec: { selector: { matchLabels: { app: x } }, template: { metadata: { creationTimestamp: null, labels: { app: x } }, spec: { containers: [{ name: c, image: c, resources: {} }] } }, strategy: {} }\nstatus: {}',
  ),
  goodKind(
    'a Deployment that selects by an expression',
    'apps/v1',
    'Deployment',
    'spec: { selector: { matchExpressions: [{ key: app, operator: In, values: [x, z] }, { key: w, operator: DoesNotExist }] }, template: { metadata: { labels: { app: x, tier: "" } }, spec: { containers: [{ name: c, image: c }] } } }',
  ),
  goodKind(
    'a template with a name',
    'apps/v1',
    'Deployment',
    'spec: { selector: { matchLabels: { app: x } }, template: { metadata: { name: x, namespace: shop, labels: { app: x, more: a }, annotations: { a: b } }, spec: { restartPolicy: Always, containers: [{ name: c, image: c }] } } }',
  ),
  goodKind(
    'a ReplicationController',
    'v1',
    'ReplicationController',
    'spec: { replicas: 1, selector: { app: x }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c }] } } }',
  ),
  goodKind(
    'a template of pods on its own',
    'v1',
    'PodTemplate',
    'template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c }] } }',
  ),
  goodJob(
    'a Job with completions',
    'completions: 5, parallelism: 2, backoffLimit: 0, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 0',
  ),
  goodJob(
    'an indexed Job',
    'completionMode: Indexed, completions: 3, parallelism: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 1, successPolicy: { rules: [{ succeededIndexes: 0-1, succeededCount: 1 }] }',
  ),
  goodJob('a Job that is suspended', 'suspend: yes, podReplacementPolicy: Failed, managedBy: example.com/controller'),
  goodJob(
    'a Job that knows its failures',
    'podFailurePolicy: { rules: [{ action: FailJob, onExitCodes: { containerName: c, operator: In, values: [1, 42] } }, { action: Ignore, onPodConditions: [{ type: DisruptionTarget, status: "True" }] }] }',
  ),
  goodJob('a Job without parallel pods', 'parallelism: 0'),
  goodKind(
    'a Job with a selector of its own',
    'batch/v1',
    'Job',
    'spec: { manualSelector: true, selector: { matchLabels: { job: x } }, template: { metadata: { labels: { job: x } }, spec: { restartPolicy: OnFailure, containers: [{ name: c, image: c }] } } }',
  ),
  goodObject(
    'the longest name of a Job',
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${'j'.repeat(63)}, namespace: shop }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: c }] } } }\n`,
  ),
  goodCronJob(
    'a CronJob in a time zone',
    'schedule: "*/5 0-23 * * 1-5", timeZone: Europe/Berlin, concurrencyPolicy: Forbid',
  ),
  goodCronJob(
    'a CronJob with a macro',
    'schedule: "@hourly", suspend: true, startingDeadlineSeconds: 0, successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 1',
  ),
  goodObject(
    'the longest name of a CronJob',
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: ${'c'.repeat(52)}, namespace: shop }\nspec: { schedule: "0 0 1 1 *", jobTemplate: { metadata: { labels: { a: b } }, spec: { template: { metadata: { labels: { a: b } }, spec: { restartPolicy: Never, containers: [{ name: c, image: c }] } } } } }\n`,
  ),
  // Services.
  goodService('a headless Service', '{ clusterIP: None, selector: { app: x }, ports: [{ port: 80 }] }'),
  goodService('a headless Service without ports', '{ clusterIP: None, selector: { app: x } }'),
  goodService(
    'a headless Service with both addresses',
    '{ clusterIP: None, clusterIPs: [None], publishNotReadyAddresses: yes, selector: { app: x }, ports: [] }',
  ),
  goodService('another name', '{ type: ExternalName, externalName: db.example.com }'),
  goodService(
    'another name with ports',
    '{ type: ExternalName, externalName: db.example.com, ports: [{ port: 5432 }], selector: null }',
  ),
  goodService(
    'ports of the nodes',
    '{ type: NodePort, selector: { app: x }, ports: [{ port: 80, nodePort: 30080 }], externalTrafficPolicy: Local }',
  ),
  goodService(
    'a load balancer',
    '{ type: LoadBalancer, selector: { app: x }, ports: [{ port: 443, targetPort: https, appProtocol: kubernetes.io/wss }], loadBalancerClass: example.com/lb, allocateLoadBalancerNodePorts: off, loadBalancerSourceRanges: [192.0.2.0/24, "2001:db8::/32"] }',
  ),
  goodService(
    'a load balancer that is looked after',
    '{ type: LoadBalancer, selector: { app: x }, ports: [{ port: 443 }], externalTrafficPolicy: Local, healthCheckNodePort: 30001, loadBalancerIP: 192.0.2.1 }',
  ),
  goodService(
    'several ports with names',
    '{ selector: { app: x }, ports: [{ name: a, port: 80 }, { name: b, port: 81, targetPort: web }, { name: c, port: 80, protocol: UDP }, { name: d, port: 80, protocol: SCTP }] }',
  ),
  goodService(
    'the longest name of the port of a Service',
    `{ selector: { app: x }, ports: [{ name: ${'p'.repeat(63)}, port: 80 }] }`,
  ),
  goodService(
    'a Service of both families',
    '{ ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv6], selector: { app: x }, ports: [{ port: 80 }] }',
  ),
  goodService(
    'a Service of both families that requires them',
    '{ ipFamilyPolicy: RequireDualStack, selector: { app: x }, ports: [{ port: 80 }] }',
  ),
  goodService(
    'affinity of sessions',
    '{ sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } }, selector: { app: x }, ports: [{ port: 80 }] }',
  ),
  goodService('no selector of a Service', '{ ports: [{ port: 80, targetPort: 9376 }] }'),
  goodService('an empty selector of a Service', '{ selector: {}, ports: [{ port: 80 }] }'),
  goodService('a Service for nobody', '{ selector: { app: nobody }, ports: [{ port: 80 }] }'),
  goodService(
    'traffic that stays',
    '{ internalTrafficPolicy: Local, trafficDistribution: PreferClose, externalIPs: [192.0.2.1], selector: { app: x }, ports: [{ port: 80 }] }',
  ),
  goodService(
    'an empty address, type and protocol',
    '{ clusterIP: "", type: "", selector: { app: x }, ports: [{ port: 80, protocol: "", name: "" }] }',
  ),
  goodService('a target of zero', '{ selector: { app: x }, ports: [{ port: 80, targetPort: 0 }] }'),
  goodService(
    'a target of null',
    '{ selector: { app: x }, ports: [{ port: 80, targetPort: null, nodePort: null, protocol: null }] }',
  ),
  goodService(
    'a Service with a status',
    '{ selector: { app: x }, ports: [{ port: 80 }] }\nstatus: { loadBalancer: {} }',
  ),
  goodObject(
    'the longest name of a Service',
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${'s'.repeat(63)}, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80 }] }\n`,
  ),
  // Kinds that are not read.
  goodObject(
    'an object of a kind that flowproof does not read',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n',
  ),
  goodKind('a Secret', 'v1', 'Secret', 'type: kubernetes.io/tls\nimmutable: true\ndata: { tls.crt: "", tls.key: "" }'),
  goodKind(
    'an account',
    'v1',
    'ServiceAccount',
    'secrets: []\nimagePullSecrets: [{ name: a }]\nautomountServiceAccountToken: no',
  ),
  goodKind(
    'a claim of a volume',
    'v1',
    'PersistentVolumeClaim',
    'spec: { accessModes: [ReadWriteMany], resources: { requests: { storage: 1Ti } } }',
  ),
  goodKind(
    'limits',
    'v1',
    'LimitRange',
    'spec: { limits: [{ type: Container, default: { cpu: 1 }, max: { memory: 1Gi } }] }',
  ),
  goodKind(
    'a quota',
    'v1',
    'ResourceQuota',
    'spec: { hard: { pods: 10, requests.cpu: "4", count/deployments.apps: 5 } }',
  ),
  goodKind(
    'endpoints by hand',
    'v1',
    'Endpoints',
    'subsets: [{ addresses: [{ ip: 192.0.2.1 }], ports: [{ port: 80 }] }]',
  ),
  goodKind(
    'a slice of endpoints',
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'addressType: IPv6\nendpoints: [{ addresses: ["2001:db8::1"] }]\nports: [{ port: 80, name: "", protocol: TCP }]',
  ),
  goodWide(
    'a role of the system',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'system:x',
    'rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }, { nonResourceURLs: [/healthz], verbs: [get] }]',
  ),
  goodWide('a role with capitals and blanks', 'rbac.authorization.k8s.io/v1', 'ClusterRole', 'My Role', 'rules: []'),
  goodWide(
    'a binding of the system',
    'rbac.authorization.k8s.io/v1',
    'ClusterRoleBinding',
    'system:controller:x',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:x" }\nsubjects: [{ kind: Group, apiGroup: rbac.authorization.k8s.io, name: "system:masters" }]',
  ),
  goodObject(
    'a role of the system in a namespace',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: "system:x:leader", namespace: kube-system }\nrules: [{ apiGroups: [""], resources: [pods], resourceNames: [a], verbs: [get] }]\n',
  ),
  goodWide(
    'an aggregated role',
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'x',
    'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "true" } }] }\nrules: null',
  ),
  goodKind(
    'an autoscaler',
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, minReplicas: 1, maxReplicas: 3, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }] }',
  ),
  goodKind(
    'a budget of disruptions',
    'policy/v1',
    'PodDisruptionBudget',
    'spec: { maxUnavailable: 25%, selector: {} }',
  ),
  goodKind(
    'an Ingress',
    'networking.k8s.io/v1',
    'Ingress',
    'spec: { ingressClassName: nginx, tls: [{ hosts: ["*.example.com"] }], rules: [{ host: "*.example.com", http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { name: http } } } }] } }] }',
  ),
  goodWide(
    'a class of Ingresses',
    'networking.k8s.io/v1',
    'IngressClass',
    'nginx',
    'spec: { controller: k8s.io/ingress-nginx }',
  ),
  goodWide(
    'an address of the IPv6 family',
    'networking.k8s.io/v1',
    'IPAddress',
    '2001:db8::1',
    'spec: { parentRef: { resource: services, namespace: shop, name: x } }',
  ),
  goodWide(
    'a class of priority',
    'scheduling.k8s.io/v1',
    'PriorityClass',
    'high',
    'value: 1000000\nglobalDefault: no\npreemptionPolicy: Never',
  ),
  goodWide(
    'a class of storage',
    'storage.k8s.io/v1',
    'StorageClass',
    'fast',
    'provisioner: csi.example.com\nallowVolumeExpansion: yes\nparameters: { type: "1" }',
  ),
  goodWide('a class of run times', 'node.k8s.io/v1', 'RuntimeClass', 'gvisor', 'handler: runsc'),
  goodWide(
    'a volume of the cluster',
    'v1',
    'PersistentVolume',
    'x',
    'spec: { capacity: { storage: 1Gi }, accessModes: [ReadWriteOnce], hostPath: { path: /x } }',
  ),
  goodWide(
    'a definition of a kind',
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'lists.example.com',
    'spec: { group: example.com, scope: Namespaced, names: { plural: lists, kind: AllowList, listKind: AllowListList }, versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }] }',
  ),
  goodWide(
    'a webhook',
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    'x.example.com',
    'webhooks: [{ name: x.example.com, sideEffects: None, admissionReviewVersions: [v1], clientConfig: { service: { name: x, namespace: shop } }, rules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }]',
  ),
  goodWide(
    'a policy of admission',
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    'x.example.com',
    'spec: { matchConstraints: { resourceRules: [{ apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }, validations: [{ expression: "true" }] }',
  ),
  goodWide(
    'a service of an API',
    'apiregistration.k8s.io/v1',
    'APIService',
    'v1beta1.metrics.k8s.io',
    'spec: { group: metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, service: { name: x, namespace: kube-system } }',
  ),
  goodWide(
    'a schema of flows',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    'x',
    'spec: { priorityLevelConfiguration: { name: x }, matchingPrecedence: 1000 }',
  ),
  goodKind(
    'a lease',
    'coordination.k8s.io/v1',
    'Lease',
    'spec: { holderIdentity: a, leaseDurationSeconds: 15, renewTime: 2024-01-31T12:00:00.000000Z }',
  ),
  goodKind(
    'a Gateway',
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'spec: { gatewayClassName: x, listeners: [{ name: http, protocol: HTTP, port: 80 }] }',
  ),
  goodKind(
    'a route',
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'spec: { parentRefs: [{ name: x }], rules: [{ backendRefs: [{ name: api, port: 8080 }] }] }',
  ),
  goodKind(
    'a Service of Knative',
    'serving.knative.dev/v1',
    'Service',
    'spec: { template: { spec: { containers: [{ image: x }] } } }',
  ),
  goodKind(
    'a certificate',
    'cert-manager.io/v1',
    'Certificate',
    'spec: { secretName: x, dnsNames: [example.com], issuerRef: { name: x } }',
  ),
  goodKind(
    'an object that watches Services',
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    'spec: { selector: {}, endpoints: [{ port: http }] }',
  ),
  goodKind('a Job of another group', 'batch.volcano.sh/v1alpha1', 'Job', 'spec: { minAvailable: 1, tasks: [] }'),
  goodKind(
    'a DaemonSet of another group',
    'apps.kruise.io/v1alpha1',
    'DaemonSet',
    'spec: { anything: [1, yes, null] }',
  ),
  goodKind('an object without a spec', 'example.com/v1beta2', 'Thing', 'whatever: { a: [1, 2.5, null, true] }'),
  goodObject(
    'an object in a namespace of which nothing is known',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: elsewhere }\n',
  ),
  goodWide('a policy that is about no traffic', 'kyverno.io/v1', 'ClusterPolicy', 'x', 'spec: { rules: [] }'),
  partial(
    goodKind(
      "a policy of Calico's",
      'projectcalico.org/v3',
      'NetworkPolicy',
      'spec: { selector: "app == \'db\'", types: [Ingress], ingress: [{ action: Deny }] }',
    ),
  ),
  partial(
    goodWide(
      "a global policy of Calico's",
      'crd.projectcalico.org/v1',
      'GlobalNetworkPolicy',
      'default.deny',
      'spec: { order: 10.5, selector: all(), types: [Ingress, Egress] }',
    ),
  ),
  partial(
    goodKind(
      "a policy of Cilium's",
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      'spec: { endpointSelector: {}, ingress: [{ fromEntities: [cluster] }] }',
    ),
  ),
  partial(
    goodWide(
      "a policy of Cilium's for the cluster",
      'cilium.io/v2',
      'CiliumClusterwideNetworkPolicy',
      'x',
      'specs: [{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: "*.example.com" }] }] }]',
    ),
  ),
  partial(
    goodKind(
      "a policy of Antrea's",
      'crd.antrea.io/v1beta1',
      'NetworkPolicy',
      'spec: { priority: 5, appliedTo: [{ podSelector: {} }] }',
    ),
  ),
  partial(goodKind("a policy of Istio's", 'security.istio.io/v1', 'AuthorizationPolicy', 'spec: {}')),
  // Admin policies.
  goodAdmin('an admin policy without rules', 'AdminNetworkPolicy', '{ priority: 0, subject: { namespaces: {} } }'),
  goodAdmin(
    'an admin policy of the last priority',
    'AdminNetworkPolicy',
    '{ priority: 1000, subject: { namespaces: { matchLabels: { a: b } } }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }',
  ),
  goodAdmin(
    'an admin policy that allows',
    'AdminNetworkPolicy',
    '{ priority: 1, subject: { namespaces: { matchLabels: { kubernetes.io/metadata.name: shop } } }, ingress: [{ name: "in", action: Allow, from: [{ pods: { namespaceSelector: {}, podSelector: {} } }], ports: [{ portNumber: { protocol: TCP, port: 5432 } }] }] }',
  ),
  goodAdmin(
    'an admin policy that passes',
    'AdminNetworkPolicy',
    '{ priority: 1, subject: { namespaces: {} }, ingress: [{ action: Pass, from: [{ namespaces: {} }] }, { action: Deny, from: [{ namespaces: {} }] }], egress: [{ action: Pass, to: [{ namespaces: {} }] }] }',
  ),
  goodAdmin(
    'an admin policy for some pods',
    'AdminNetworkPolicy',
    '{ priority: 5, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: nobody } } } }, egress: [{ action: Deny, to: [{ networks: [10.0.0.0/8, "::/0"] }] }] }',
  ),
  goodAdmin(
    'an admin policy with each kind of port',
    'AdminNetworkPolicy',
    '{ priority: 5, subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: SCTP, port: 1 } }, { portRange: { protocol: UDP, start: 1, end: 65535 } }, { namedPort: http }] }] }',
  ),
  goodAdmin(
    'an admin policy with a name of a hundred letters',
    'AdminNetworkPolicy',
    `{ priority: 5, subject: { namespaces: {} }, egress: [{ name: ${'r'.repeat(100)}, action: Allow, to: [{ namespaces: {} }] }] }`,
  ),
  goodAdmin(
    'an admin policy with empty lists of rules',
    'AdminNetworkPolicy',
    '{ priority: 5, subject: { namespaces: {} }, ingress: [], egress: [] }',
  ),
  goodAdmin(
    'an admin policy with a status',
    'AdminNetworkPolicy',
    '{ priority: 5, subject: { namespaces: {} } }\nstatus: { conditions: [] }',
  ),
  goodAdmin(
    'an admin policy that denies an expression',
    'AdminNetworkPolicy',
    '{ priority: 5, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [shop, kube-system] }] } }] }] }',
  ),
  partial(
    goodAdmin(
      'an admin policy about nodes',
      'AdminNetworkPolicy',
      '{ priority: 5, subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ nodes: { matchLabels: { a: b } } }] }] }',
    ),
  ),
  partial(
    goodAdmin(
      'an admin policy about names',
      'AdminNetworkPolicy',
      '{ priority: 5, subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ domainNames: ["*.example.com", example.com] }] }] }',
    ),
  ),
  goodAdmin(
    'a baseline policy',
    'BaselineAdminNetworkPolicy',
    '{ subject: { namespaces: { matchLabels: { a: b } } }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }], egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }',
  ),
  goodAdmin(
    'a baseline policy with exceptions',
    'BaselineAdminNetworkPolicy',
    '{ subject: { namespaces: {} }, ingress: [{ action: Allow, from: [{ namespaces: {} }], ports: [{ portRange: { start: 5000, end: 6000, protocol: TCP } }] }, { action: Deny, from: [{ namespaces: {} }] }] }',
  ),
  goodAdmin(
    'a cluster policy of the Admin tier',
    'ClusterNetworkPolicy',
    '{ tier: Admin, priority: 10, subject: { namespaces: {} }, ingress: [{ action: Accept, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 5432 } } }] }] }',
  ),
  goodAdmin(
    'a cluster policy of the Baseline tier',
    'ClusterNetworkPolicy',
    '{ tier: Baseline, priority: 10, subject: { pods: { podSelector: { matchLabels: { app: nobody } } } }, egress: [{ action: Deny, to: [{ networks: [0.0.0.0/0, "::/0"] }] }] }',
  ),
  goodAdmin(
    'a cluster policy with each protocol',
    'ClusterNetworkPolicy',
    '{ tier: Admin, priority: 10, subject: { namespaces: {} }, ingress: [{ action: Pass, from: [{ pods: { podSelector: {} } }], protocols: [{ tcp: { destinationPort: { range: { start: 1, end: 9000 } } } }, { udp: { destinationPort: { number: 53 } } }, { sctp: { destinationPort: { number: 1 } } }, { destinationNamedPort: http }] }] }',
  ),
  goodAdmin(
    'a cluster policy with an empty subject of namespaces',
    'ClusterNetworkPolicy',
    '{ tier: Admin, priority: 1000, subject: { namespaces: { matchLabels: {}, matchExpressions: [] } }, egress: [{ action: Accept, to: [{ namespaces: {} }] }] }',
  ),
  partial(
    goodAdmin(
      'a cluster policy about names',
      'ClusterNetworkPolicy',
      '{ tier: Admin, priority: 1, subject: { namespaces: {} }, egress: [{ action: Accept, to: [{ domainNames: [api.example.com] }, { nodes: {} }] }] }',
    ),
  ),
  goodWide(
    'a cluster policy of v1beta1',
    'policy.networking.k8s.io/v1beta1',
    'ClusterNetworkPolicy',
    'x',
    'spec: { tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Accept, from: [{ namespaces: {} }] }] }',
  ),
  goodObject(
    'admin policies in a list',
    'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicyList\nitems:\n- metadata: { name: x }\n  spec: { priority: 3, subject: { namespaces: {} } }\n- metadata: { name: z }\n  spec: { priority: 4, subject: { namespaces: {} } }\n',
  ),
  // What manifests mean.
  meaning(
    'a protocol of null is TCP',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80, protocol: null }] }] }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: allowed }]`,
  ),
  meaning(
    'NotIn of a label that a pod does not have',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchExpressions: [{ key: tier, operator: NotIn, values: [a] }, { key: app, operator: In, values: [x] }] } }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: blocked }]`,
  ),
  meaning(
    'a target by its name',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ name: web, containerPort: 8080 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80, targetPort: web }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'an octal port of a container',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 0120 }] }] }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: allowed }]`,
  ),
  meaning(
    'a policy that is written twice',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: db } } }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: allowed }, { from: api, to: db, expect: blocked }]`,
  ),
  // Scenarios.
  goodFlows('a port of a transport alone', 'flows: [{ from: api, to: "db:5432/tcp", expect: allowed }]'),
  goodFlows('a receiver without its port', flow),
  goodFlows('a receiver with its port', 'flows: [{ from: api, to: "db:5432", expect: allowed }]'),
  goodFlows('every sender', 'flows: [{ from: "*", to: db, expect: allowed }]'),
  goodFlows('every receiver', 'flows: [{ from: api, to: "*", expect: allowed }]'),
  goodFlows('everything', 'flows: [{ from: "*", to: "*", expect: allowed }]'),
  goodFlows('every receiver of a port', 'flows: [{ from: "*", to: "*:5432", expect: allowed }]'),
  goodFlows('every receiver of a port and protocol', 'flows: [{ from: api, to: "*:5432/tcp", expect: blocked }]'),
  goodFlows('lists of one', 'flows: [{ from: [api], to: [db], expect: allowed }]'),
  goodFlows('lists', 'flows: [{ from: [api, db], to: ["db:5432", "api:8080"], expect: allowed }]'),
  goodFlows('a name twice in a list', 'flows: [{ from: [api, api], to: [db, "db:5432"], expect: allowed }]'),
  goodFlows('a star in a list', 'flows: [{ from: ["*"], to: ["*:5432"], expect: allowed }]'),
  goodFlows(
    'two flows that agree',
    'flows: [{ from: api, to: db, expect: allowed }, { from: api, to: "db:5432", expect: allowed }]',
  ),
  goodFlows(
    'an exception from a star',
    'flows: [{ from: "*", to: "*", expect: blocked }, { from: api, to: db, expect: allowed }]',
  ),
  goodFlows(
    'an exception from an exception',
    'flows: [{ from: "*", to: "*", expect: blocked }, { from: "*", to: db, expect: allowed }, { from: api, to: db, expect: blocked }]',
  ),
  goodFlows('nothing but the rest', 'otherwise: blocked'),
  goodFlows(
    'a server in a line',
    '  one: { server: { namespace: shop, ports: [80/http, 9000/udp, 8080, 8080/http] } }\notherwise: blocked',
  ),
  goodFlows('a protected namespace', 'protect: [shop]\nflows: [{ from: api, to: coredns, expect: allowed }]'),
  goodFlows('a protected endpoint, and the rest', 'protect: [db]\notherwise: allowed'),
  goodFlows('nothing protected yet', 'protect: [db]\nstages: [{ name: one, protect: [] }, { name: two }]'),
  goodFlows(
    'endpoints that nobody declares',
    'flows: [{ from: [stranger, api], to: [metadata, "coredns:53/dns"], expect: blocked }]',
  ),
  goodFlows('the rest allowed', 'otherwise: allowed\nflows: [{ from: api, to: db, expect: blocked }]'),
  goodFlows(
    'a name and a reason',
    'flows: [{ name: "api: reads", reason: "because of #7, 100 % sure", from: api, to: db, expect: allowed }]',
  ),
  goodFlows(
    'a reason over several lines',
    'flows:\n  - from: api\n    to: db\n    expect: allowed\n    reason: |\n      one\n      two\n',
  ),
  goodFlows(
    'two flows without names',
    'flows: [{ from: api, to: db, expect: allowed }, { from: db, to: api, expect: blocked }]',
  ),
  goodFlows(
    'stages',
    'flows: [{ from: api, to: db, expect: allowed }]\nstages: [{ name: one }, { name: two, description: the end }]',
  ),
  goodFlows(
    'stages with flows of their own',
    `${flow}\nstages: [{ name: one, flows: [{ from: "*", to: "*", expect: blocked }] }, { name: two }]`,
  ),
  goodFlows(
    'stages with the only flows',
    'stages: [{ name: one, flows: [{ from: api, to: db, expect: allowed }] }, { name: two, otherwise: blocked }]',
  ),
  goodFlows(
    'a stage that turns the rest round',
    `${flow}\notherwise: blocked\nstages: [{ name: one, otherwise: allowed }, { name: two }]`,
  ),
  goodFlows('names of stages with dots and digits', `${flow}\nstages: [{ name: 1.0-rc.1 }, { name: "2" }]`),
  goodFlows(
    'the same name of a flow in two stages',
    'stages: [{ name: one, flows: [{ name: a, from: api, to: db, expect: allowed }] }, { name: two, flows: [{ name: a, from: api, to: db, expect: allowed }] }]',
  ),
  goodFlows('a description', `description: "what it is: all of it"\n${flow}`),
  goodFlows(
    'a host by its IPv4 address',
    '  bank: { host: { address: 203.0.113.7, ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by its IPv6 address',
    '  bank: { host: { address: "2001:db8::7", ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by an IPv6 address without quotes',
    '  bank: { host: { address: 2001:db8::7, ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by a block',
    '  bank: { host: { address: 203.0.113.0/24, ports: [443] } }\nflows: [{ from: api, to: "bank:443", expect: blocked }]',
  ),
  goodFlows(
    'a host by an IPv6 block',
    '  bank: { host: { address: "2001:db8::/32", ports: [443] } }\nflows: [{ from: api, to: bank, expect: blocked }]',
  ),
  goodFlows(
    'a host by a block of one address',
    '  bank: { host: { address: 203.0.113.7/32, ports: [443] } }\nflows: [{ from: api, to: bank, expect: blocked }]',
  ),
  goodFlows(
    'a host by its name',
    '  bank: { host: { address: api.example.com, ports: [443/http] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by a name with a dot at the end',
    '  bank: { host: { address: api.example.com., ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by a name of one label',
    '  bank: { host: { address: localhost, ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by a name with capitals, digits and underscores',
    '  bank: { host: { address: _dmarc.4.Example.COM, ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host by an international name',
    '  bank: { host: { address: xn--bcher-kva.example, ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'a host with several protocols',
    '  bank: { host: { address: 203.0.113.7, ports: [443, 80/http, 9000/udp, 53/dns, 53/dns-tcp, "8080"] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'UDP at port 53',
    '  dns: { host: { address: 203.0.113.53, ports: [53/udp] } }\nflows: [{ from: api, to: ["dns:53/udp", "dns:53/dns", "dns:53"], expect: allowed }]',
  ),
  goodFlows(
    'the last port',
    '  bank: { host: { address: 203.0.113.7, ports: [1, 65535/udp] } }\nflows: [{ from: api, to: ["bank:1", "bank:65535"], expect: allowed }]',
  ),
  goodFlows('a sender outside', `  internet: { outside: true }\nflows: [{ from: internet, to: api, expect: blocked }]`),
  goodFlows(
    'a sender outside among all',
    `  internet: { outside: true }\n  bank: { host: { address: 203.0.113.7, ports: [443] } }\notherwise: blocked`,
  ),
  goodFlows('a client', '  probe: { client: { namespace: shop } }\nflows: [{ from: probe, to: db, expect: allowed }]'),
  goodFlows(
    'a client in a namespace of the cluster',
    '  probe: { client: { namespace: default, labels: {} } }\nflows: [{ from: probe, to: db, expect: allowed }]',
  ),
  goodFlows(
    'a client with labels',
    `  probe: { client: { namespace: shop, labels: { app: envoy, example.com/tier: "", ${'k'.repeat(63)}: ${'v'.repeat(63)} } } }\nflows: [{ from: probe, to: db, expect: allowed }]`,
  ),
  goodFlows(
    'a client with an account',
    '  probe: { client: { namespace: shop, serviceAccount: robot.v1 } }\nflows: [{ from: probe, to: db, expect: allowed }]',
  ),
  goodFlows(
    'a client with one pod',
    '  probe: { client: { namespace: shop, replicas: 1 } }\nflows: [{ from: probe, to: db, expect: allowed }]',
  ),
  goodFlows(
    'a client with ten pods',
    '  probe: { client: { namespace: shop, replicas: 10 } }\nflows: [{ from: probe, to: db, expect: allowed }]',
  ),
  goodFlows(
    'pods by a label',
    '  x: { pods: { namespace: shop, podSelector: { matchLabels: { app: api } } } }\nflows: [{ from: x, to: db, expect: allowed }]',
  ),
  goodFlows(
    'pods by an expression',
    '  x: { pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }, { key: tier, operator: DoesNotExist }] } } }\nflows: [{ from: x, to: db, expect: allowed }]',
  ),
  goodFlows(
    'all pods of a namespace',
    '  x: { pods: { namespace: shop, podSelector: {} } }\n  bank: { host: { address: 203.0.113.7, ports: [443] } }\nflows: [{ from: x, to: bank, expect: allowed }]',
  ),
  goodFlows(
    'pods with an HTTP port',
    '  x: { pods: { namespace: shop, workload: deployment/api, ports: [8080/http] } }\nflows: [{ from: db, to: "x:8080/http", expect: allowed }]',
  ),
  goodFlows(
    'pods over their addresses',
    '  x: { pods: { namespace: shop, workload: deployment/api, via: pod } }\nflows: [{ from: db, to: x, expect: allowed }]',
  ),
  goodFlows(
    'the DNS of the cluster',
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, service: kube-dns, ports: [53/dns, 53/dns-tcp] } }\nflows: [{ from: api, to: ["dns:53/dns", "dns:53/dns-tcp"], expect: allowed }]',
  ),
  goodFlows(
    'the DNS of the cluster, by its number',
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns, 53/dns-tcp] } }\nflows: [{ from: api, to: dns, expect: allowed }]',
  ),
  goodFlows(
    'the DNS of the cluster over its name',
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, service: kube-dns, via: name, ports: [53/udp] } }\nflows: [{ from: api, to: "dns:53/udp", expect: allowed }]',
  ),
  goodFlows(
    'an endpoint with dots and digits',
    '  db.prod-1.v2: { host: { address: 203.0.113.7, ports: [5432] } }\nflows: [{ from: api, to: "db.prod-1.v2:5432", expect: allowed }]',
  ),
  goodFlows(
    'an endpoint of one digit',
    '  "1": { host: { address: 203.0.113.7, ports: [5432] } }\nflows: [{ from: api, to: "1:5432", expect: allowed }]',
  ),
  goodFlows(
    'an endpoint of a number without quotes',
    '  7: { client: { namespace: shop } }\nflows: [{ from: "7", to: db, expect: allowed }]',
  ),
  goodFlows(
    'an endpoint with a name that every object of JavaScript has',
    '  constructor: { client: { namespace: shop } }\nflows: [{ from: constructor, to: db, expect: allowed }]',
  ),
  goodFlows(
    'an anchor and an alias',
    '  x: { client: { namespace: &ns shop } }\n  y: { client: { namespace: *ns } }\nflows: [{ from: [x, y], to: db, expect: allowed }]',
  ),
  goodFlows(
    'a merge key in an endpoint',
    '  x: { client: &c { namespace: shop, labels: { a: b } } }\n  y: { client: { <<: *c, replicas: 1 } }\nflows: [{ from: [x, y], to: db, expect: allowed }]',
  ),
  goodFlows(
    'comments in a scenario',
    '  # an endpoint\n  x: { client: { namespace: shop } } # here\nflows: # there\n  - { from: x, to: db, expect: allowed }\n# the end',
  ),
  goodScenario('a scenario in JSON', JSON.stringify(JSON.parse(scenarioJson))),
  goodScenario('a scenario with carriage returns', scenarioYaml.replaceAll('\n', '\r\n')),
  goodScenario('a scenario with a byte order mark', `\uFEFF${scenarioYaml}`),
  goodScenario('a scenario between separators', `---\n${scenarioYaml}...\n`),
  goodScenario(
    'a scenario for an editor',
    `# yaml-language-server: $schema=../../scenario.schema.json\n${scenarioYaml}`,
  ),
  goodScenario('a scenario with a version in its name', scenarioYaml.replace('name: corpus', 'name: shop.v1-2')),
  // More of the same.
  goodPolicy('a port with an exponent', '{ podSelector: {}, ingress: [{ ports: [{ port: 5.432e3 }] }] }'),
  goodPolicy('a tag on a quoted number', '{ podSelector: {}, ingress: [{ ports: [{ port: !!int "5432" }] }] }'),
  withMetadata('a name of null beside the beginning of one', '{ name: null, generateName: p-, namespace: shop }'),
  withMetadata(
    'a value of null in annotations and labels',
    '{ name: p, namespace: shop, annotations: { a: null }, labels: { b: null } }',
  ),
  goodObject('JSON with tabs', JSON.stringify(policyJson, undefined, '\t')),
  goodScenario('a scenario in JSON with tabs', scenarioJson),
  yaml('a map in braces that is empty, over two lines', 'data:\n  a: "b"\nbinaryData: {\n}\n'),
  yaml('a colon in a plain text', 'data: { a: http://x:80/y, b: a:b }\n'),
  yaml('the longest key of a ConfigMap', `data: { "${'k'.repeat(253)}": b }\n`),
  goodApp('thousands of replicas', 'Deployment', 'replicas: 5000'),
  goodKind('a Pod of another group with another form', 'example.com/v1', 'Pod', 'spec: []'),
  goodWide('a Namespace of another group', 'example.com/v1', 'Namespace', 'x', 'spec: []'),
  goodKind('a Job of another group with a template that is a name', 'example.com/v1', 'Job', 'spec: { template: a }'),
  meaning(
    'an empty label of a pod and a policy',
    `apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, labels: { app: x, tier: "" } }\nspec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { tier: "" } } }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: blocked }]`,
  ),
  meaning(
    'a workload that selects by nulls',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { selector: { matchLabels: { app: x }, matchExpressions: null }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80, name: null }] }] } } }\n',
    '  x: { pods: { namespace: shop, workload: deployment/x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'a workload that selects by an expression alone',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { selector: { matchLabels: null, matchExpressions: [{ key: app, operator: In, values: [x] }] }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80, name: null }] }] } } }\n',
    '  x: { pods: { namespace: shop, workload: deployment/x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'an expression with values of null in a workload',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { selector: { matchExpressions: [{ key: app, operator: Exists, values: null }] }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n',
    '  x: { pods: { namespace: shop, podSelector: { matchLabels: { app: x } } } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  goodFlows(
    'a host by an address of both families',
    '  bank: { host: { address: "::ffff:203.0.113.7", ports: [443] } }\nflows: [{ from: api, to: bank, expect: allowed }]',
  ),
  withMetadata(
    'a key of an annotation that is a number',
    '{ name: p, namespace: shop, annotations: { 1: a, 1.5: b } }',
  ),
  withMetadata('a text with an emoji and without quotes', '{ name: p, namespace: shop, annotations: { a: Grüße 🙂 } }'),
  goodPod(
    'lists of null',
    '{ containers: [{ name: c, image: c, env: null, envFrom: null, resources: null, volumeMounts: null, command: null, ports: [] }], initContainers: null, ephemeralContainers: null, volumes: null, tolerations: null, hostNetwork: null }',
  ),
  goodPod(
    'lists that are empty',
    '{ containers: [{ name: c, image: c, env: [], args: [] }], initContainers: [], ephemeralContainers: [], volumes: [], hostAliases: [], nodeSelector: {}, securityContext: {}, affinity: {} }',
  ),
  goodContainer('a variable twice', 'env: [{ name: A, value: a }, { name: A, value: b }]'),
  goodApp('replicas with a fraction of nothing', 'Deployment', 'replicas: 2.0'),
  goodKind(
    'labels of null in a workload',
    'apps/v1',
    'Deployment',
    'spec: { selector: { matchLabels: { app: null } }, template: { metadata: { labels: { app: null } }, spec: { containers: [{ name: c, image: c }] } } }',
  ),
  goodKind(
    'a label of null in a template',
    'apps/v1',
    'Deployment',
    'spec: { selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x, tier: null } }, spec: { containers: [{ name: c, image: c }] } } }',
  ),
  goodKind(
    'a selector of a Service with a label of null',
    'v1',
    'Service',
    'spec: { selector: { app: null }, ports: [{ port: 80 }] }',
  ),
  meaning(
    'replicas of null are one',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { replicas: null, selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, spec: { hostNetwork: null, containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n',
    '  x: { pods: { namespace: shop, workload: deployment/x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'a headless Service by its name',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { clusterIP: None, selector: { app: x }, ports: [{ port: 80 }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x, via: name } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'the name of a port in a policy and two pods that differ',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ name: web, containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: z, namespace: shop, labels: { app: z } }\nspec: { containers: [{ name: c, image: c, ports: [{ name: web, containerPort: 81 }, { containerPort: 80 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchExpressions: [{ key: app, operator: In, values: [x, z] }] }, ingress: [{ ports: [{ port: web }] }] }\n`,
    `${x}  z: { pods: { namespace: shop, workload: pod/z } }\nflows: [{ from: api, to: ["x:80", "z:81"], expect: allowed }, { from: api, to: "z:80", expect: blocked }]`,
  ),
  meaning(
    'a port of a sidecar beside one of a container',
    `${podX}spec: { initContainers: [{ name: s, image: s, restartPolicy: Always, ports: [{ name: web, containerPort: 80 }] }], containers: [{ name: c, image: c, ports: [{ containerPort: 81 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: x } }, ingress: [{ ports: [{ port: 81 }] }] }\n`,
    `${x}flows: [{ from: api, to: "x:81", expect: allowed }]`,
  ),
  meaning(
    'types left out and no egress rules leave egress open',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: api } }, egress: [] }\n',
    flow,
  ),
  meaning(
    'a peer of both selectors means both',
    `${podX}spec: { containers: [${container}] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }, podSelector: { matchLabels: { app: x } } }] }] }\n`,
    `${x}flows: [{ from: x, to: db, expect: allowed }, { from: api, to: db, expect: blocked }]`,
  ),
  {
    ...goodScenario('a folder of manifests', scenarioYaml.replace('[world.yaml]', '[world.yaml, more]')),
    files: {
      'scenario.yaml': scenarioYaml.replace('[world.yaml]', '[world.yaml, more]'),
      'more/a.yml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
      'more/b.json': JSON.stringify(policyJson),
      'more/README.md': 'not: [yaml',
    },
  },
  {
    ...goodScenario('a folder of manifests with a slash', ''),
    files: {
      'scenario.yaml': scenarioYaml.replace('[world.yaml]', '[world.yaml, ./more/]'),
      'more/a b.yaml': '# nothing\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
    },
  },
  {
    ...goodScenario('a folder of manifests with an empty file among them', ''),
    files: {
      'scenario.yaml': scenarioYaml.replace('[world.yaml]', '[world.yaml, more]'),
      'more/a.yaml': '',
      'more/b.yaml': '# nothing\n',
      'more/c.yaml': JSON.stringify(policyJson),
    },
  },
  {
    ...goodScenario('a stage that adds manifests', ''),
    files: {
      'scenario.yaml': `${scenarioYaml}stages: [{ name: one }, { name: two, manifests: [p.json] }]\n`,
      'p.json': JSON.stringify(policyJson),
    },
  },
  { ...goodScenario('a scenario named by its file', scenarioYaml), args: ['plan', '$/scenario.yaml'] },
  goodFlows(
    'a client in kube-public',
    '  x: { client: { namespace: kube-public } }\nflows: [{ from: x, to: db, expect: allowed }]',
  ),
  goodPolicy('an octal port as Go writes it', '{ podSelector: {}, ingress: [{ ports: [{ port: 0o12470 }] }] }'),
  goodPolicy('a label of null in a selector', '{ podSelector: { matchLabels: { tier: null } } }'),
  withMetadata('a namespace that is empty', '{ name: p, namespace: "" }'),
  goodVolume('a mode in octal as Go writes it', 'configMap: { name: a, defaultMode: 0o644 }'),
  goodObject(
    'two hundred aliases of one anchor',
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {}, ingress: [&rule { ports: [{ port: 5432 }] }${', *rule'.repeat(200)}] }\n`,
  ),
  goodObject(
    'a list of null beside an object',
    'apiVersion: v1\nkind: PodList\nitems: null\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\n',
  ),
  goodKind(
    'a Kustomization of Flux',
    'kustomize.toolkit.fluxcd.io/v1',
    'Kustomization',
    'spec: { interval: 5m, path: ./x, prune: true, sourceRef: { kind: GitRepository, name: x } }',
  ),
  goodObject(
    'an annotation of Calico that is no list',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, annotations: { cni.projectcalico.org/ipAddrs: 10.244.9.9 } }\nspec: { containers: [{ name: c, image: c }] }\n',
  ),
  goodObject(
    'an annotation of Calico that is empty',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop, annotations: { cni.projectcalico.org/ipAddrs: "" } }\nspec: { containers: [{ name: c, image: c }] }\n',
  ),
  goodService('an empty target', '{ selector: { app: x }, ports: [{ port: 80, targetPort: "" }] }'),
  goodKind(
    'a Deployment of another group with another form',
    'example.com/v1',
    'Deployment',
    'spec: { replicas: all, selector: a, template: { spec: { containers: { a: { image: b } } } } }',
  ),
  goodKind(
    'a Service of another group with another form',
    'example.com/v1',
    'Service',
    'spec: { selector: [a], ports: { http: 80 } }',
  ),
  meaning(
    'an empty protocol is TCP',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80, protocol: "" }] }] }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: allowed }]`,
  ),
  meaning(
    'an empty protocol of a port with a name',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ name: web, containerPort: 80, protocol: "" }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: x } }, ingress: [{ ports: [{ port: web }] }] }\n`,
    `  x: { pods: { namespace: shop, workload: pod/x, ports: [80] } }\nflows: [{ from: api, to: "x:80", expect: allowed }]`,
  ),
  meaning(
    'a target of zero is the port itself',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { app: x } }, ingress: [{ ports: [{ port: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80, targetPort: 0 }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'an empty protocol of a Service',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80, protocol: "" }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'a protocol of null of a Service',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80, protocol: null }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'a sidecar that listens',
    `${podX}spec: { initContainers: [{ name: s, image: s, restartPolicy: Always, ports: [{ name: web, containerPort: 80 }] }], containers: [{ name: c, image: c }] }\n`,
    `${x}flows: [{ from: api, to: "x:80", expect: allowed }]`,
  ),
  meaning(
    'a template without labels of a Job',
    'apiVersion: batch/v1\nkind: Job\nmetadata: { name: x, namespace: shop }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: c }] } } }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { batch.kubernetes.io/job-name: x } }, policyTypes: [Egress] }\n',
    `  x: { pods: { namespace: shop, podSelector: { matchLabels: { batch.kubernetes.io/job-name: x } } } }\nflows: [{ from: x, to: db, expect: blocked }]`,
  ),
  meaning(
    'a policy that selects a pod of a StatefulSet by its index',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: x, namespace: shop }\nspec: { serviceName: x, replicas: 1, selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { apps.kubernetes.io/pod-index: "0" } } }\n',
    '  x: { pods: { namespace: shop, workload: statefulset/x } }\nflows: [{ from: api, to: "x:80", expect: blocked }]',
  ),
  meaning(
    'a StatefulSet that counts from three by names',
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: x, namespace: shop }\nspec: { serviceName: x, ordinals: { start: 3 }, replicas: 1, selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { statefulset.kubernetes.io/pod-name: x-3 } } }\n',
    '  x: { pods: { namespace: shop, workload: statefulset/x } }\nflows: [{ from: api, to: "x:80", expect: blocked }]',
  ),
  meaning(
    'a workload that selects by labels with an empty list of expressions',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { selector: { matchLabels: { app: x }, matchExpressions: [] }, template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n',
    '  x: { pods: { namespace: shop, workload: deployment/x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  meaning(
    'a label of null is an empty one for policies',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { selector: { matchLabels: { app: x } }, template: { metadata: { labels: { app: x, tier: null } }, spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] } } }\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: { matchLabels: { tier: "" } } }\n',
    `  x: { pods: { namespace: shop, podSelector: { matchLabels: { app: x } } } }\nflows: [{ from: api, to: "x:80", expect: blocked }]`,
  ),
  meaning(
    'a Service beside one of another group with its name',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: example.com/v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { anything: true }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { selector: { app: x }, ports: [{ port: 80 }] }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
  goodPolicy('a value like a number beyond all bounds', '{ podSelector: { matchLabels: { tier: 12e4567 } } }'),
  goodObject('JSON objects one after the other', `${JSON.stringify(policyJson)}\n${JSON.stringify(policyJson)}\n`),
  goodObject(
    'JSON objects over several lines, one after the other',
    `${JSON.stringify(policyJson, undefined, 2)}\n${JSON.stringify(policyJson, undefined, 2)}\n`,
  ),
  meaning(
    'a headless Service without ports, by the ports of its pods',
    `${podX}spec: { containers: [{ name: c, image: c, ports: [{ containerPort: 80 }] }] }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { clusterIP: None, selector: { app: x } }\n`,
    '  x: { pods: { namespace: shop, workload: pod/x, service: x, via: name, ports: [80] } }\nflows: [{ from: api, to: "x:80", expect: allowed }]',
  ),
];

/**
 * Taken by Kubernetes, and refused here: its YAML library does not count blanks inside of brackets and quotes, which the
 * YAML specification does (1.2.2, chapter 7: flow styles span lines that are indented).
 */
export const refusedAllTheSame: readonly Case[] = [
  yaml('a map in braces that is not indented', 'data: {\na: b,\nc: d\n}\n'),
  yaml('a map in braces that is indented by a tab', 'data: {\n\ta: b\n}\n'),
  yaml('a quoted text that goes on at the margin', 'data:\n  a: "one\ntwo"\n'),
  goodObject(
    'a policy in brackets that are not indented',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {\nname: p, namespace: shop\n}\nspec: {\n  podSelector: {},\n  ingress: [\n  {}\n  ]\n}\n',
  ),
];
