import { lint, object, policy, type Case } from './case.ts';

const v1 = 'v1';
const apps = 'apps/v1';
const net = 'networking.k8s.io/v1';
const alpha1 = 'policy.networking.k8s.io/v1alpha1';
const alpha2 = 'policy.networking.k8s.io/v1alpha2';

/** An object of a kind in namespace shop, as its `spec` in one line of YAML. */
function of(apiVersion: string, kind: string): typeof policy {
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x, namespace: shop }\n`;
  return (what, spec, says) => object(what, `${head}spec: ${spec}\n`, says);
}

const pod = of(v1, 'Pod');
const service = of(v1, 'Service');
const deployment = of(apps, 'Deployment');
const job = of('batch/v1', 'Job');
const cronJob = of('batch/v1', 'CronJob');

/** An object of a kind that is in no namespace, named as the only baseline may be. */
function clusterWide(apiVersion: string, kind: string): typeof policy {
  const head = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: default }\n`;
  return (what, spec, says) => object(what, `${head}spec: ${spec}\n`, says);
}

const admin = clusterWide(alpha1, 'AdminNetworkPolicy');
const baseline = clusterWide(alpha1, 'BaselineAdminNetworkPolicy');
const cluster = clusterWide(alpha2, 'ClusterNetworkPolicy');

/** A NetworkPolicy, as its `metadata` in one line of YAML. */
function metadata(what: string, text: string, says: string): Case {
  return object(what, `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: ${text}\nspec: { podSelector: {} }\n`, says);
}

/** A policy with one ingress rule for one port. */
function port(what: string, text: string, says: string): Case {
  return policy(what, `{ podSelector: {}, ingress: [{ ports: [${text}] }] }`, says);
}

/** A policy with one egress rule for one block of addresses. */
function block(what: string, text: string, says: string): Case {
  return policy(what, `{ podSelector: {}, egress: [{ to: [{ ipBlock: ${text} }] }] }`, says);
}

/** A policy with this selector of its pods. */
function selector(what: string, text: string, says: string): Case {
  return policy(what, `{ podSelector: ${text} }`, says);
}

const template = 'template: { metadata: { labels: { app: x } }, spec: { containers: [{ name: x, image: x }] } }';
const selecting = 'selector: { matchLabels: { app: x } }';

/** A Deployment of one container, with these fields beside its name and image. */
function container(what: string, text: string, says: string): Case {
  const own = `{ metadata: { labels: { app: x } }, spec: { containers: [{ name: x, image: x, ${text} }] } }`;
  return deployment(what, `{ ${selecting}, template: ${own} }`, says);
}

/** Items of a list in one line. */
function repeated(item: string, times: number): string {
  return Array.from({ length: times }, () => item).join(', ');
}

const inAdmin = 'priority: 10, subject: { namespaces: {} }';
const inCluster = 'tier: Admin, priority: 10, subject: { namespaces: {} }';

/** Manifests that an API server refuses, or that nobody can read. */
export const badManifests: readonly Case[] = [
  // Fields of a NetworkPolicy.
  policy('a misspelt field of a rule', '{ podSelector: {}, ingress: [{ form: [] }] }', 'did you mean "from"?'),
  policy('a misspelt field of the spec', '{ podSelector: {}, ingres: [] }', 'did you mean "ingress"?'),
  policy('a pod selector in lower case', '{ podselector: {} }', 'did you mean "podSelector"?'),
  policy('policy types in the singular', '{ podSelector: {}, policyType: [Ingress] }', 'did you mean "policyTypes"?'),
  policy('policy types in lower case', '{ podSelector: {}, policytypes: [Ingress] }', 'did you mean "policyTypes"?'),
  policy('egress spelt with one s', '{ podSelector: {}, egres: [] }', 'did you mean "egress"?'),
  policy('ports in the singular', '{ podSelector: {}, ingress: [{ port: [{ port: 80 }] }] }', 'did you mean "ports"?'),
  policy(
    'from in an egress rule',
    '{ podSelector: {}, egress: [{ from: [{ podSelector: {} }] }] }',
    'spec.egress.0.from: there is no such field',
  ),
  policy(
    'to in an ingress rule',
    '{ podSelector: {}, ingress: [{ to: [{ podSelector: {} }] }] }',
    'spec.ingress.0.to: there is no such field',
  ),
  policy(
    'a peer with a namespaceselector',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceselector: {} }] }] }',
    'did you mean "namespaceSelector"?',
  ),
  policy(
    'a peer with a nameSpaceSelector',
    '{ podSelector: {}, ingress: [{ from: [{ nameSpaceSelector: {} }] }] }',
    'did you mean "namespaceSelector"?',
  ),
  policy(
    'a peer with a namespace by its name',
    '{ podSelector: {}, ingress: [{ from: [{ namespace: shop }] }] }',
    'spec.ingress.0.from.0.namespace: there is no such field',
  ),
  policy(
    'a peer with an ipblock',
    '{ podSelector: {}, egress: [{ to: [{ ipblock: { cidr: 10.0.0.0/8 } }] }] }',
    'did you mean "ipBlock"?',
  ),
  policy(
    'a CIDR right in a peer',
    '{ podSelector: {}, egress: [{ to: [{ cidr: 10.0.0.0/8 }] }] }',
    'spec.egress.0.to.0.cidr: there is no such field',
  ),
  policy(
    'matchLabels right in a peer',
    '{ podSelector: {}, ingress: [{ from: [{ matchLabels: { app: api } }] }] }',
    'spec.ingress.0.from.0.matchLabels: there is no such field',
  ),
  policy(
    'a selector right in a rule',
    '{ podSelector: {}, ingress: [{ podSelector: {} }] }',
    'spec.ingress.0.podSelector: there is no such field',
  ),
  policy(
    'a block of addresses right in a rule',
    '{ podSelector: {}, egress: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }',
    'spec.egress.0.ipBlock: there is no such field',
  ),
  policy(
    'ports beside the rules',
    '{ podSelector: {}, ingress: [], ports: [{ port: 80 }] }',
    'spec.ports: there is no such field',
  ),
  policy(
    'from beside the rules',
    '{ podSelector: {}, from: [{ podSelector: {} }] }',
    'spec.from: there is no such field',
  ),
  policy(
    'a port within a peer',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: {}, ports: [{ port: 80 }] }] }] }',
    'spec.ingress.0.from.0.ports: there is no such field',
  ),
  policy(
    'a namespace selector for the own pods',
    '{ podSelector: {}, namespaceSelector: {} }',
    'spec.namespaceSelector: there is no such field',
  ),
  policy(
    'an action, which only admin policies have',
    '{ podSelector: {}, ingress: [{ action: Deny }] }',
    'spec.ingress.0.action: there is no such field',
  ),
  policy(
    'a selector as Calico writes it',
    '{ selector: "app == \'db\'", types: [Ingress] }',
    'spec.selector: there is no such field',
  ),
  policy(
    'an endpointSelector as Cilium writes it',
    '{ endpointSelector: {} }',
    'spec.endpointSelector: there is no such field',
  ),
  policy(
    'a subject as admin policies have it',
    '{ subject: { namespaces: {} } }',
    'spec.subject: there is no such field',
  ),
  policy('metadata in the spec', '{ metadata: { name: p }, podSelector: {} }', 'spec.metadata: there is no such field'),
  policy('a spec in the spec', '{ spec: { podSelector: {} } }', 'spec.spec: there is no such field'),
  policy(
    'a field called constructor',
    '{ podSelector: {}, constructor: {} }',
    'spec.constructor: there is no such field',
  ),
  policy(
    'a field called __proto__ in the spec',
    '{ podSelector: {}, __proto__: { ingress: [] } }',
    'object.yaml:4:37: NetworkPolicy shop/p, spec.__proto__: nothing can be called __proto__',
  ),
  policy(
    'a field called toString in a rule',
    '{ podSelector: {}, ingress: [{ toString: 1 }] }',
    'spec.ingress.0.toString: there is no such field',
  ),
  policy(
    'a field called hasOwnProperty in a peer',
    '{ podSelector: {}, ingress: [{ from: [{ hasOwnProperty: {} }] }] }',
    'spec.ingress.0.from.0.hasOwnProperty: there is no such field',
  ),
  policy('a field with an empty name', '{ podSelector: {}, "": [] }', 'spec.: there is no such field'),
  policy('a field that is a number', '{ podSelector: {}, 80: [] }', 'spec.80: there is no such field'),
  policy('two misspelt fields', '{ podSelektor: {}, egresss: [] }', 'did you mean "podSelector"?'),
  policy('a patch directive', '{ podSelector: {}, $patch: delete }', 'spec.$patch: there is no such field'),
  object(
    'ingress beside the spec',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\ningress: []\n`,
    'NetworkPolicy shop/p, ingress: this field belongs into spec',
  ),
  object(
    'a pod selector beside the spec',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\npodSelector: {}\n`,
    'NetworkPolicy shop/p, podSelector: this field belongs into spec',
  ),
  object(
    'policy types beside the spec',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\npolicyTypes: [Ingress]\n`,
    'NetworkPolicy shop/p, policyTypes: this field belongs into spec',
  ),
  object(
    'a misspelt spec',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspecs: { podSelector: {} }\n`,
    'did you mean "spec"?',
  ),
  object(
    'a Spec with a capital',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nSpec: { podSelector: {} }\n`,
    'did you mean "spec"?',
  ),
  object(
    'a namespace beside the metadata',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nnamespace: shop\nspec: { podSelector: {} }\n`,
    'namespace: there is no such field',
  ),
  object(
    'labels beside the metadata',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nlabels: { app: p }\nspec: { podSelector: {} }\n`,
    'labels: there is no such field',
  ),
  object(
    'a status, which policies have no more',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\nstatus: {}\n`,
    'status: there is no such field',
  ),
  object(
    'a field called __proto__ beside the spec',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n__proto__: {}\n`,
    'object.yaml:5:12: NetworkPolicy shop/p, __proto__: nothing can be called __proto__',
  ),

  // Types of the fields of a NetworkPolicy.
  policy('a spec that is a list', '[{ podSelector: {} }]', 'spec: has to be a map, and is a list'),
  policy('a spec that is a text', 'deny-all', 'spec: has to be a map, and is a text'),
  policy('a spec that is a number', '1', 'spec: has to be a map, and is a number'),
  policy('a spec that is a boolean', 'true', 'spec: has to be a map, and is true or false'),
  policy(
    'ingress that is a map',
    '{ podSelector: {}, ingress: { from: [] } }',
    'spec.ingress: has to be a list, and is a map',
  ),
  policy(
    'ingress that is a boolean',
    '{ podSelector: {}, ingress: true }',
    'spec.ingress: has to be a list, and is true or false',
  ),
  policy('egress that is a text', '{ podSelector: {}, egress: all }', 'spec.egress: has to be a list, and is a text'),
  policy(
    'rules that are texts',
    '{ podSelector: {}, ingress: [api] }',
    'spec.ingress.0: has to be a map, and is a text',
  ),
  policy(
    'a list of lists of rules',
    '{ podSelector: {}, ingress: [[{ from: [] }]] }',
    'spec.ingress.0: has to be a map, and is a list',
  ),
  policy(
    'from that is a map',
    '{ podSelector: {}, ingress: [{ from: { podSelector: {} } }] }',
    'spec.ingress.0.from: has to be a list, and is a map',
  ),
  policy(
    'from that is a text',
    '{ podSelector: {}, ingress: [{ from: api }] }',
    'spec.ingress.0.from: has to be a list, and is a text',
  ),
  policy(
    'peers that are texts',
    '{ podSelector: {}, ingress: [{ from: [api] }] }',
    'spec.ingress.0.from.0: has to be a map, and is a text',
  ),
  policy(
    'to that is an empty map',
    '{ podSelector: {}, egress: [{ to: {} }] }',
    'spec.egress.0.to: has to be a list, and is a map',
  ),
  policy(
    'a pod selector that is a text',
    '{ podSelector: "app=api" }',
    'spec.podSelector: has to be a map, and is a text',
  ),
  policy('a pod selector that is a list', '{ podSelector: [] }', 'spec.podSelector: has to be a map, and is a list'),
  policy(
    'a namespace selector that is a text',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: shop }] }] }',
    'spec.ingress.0.from.0.namespaceSelector: has to be a map, and is a text',
  ),
  policy(
    'a block of addresses that is a text',
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: 10.0.0.0/8 }] }] }',
    'spec.egress.0.to.0.ipBlock: has to be a map, and is a text',
  ),
  policy(
    'ports that are a number',
    '{ podSelector: {}, ingress: [{ ports: 80 }] }',
    'spec.ingress.0.ports: has to be a list, and is a number',
  ),
  policy(
    'ports that are a map',
    '{ podSelector: {}, ingress: [{ ports: { port: 80 } }] }',
    'spec.ingress.0.ports: has to be a list, and is a map',
  ),
  policy(
    'ports that are numbers',
    '{ podSelector: {}, ingress: [{ ports: [80, 443] }] }',
    'spec.ingress.0.ports.0: has to be a map, and is a number',
  ),
  policy(
    'policy types that are a text',
    '{ podSelector: {}, policyTypes: Ingress }',
    'spec.policyTypes: has to be a list, and is a text',
  ),
  policy(
    'policy types that are a map',
    '{ podSelector: {}, policyTypes: { Ingress: true } }',
    'spec.policyTypes: has to be a list, and is a map',
  ),
  policy(
    'a policy type in lower case',
    '{ podSelector: {}, policyTypes: [ingress] }',
    'spec.policyTypes.0: has to be Ingress or Egress',
  ),
  policy(
    'a policy type in capitals',
    '{ podSelector: {}, policyTypes: [EGRESS] }',
    'spec.policyTypes.0: has to be Ingress or Egress',
  ),
  policy(
    'a policy type that there is not',
    '{ podSelector: {}, policyTypes: [Both] }',
    'spec.policyTypes.0: has to be Ingress or Egress',
  ),
  policy(
    'both policy types in one text',
    '{ podSelector: {}, policyTypes: ["Ingress,Egress"] }',
    'spec.policyTypes.0: has to be Ingress or Egress',
  ),
  policy(
    'three policy types',
    '{ podSelector: {}, policyTypes: [Ingress, Egress, Ingress] }',
    'spec.policyTypes: there are two policyTypes at the most',
  ),
  policy(
    'a policy type that is a number',
    '{ podSelector: {}, policyTypes: [1] }',
    'spec.policyTypes.0: has to be a text',
  ),
  policy(
    'an empty policy type',
    '{ podSelector: {}, policyTypes: [""] }',
    'spec.policyTypes.0: has to be Ingress or Egress',
  ),

  // Peers.
  policy(
    'a peer without a selector',
    '{ podSelector: {}, ingress: [{ from: [{}] }] }',
    'spec.ingress.0.from.0: a peer needs a podSelector, a namespaceSelector or an ipBlock',
  ),
  policy(
    'a peer that is null',
    '{ podSelector: {}, ingress: [{ from: [null] }] }',
    'spec.ingress.0.from.0: a peer needs a podSelector, a namespaceSelector or an ipBlock',
  ),
  policy(
    'a block of addresses beside a pod selector',
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }',
    'spec.egress.0.to.0: a peer is either an ipBlock or selectors',
  ),
  policy(
    'a block of addresses beside a namespace selector',
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 }, namespaceSelector: {} }] }] }',
    'spec.ingress.0.from.0: a peer is either an ipBlock or selectors',
  ),

  // CIDRs.
  block('an empty CIDR', '{ cidr: "" }', 'spec.egress.0.to.0.ipBlock.cidr: "" is not a CIDR such as 10.0.0.0/8'),
  block(
    'an address without a length',
    '{ cidr: 10.0.0.1 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.1" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an IPv6 address without a length',
    '{ cidr: "fd00::1" }',
    'spec.egress.0.to.0.ipBlock.cidr: "fd00::1" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a length above 32',
    '{ cidr: 10.0.0.0/33 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/33" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a length above 128',
    '{ cidr: "fd00::/129" }',
    'spec.egress.0.to.0.ipBlock.cidr: "fd00::/129" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a length below 0',
    '{ cidr: 10.0.0.0/-1 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/-1" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a CIDR without its length after the slash',
    '{ cidr: 10.0.0.0/ }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a CIDR without its address',
    '{ cidr: /8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'three numbers of an address',
    '{ cidr: 10.0.0/8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'five numbers of an address',
    '{ cidr: 10.0.0.0.0/8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0.0/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a number above 255',
    '{ cidr: 10.0.256.0/24 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.256.0/24" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a mask in place of a length',
    '{ cidr: 10.0.0.0/255.0.0.0 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/255.0.0.0" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a mask after a space',
    '{ cidr: 10.0.0.0 255.0.0.0 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0 255.0.0.0" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a CIDR with a letter',
    '{ cidr: 10.o.0.0/8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.o.0.0/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a CIDR with a star',
    '{ cidr: 10.0.0.*/24 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.*/24" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a backslash in a CIDR',
    '{ cidr: "10.0.0.0\\\\8" }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0\\8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a space within a CIDR',
    '{ cidr: 10.0.0.0 /8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0 /8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a space before a CIDR',
    '{ cidr: " 10.0.0.0/8" }',
    'spec.egress.0.to.0.ipBlock.cidr: " 10.0.0.0/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a line break after a CIDR',
    '{ cidr: "10.0.0.0/8\\n" }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/8 " is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'two CIDRs in one text',
    '{ cidr: "10.0.0.0/8,192.168.0.0/16" }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/8,192.168.0.0/16" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a range of addresses',
    '{ cidr: 10.0.0.1-10.0.0.9 }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.1-10.0.0.9" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a domain name for a CIDR',
    '{ cidr: example.com }',
    'spec.egress.0.to.0.ipBlock.cidr: "example.com" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a URL for a CIDR',
    '{ cidr: "https://10.0.0.1/" }',
    'spec.egress.0.to.0.ipBlock.cidr: "https://10.0.0.1/" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an address with a port for a CIDR',
    '{ cidr: "10.0.0.1:443" }',
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.1:443" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'the word any for a CIDR',
    '{ cidr: any }',
    'spec.egress.0.to.0.ipBlock.cidr: "any" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an IPv6 zone in a CIDR',
    '{ cidr: "fe80::1%eth0/64" }',
    'spec.egress.0.to.0.ipBlock.cidr: "fe80::1%eth0/64" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an IPv6 address in brackets',
    '{ cidr: "[fd00::]/8" }',
    'spec.egress.0.to.0.ipBlock.cidr: "[fd00::]/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'two double colons in a CIDR',
    '{ cidr: "fd00::1::/64" }',
    'spec.egress.0.to.0.ipBlock.cidr: "fd00::1::/64" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a group of five digits in a CIDR',
    '{ cidr: "fd000::/16" }',
    'spec.egress.0.to.0.ipBlock.cidr: "fd000::/16" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'nine groups in a CIDR',
    '{ cidr: "1:2:3:4:5:6:7:8:9/64" }',
    'spec.egress.0.to.0.ipBlock.cidr: "1:2:3:4:5:6:7:8:9/64" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'a hexadecimal IPv4 address',
    '{ cidr: 0x0a.0.0.0/8 }',
    'spec.egress.0.to.0.ipBlock.cidr: "0x0a.0.0.0/8" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an unset variable for a CIDR',
    '{ cidr: "${POD_CIDR}" }',
    'spec.egress.0.to.0.ipBlock.cidr: "${POD_CIDR}" is not a CIDR such as 10.0.0.0/8',
  ),
  block('a CIDR that is a number', '{ cidr: 10 }', 'spec.egress.0.to.0.ipBlock.cidr: has to be a text'),
  block('a CIDR in the plural', '{ cidrs: [10.0.0.0/8] }', 'did you mean "cidr"?'),
  block(
    'a CIDR in capitals as a field',
    '{ CIDR: 10.0.0.0/8 }',
    'spec.egress.0.to.0.ipBlock.CIDR: there is no such field',
  ),
  block(
    'exceptions that are a text',
    '{ cidr: 10.0.0.0/8, except: 10.1.0.0/16 }',
    'spec.egress.0.to.0.ipBlock.except: has to be a list, and is a text',
  ),
  block(
    'exceptions under another name',
    '{ cidr: 10.0.0.0/8, exclude: [10.1.0.0/16] }',
    'spec.egress.0.to.0.ipBlock.exclude: there is no such field',
  ),
  block('a misspelt field of exceptions', '{ cidr: 10.0.0.0/8, excepts: [10.1.0.0/16] }', 'did you mean "except"?'),
  block(
    'an exception outside of its CIDR',
    '{ cidr: 10.0.0.0/8, except: [192.168.0.0/16] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception 192.168.0.0/16 is not inside of 10.0.0.0/8, or is all of it',
  ),
  block(
    'an exception next to its CIDR',
    '{ cidr: 10.0.0.0/9, except: [10.128.0.0/16] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception 10.128.0.0/16 is not inside of 10.0.0.0/9, or is all of it',
  ),
  block(
    'an exception as large as its CIDR',
    '{ cidr: 10.0.0.0/8, except: [10.0.0.0/8] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception 10.0.0.0/8 is not inside of 10.0.0.0/8, or is all of it',
  ),
  block(
    'an exception larger than its CIDR',
    '{ cidr: 10.1.0.0/16, except: [10.0.0.0/8] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception 10.0.0.0/8 is not inside of 10.1.0.0/16, or is all of it',
  ),
  block(
    'an IPv6 exception to an IPv4 CIDR',
    '{ cidr: 0.0.0.0/0, except: ["fd00::/8"] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception fd00::/8 is not inside of 0.0.0.0/0, or is all of it',
  ),
  block(
    'an IPv4 exception to an IPv6 CIDR',
    '{ cidr: "::/0", except: [10.0.0.0/8] }',
    'spec.egress.0.to.0.ipBlock.except.0: the exception 10.0.0.0/8 is not inside of ::/0, or is all of it',
  ),
  block(
    'an exception without a length',
    '{ cidr: 0.0.0.0/0, except: [169.254.169.254] }',
    'spec.egress.0.to.0.ipBlock.except.0: "169.254.169.254" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an exception that is no CIDR',
    '{ cidr: 0.0.0.0/0, except: [metadata] }',
    'spec.egress.0.to.0.ipBlock.except.0: "metadata" is not a CIDR such as 10.0.0.0/8',
  ),
  block(
    'an empty exception',
    '{ cidr: 0.0.0.0/0, except: [""] }',
    'spec.egress.0.to.0.ipBlock.except.0: "" is not a CIDR such as 10.0.0.0/8',
  ),
  policy(
    'exceptions beside the block',
    '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 }, except: [10.0.0.0/8] }] }] }',
    'spec.egress.0.to.0.except: there is no such field',
  ),

  // Ports of a NetworkPolicy.
  port('port 0', '{ port: 0 }', 'spec.ingress.0.ports.0.port: has to be 1 at least'),
  port('port 65536', '{ port: 65536 }', 'spec.ingress.0.ports.0.port: has to be 65535 at most'),
  port('a port below 0', '{ port: -80 }', 'spec.ingress.0.ports.0.port: has to be 1 at least'),
  port('a port beyond 32 bits', '{ port: 99999999999 }', 'spec.ingress.0.ports.0.port: has to be 2147483647 at most'),
  port('half a port', '{ port: 80.5 }', 'spec.ingress.0.ports.0.port: has to be a number or a name'),
  port(
    'a port in quotes',
    '{ port: "80" }',
    'spec.ingress.0.ports.0.port: port "80" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a port with its protocol',
    '{ port: 80/TCP }',
    'spec.ingress.0.ports.0.port: port "80/TCP" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a range in one text',
    '{ port: 8000-8080 }',
    'spec.ingress.0.ports.0.port: port "8000-8080" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'two ports in one text',
    '{ port: "80,443" }',
    'spec.ingress.0.ports.0.port: port "80,443" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port('two ports in one list', '{ port: [80, 443] }', 'spec.ingress.0.ports.0.port: has to be a number or a name'),
  port('a port that is a map', '{ port: { number: 80 } }', 'spec.ingress.0.ports.0.port: has to be a number or a name'),
  port('a port that is a boolean', '{ port: true }', 'spec.ingress.0.ports.0.port: has to be a number or a name'),
  port(
    'a star for all ports',
    '{ port: "*" }',
    'spec.ingress.0.ports.0.port: port "*" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port('an empty name of a port', '{ port: "" }', 'spec.ingress.0.ports.0.port: is empty'),
  port(
    'a name of a port in capitals',
    '{ port: HTTP }',
    'spec.ingress.0.ports.0.port: port "HTTP" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a name of a port with an underscore',
    '{ port: http_api }',
    'spec.ingress.0.ports.0.port: port "http_api" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a name of a port with a dot',
    '{ port: http.api }',
    'spec.ingress.0.ports.0.port: port "http.api" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a name of a port that ends with a hyphen',
    '{ port: http- }',
    'spec.ingress.0.ports.0.port: port "http-" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a name of a port with two hyphens in a row',
    '{ port: http--api }',
    'spec.ingress.0.ports.0.port: port "http--api" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a name of a port of 16 letters',
    '{ port: abcdefghijklmnop }',
    'spec.ingress.0.ports.0.port: port "abcdefghijklmnop" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'an unset variable for a port',
    '{ port: "${PORT}" }',
    'spec.ingress.0.ports.0.port: port "${PORT}" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  port(
    'a protocol in lower case',
    '{ protocol: tcp, port: 80 }',
    'spec.ingress.0.ports.0.protocol: has to be TCP, UDP or SCTP',
  ),
  port(
    'HTTP for a protocol',
    '{ protocol: HTTP, port: 80 }',
    'spec.ingress.0.ports.0.protocol: has to be TCP, UDP or SCTP',
  ),
  port('ICMP for a protocol', '{ protocol: ICMP }', 'spec.ingress.0.ports.0.protocol: has to be TCP, UDP or SCTP'),
  port(
    'two protocols in one text',
    '{ protocol: TCP/UDP, port: 53 }',
    'spec.ingress.0.ports.0.protocol: has to be TCP, UDP or SCTP',
  ),
  port('a protocol by its number', '{ protocol: 6, port: 80 }', 'spec.ingress.0.ports.0.protocol: has to be a text'),
  port('a misspelt protocol field', '{ protocoll: TCP, port: 80 }', 'did you mean "protocol"?'),
  port(
    'a port number under another name',
    '{ portNumber: 80 }',
    'spec.ingress.0.ports.0.portNumber: there is no such field',
  ),
  port(
    'a name of a port as a field',
    '{ name: http, port: 80 }',
    'spec.ingress.0.ports.0.name: there is no such field',
  ),
  port(
    'a targetPort, which only Services have',
    '{ port: 80, targetPort: 8080 }',
    'spec.ingress.0.ports.0.targetPort: there is no such field',
  ),
  port('an endport in lower case', '{ port: 80, endport: 90 }', 'did you mean "endPort"?'),
  port(
    'an endPort below its port',
    '{ port: 90, endPort: 80 }',
    'spec.ingress.0.ports.0.endPort: endPort needs a port that is a number and not above it',
  ),
  port(
    'an endPort without a port',
    '{ endPort: 90 }',
    'spec.ingress.0.ports.0.endPort: endPort needs a port that is a number and not above it',
  ),
  port(
    'an endPort to a named port',
    '{ port: http, endPort: 90 }',
    'spec.ingress.0.ports.0.endPort: endPort needs a port that is a number and not above it',
  ),
  port(
    'an endPort above 65535',
    '{ port: 80, endPort: 70000 }',
    'spec.ingress.0.ports.0.endPort: has to be 65535 at most',
  ),
  port(
    'an endPort in quotes',
    '{ port: 80, endPort: "90" }',
    'spec.ingress.0.ports.0.endPort: has to be a number, and is a text',
  ),
  port(
    'an endPort that is a name',
    '{ port: 80, endPort: https }',
    'spec.ingress.0.ports.0.endPort: has to be a number, and is a text',
  ),
  port('an endPort of 0', '{ port: 80, endPort: 0 }', 'spec.ingress.0.ports.0.endPort: has to be 1 at least'),

  // Selectors.
  selector('a label right in a selector', '{ app: api }', 'spec.podSelector.app: there is no such field'),
  selector('matchLabels in the singular', '{ matchLabel: { app: api } }', 'did you mean "matchLabels"?'),
  selector('matchLabels in lower case', '{ matchlabels: { app: api } }', 'did you mean "matchLabels"?'),
  selector('matchExpressions in the singular', '{ matchExpression: [] }', 'did you mean "matchExpressions"?'),
  selector(
    'matchLabels that are a list',
    '{ matchLabels: [{ app: api }] }',
    'spec.podSelector.matchLabels: has to be a map, and is a list',
  ),
  selector(
    'matchLabels that are a text',
    '{ matchLabels: "app=api" }',
    'spec.podSelector.matchLabels: has to be a map, and is a text',
  ),
  selector(
    'a label that is a number',
    '{ matchLabels: { version: 2 } }',
    'spec.podSelector.matchLabels.version: has to be a text',
  ),
  selector(
    'a label that is a fraction',
    '{ matchLabels: { version: 1.10 } }',
    'spec.podSelector.matchLabels.version: has to be a text',
  ),
  selector(
    'a label that is true',
    '{ matchLabels: { public: true } }',
    'spec.podSelector.matchLabels.public: has to be a text',
  ),
  selector(
    'a label that YAML takes for a boolean',
    '{ matchLabels: { public: yes } }',
    'spec.podSelector.matchLabels.public: has to be a text',
  ),
  selector(
    'matchExpressions that are a map',
    '{ matchExpressions: { key: app, operator: Exists } }',
    'spec.podSelector.matchExpressions: has to be a list, and is a map',
  ),
  selector(
    'an expression that is a text',
    '{ matchExpressions: ["app in (api)"] }',
    'spec.podSelector.matchExpressions.0: has to be a map, and is a text',
  ),
  selector(
    'an expression without an operator',
    '{ matchExpressions: [{ key: app, values: [api] }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'an expression without a key',
    '{ matchExpressions: [{ operator: Exists }] }',
    'spec.podSelector.matchExpressions.0.key:',
  ),
  selector(
    'an expression with an empty key',
    '{ matchExpressions: [{ key: "", operator: Exists }] }',
    'spec.podSelector.matchExpressions.0: in this selector, "" is no key of a label',
  ),
  selector(
    'an operator in lower case',
    '{ matchExpressions: [{ key: app, operator: in, values: [api] }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'an operator with a space',
    '{ matchExpressions: [{ key: app, operator: Not In, values: [api] }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'an operator that is a sign',
    '{ matchExpressions: [{ key: app, operator: "=", values: [api] }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'an operator that only nodes have',
    '{ matchExpressions: [{ key: app, operator: Gt, values: ["1"] }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'the operator NotExists',
    '{ matchExpressions: [{ key: app, operator: NotExists }] }',
    'spec.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  selector(
    'In without values',
    '{ matchExpressions: [{ key: app, operator: In }] }',
    'spec.podSelector.matchExpressions.0: in this selector, In needs values',
  ),
  selector(
    'NotIn with an empty list of values',
    '{ matchExpressions: [{ key: app, operator: NotIn, values: [] }] }',
    'spec.podSelector.matchExpressions.0: in this selector, NotIn needs values',
  ),
  selector(
    'Exists with a value',
    '{ matchExpressions: [{ key: app, operator: Exists, values: [api] }] }',
    'spec.podSelector.matchExpressions.0: in this selector, Exists takes no values',
  ),
  selector(
    'DoesNotExist with a value',
    '{ matchExpressions: [{ key: app, operator: DoesNotExist, values: ["true"] }] }',
    'spec.podSelector.matchExpressions.0: in this selector, DoesNotExist takes no values',
  ),
  selector(
    'values in the singular',
    '{ matchExpressions: [{ key: app, operator: In, value: api }] }',
    'did you mean "values"?',
  ),
  selector(
    'values that are a text',
    '{ matchExpressions: [{ key: app, operator: In, values: api }] }',
    'spec.podSelector.matchExpressions.0.values: has to be a list, and is a text',
  ),
  selector(
    'values that are numbers',
    '{ matchExpressions: [{ key: tier, operator: In, values: [1, 2] }] }',
    'spec.podSelector.matchExpressions.0.values.0: has to be a text',
  ),
  selector('keys in the plural', '{ matchExpressions: [{ keys: [app], operator: Exists }] }', 'did you mean "key"?'),
  selector(
    'a value with a space in an expression',
    '{ matchExpressions: [{ key: app, operator: In, values: ["a b"] }] }',
    'spec.podSelector.matchExpressions.0: in this selector, "a b" is no value that a label can have',
  ),
  selector(
    'a key with a space',
    '{ matchLabels: { "my app": api } }',
    'spec.podSelector.matchLabels.my app: in this selector, "my app" is no key of a label',
  ),
  selector(
    'a key with two slashes',
    '{ matchLabels: { app.kubernetes.io/part/of: shop } }',
    'spec.podSelector.matchLabels.app.kubernetes.io/part/of: in this selector, "app.kubernetes.io/part/of" is no key of a label',
  ),
  selector(
    'a key with an empty prefix',
    '{ matchLabels: { /app: api } }',
    'spec.podSelector.matchLabels./app: in this selector, "/app" is no key of a label',
  ),
  selector(
    'a key with nothing after its slash',
    '{ matchLabels: { app.kubernetes.io/: api } }',
    'spec.podSelector.matchLabels.app.kubernetes.io/: in this selector, "app.kubernetes.io/" is no key of a label',
  ),
  selector(
    'a prefix of a key in capitals',
    '{ matchLabels: { App.Kubernetes.io/name: api } }',
    'spec.podSelector.matchLabels.App.Kubernetes.io/name: in this selector, "App.Kubernetes.io/name" is no key of a label',
  ),
  selector(
    'a prefix of a key with an underscore',
    '{ matchLabels: { my_org/name: api } }',
    'spec.podSelector.matchLabels.my_org/name: in this selector, "my_org/name" is no key of a label',
  ),
  selector(
    'a key that begins with a hyphen',
    '{ matchLabels: { -app: api } }',
    'spec.podSelector.matchLabels.-app: in this selector, "-app" is no key of a label',
  ),
  selector(
    'a key that ends with a dot',
    '{ matchLabels: { app.: api } }',
    'spec.podSelector.matchLabels.app.: in this selector, "app." is no key of a label',
  ),
  selector('a key of 64 characters', `{ matchLabels: { ${'a'.repeat(64)}: api } }`, 'is no key of a label'),
  selector(
    'a key with a colon',
    '{ matchLabels: { "app:name": api } }',
    'spec.podSelector.matchLabels.app:name: in this selector, "app:name" is no key of a label',
  ),
  selector(
    'an empty key',
    '{ matchLabels: { "": api } }',
    'spec.podSelector.matchLabels.: in this selector, "" is no key of a label',
  ),
  selector(
    'a value with a space',
    '{ matchLabels: { app: my api } }',
    'spec.podSelector.matchLabels.app: in this selector, "my api" is no value that a label can have',
  ),
  selector(
    'a value with a slash',
    '{ matchLabels: { app: shop/api } }',
    'spec.podSelector.matchLabels.app: in this selector, "shop/api" is no value that a label can have',
  ),
  selector(
    'a value with a star',
    '{ matchLabels: { app: "api-*" } }',
    'spec.podSelector.matchLabels.app: in this selector, "api-*" is no value that a label can have',
  ),
  selector(
    'a value that ends with a hyphen',
    '{ matchLabels: { app: api- } }',
    'spec.podSelector.matchLabels.app: in this selector, "api-" is no value that a label can have',
  ),
  selector(
    'a value that begins with an underscore',
    '{ matchLabels: { app: _api } }',
    'spec.podSelector.matchLabels.app: in this selector, "_api" is no value that a label can have',
  ),
  selector(
    'a value of 64 characters',
    `{ matchLabels: { app: ${'a'.repeat(64)} } }`,
    'is no value that a label can have',
  ),
  selector(
    'a value with an umlaut',
    '{ matchLabels: { app: bücher } }',
    'spec.podSelector.matchLabels.app: in this selector, "bücher" is no value that a label can have',
  ),
  selector(
    'a value that is an unset variable',
    '{ matchLabels: { app: "${APP}" } }',
    'spec.podSelector.matchLabels.app: in this selector, "${APP}" is no value that a label can have',
  ),
  selector(
    'a value that is a Helm template in quotes',
    '{ matchLabels: { app: "{{ .Values.app }}" } }',
    'spec.podSelector.matchLabels.app: in this selector, "{{ .Values.app }}" is no value that a label can have',
  ),
  selector(
    'a value with a line break at its end',
    '{ matchLabels: { app: "api\\n" } }',
    'spec.podSelector.matchLabels.app: in this selector, "api\\n" is no value that a label can have',
  ),
  selector(
    'a value with an escape character',
    '{ matchLabels: { app: "\\e[31mapi" } }',
    'spec.podSelector.matchLabels.app: in this selector, "\\u001b[31mapi" is no value that a label can have',
  ),
  policy(
    'a label right in the selector of a peer',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: { app: api } }] }] }',
    'spec.ingress.0.from.0.podSelector.app: there is no such field',
  ),
  policy(
    'a name of a namespace right in a selector',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { name: shop } }] }] }',
    'spec.ingress.0.from.0.namespaceSelector.name: there is no such field',
  ),
  policy(
    'a wrong value in the selector of a peer',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "a&b" } } }] }] }',
    'spec.ingress.0.from.0.namespaceSelector.matchLabels.team: in this selector, "a&b" is no value that a label can have',
  ),
  policy(
    'In without values in a peer',
    '{ podSelector: {}, egress: [{ to: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [] }] } }] }] }',
    'spec.egress.0.to.0.podSelector.matchExpressions.0: in this selector, In needs values',
  ),

  // Names and metadata.
  metadata(
    'an empty name',
    '{ name: "", namespace: shop }',
    'metadata.name: "" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata('no name', '{ namespace: shop }', 'NetworkPolicy has no metadata.name'),
  metadata('a name that is null', '{ name: null, namespace: shop }', 'NetworkPolicy has no metadata.name'),
  metadata('a misspelt name', '{ nmae: p, namespace: shop }', 'NetworkPolicy has no metadata.name'),
  metadata(
    'a name with a capital',
    '{ name: DenyAll, namespace: shop }',
    'metadata.name: "DenyAll" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with an underscore',
    '{ name: deny_all, namespace: shop }',
    'metadata.name: "deny_all" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with a space',
    '{ name: deny all, namespace: shop }',
    'metadata.name: "deny all" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with a slash',
    '{ name: shop/deny-all, namespace: shop }',
    'metadata.name: "shop/deny-all" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name that begins with a hyphen',
    '{ name: -deny, namespace: shop }',
    'metadata.name: "-deny" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name that ends with a dot',
    '{ name: deny., namespace: shop }',
    'metadata.name: "deny." is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with two dots in a row',
    '{ name: deny..all, namespace: shop }',
    'metadata.name: "deny..all" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name of 254 characters',
    `{ name: ${'a'.repeat(254)}, namespace: shop }`,
    'is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with a colon',
    '{ name: "deny:all", namespace: shop }',
    'metadata.name: "deny:all" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name that is an unset variable',
    '{ name: "${NAME}", namespace: shop }',
    'metadata.name: "${NAME}" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name that is a Helm template in quotes',
    '{ name: "{{ .Release.Name }}-deny", namespace: shop }',
    'metadata.name: "{{ .Release.Name }}-deny" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with a bidirectional override',
    '{ name: "p\\u202Ex", namespace: shop }',
    'is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with an emoji',
    '{ name: deny-🔥, namespace: shop }',
    'metadata.name: "deny-🔥" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a name with a Cyrillic letter',
    '{ name: dеny, namespace: shop }',
    'metadata.name: "dеny" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  metadata(
    'a namespace that is a number',
    '{ name: p, namespace: 42 }',
    'metadata.namespace is 42, and has to be a text',
  ),
  metadata(
    'a namespace that is true',
    '{ name: p, namespace: yes }',
    'metadata.namespace is true, and has to be a text',
  ),
  metadata(
    'a namespace with a capital',
    '{ name: p, namespace: Shop }',
    'metadata.namespace: "Shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  metadata(
    'a namespace with an underscore',
    '{ name: p, namespace: my_shop }',
    'metadata.namespace: "my_shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  metadata(
    'a namespace with a dot',
    '{ name: p, namespace: shop.prod }',
    'metadata.namespace: "shop.prod" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  metadata(
    'a namespace of 64 characters',
    `{ name: p, namespace: ${'a'.repeat(64)} }`,
    'is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  metadata(
    'a namespace that is an unset variable',
    '{ name: p, namespace: $NAMESPACE }',
    'metadata.namespace: "$NAMESPACE" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  metadata('a misspelt namespace', '{ name: p, namespace: shpo }', 'did you mean "shop"?'),
  metadata(
    'a namespace that nothing creates',
    '{ name: p, namespace: production }',
    'no manifest creates namespace "production"',
  ),
  metadata(
    'a namespace called constructor',
    '{ name: p, namespace: constructor }',
    'no manifest creates namespace "constructor"',
  ),
  metadata('a misspelt namespace field', '{ name: p, namesapce: shop }', 'did you mean "namespace"?'),
  metadata('a nameSpace field', '{ name: p, nameSpace: shop }', 'did you mean "namespace"?'),
  metadata('labels in the singular', '{ name: p, namespace: shop, label: { app: p } }', 'did you mean "labels"?'),
  metadata('misspelt labels', '{ name: p, namespace: shop, lables: { app: p } }', 'did you mean "labels"?'),
  metadata('misspelt annotations', '{ name: p, namespace: shop, anotations: {} }', 'did you mean "annotations"?'),
  metadata(
    'labels that are a list',
    '{ name: p, namespace: shop, labels: [app] }',
    'metadata.labels: has to be a map, and is a list',
  ),
  metadata(
    'labels that are a text',
    '{ name: p, namespace: shop, labels: "app=p" }',
    'metadata.labels: has to be a map, and is a text',
  ),
  metadata(
    'a label of an object that is a number',
    '{ name: p, namespace: shop, labels: { release: 3 } }',
    'metadata.labels.release: has to be a text',
  ),
  metadata(
    'a label of an object with a space',
    '{ name: p, namespace: shop, labels: { owner: The Team } }',
    'metadata.labels.owner: "The Team" is no value that a label can have',
  ),
  metadata(
    'a label of an object that is an address of mail',
    '{ name: p, namespace: shop, labels: { owner: a@example.com } }',
    'metadata.labels.owner: "a@example.com" is no value that a label can have',
  ),
  metadata(
    'a key of an object with a space',
    '{ name: p, namespace: shop, labels: { "the owner": a } }',
    'metadata.labels.the owner: "the owner" is no key of a label',
  ),
  metadata(
    'a key of an object called __proto__',
    '{ name: p, namespace: shop, labels: { __proto__: a } }',
    'object.yaml:3:60: NetworkPolicy shop/p, metadata.labels.__proto__: nothing can be called __proto__',
  ),
  metadata(
    'an annotation that is a number',
    '{ name: p, namespace: shop, annotations: { port: 80 } }',
    'metadata.annotations.port: has to be a text',
  ),
  metadata(
    'an annotation that is true',
    '{ name: p, namespace: shop, annotations: { enabled: true } }',
    'metadata.annotations.enabled: has to be a text',
  ),
  metadata(
    'annotations that are a list',
    '{ name: p, namespace: shop, annotations: ["a: b"] }',
    'metadata.annotations: has to be a map, and is a list',
  ),
  metadata(
    'a pod selector in the metadata',
    '{ name: p, namespace: shop, podSelector: {} }',
    'metadata.podSelector: there is no such field',
  ),
  metadata('a spec in the metadata', '{ name: p, namespace: shop, spec: {} }', 'metadata.spec: there is no such field'),
  metadata(
    'a generation that is a text',
    '{ name: p, namespace: shop, generation: first }',
    'metadata.generation: has to be a number, and is a text',
  ),
  metadata(
    'finalizers that are a text',
    '{ name: p, namespace: shop, finalizers: none }',
    'metadata.finalizers: has to be a list, and is a text',
  ),
  metadata('metadata that are a text', 'p', 'NetworkPolicy has no metadata.name'),
  metadata('metadata that are a list', '[{ name: p }]', 'NetworkPolicy has no metadata.name'),
  metadata('metadata that are null', 'null', 'NetworkPolicy has no metadata.name'),
  metadata(
    'a field of metadata called constructor',
    '{ name: p, namespace: shop, constructor: a }',
    'metadata.constructor: there is no such field',
  ),
  metadata(
    'a field of metadata called __proto__',
    '{ namespace: shop, __proto__: { name: p } }',
    'NetworkPolicy has no metadata.name',
  ),

  // Kinds and versions.
  object('no object', 'a: 1\n', 'this is no Kubernetes object: apiVersion or kind is missing'),
  object(
    'no kind',
    `apiVersion: ${net}\nmetadata: { name: p }\nspec: { podSelector: {} }\n`,
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'no apiVersion',
    'kind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {} }\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'no metadata',
    `apiVersion: ${net}\nkind: NetworkPolicy\nspec: { podSelector: {} }\n`,
    'NetworkPolicy has no metadata.name',
  ),
  object(
    'a misspelt apiVersion field',
    `apiversion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\n`,
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a Kind with a capital',
    `apiVersion: ${net}\nKind: NetworkPolicy\nmetadata: { name: p }\n`,
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'an apiVersion that is a number',
    'apiVersion: 1\nkind: Pod\nmetadata: { name: p }\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a kind that is a list',
    'apiVersion: v1\nkind: [Pod]\nmetadata: { name: p }\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a NetworkPolicy in v1',
    'apiVersion: v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in v1; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in extensions',
    'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in extensions/v1beta1; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in v1beta1',
    'apiVersion: networking.k8s.io/v1beta1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in networking.k8s.io/v1beta1; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in v2',
    'apiVersion: networking.k8s.io/v2\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in networking.k8s.io/v2; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in a group without a version',
    'apiVersion: networking.k8s.io\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in networking.k8s.io; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in apps',
    'apiVersion: apps/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in apps/v1; it is in networking.k8s.io/v1',
  ),
  object(
    'a NetworkPolicy in policy',
    'apiVersion: policy/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in policy/v1; it is in networking.k8s.io/v1',
  ),
  object(
    'a space after the apiVersion',
    'apiVersion: "networking.k8s.io/v1 "\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in networking.k8s.io/v1 ; it is in networking.k8s.io/v1',
  ),
  object(
    'a version in capitals',
    'apiVersion: networking.k8s.io/V1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'apiVersion: no API server has NetworkPolicy in networking.k8s.io/V1; it is in networking.k8s.io/v1',
  ),
  object(
    'an empty apiVersion',
    'apiVersion: ""\nkind: Pod\nmetadata: { name: p, namespace: shop }\n',
    'apiVersion: no API server has Pod in ; it is in v1',
  ),
  object(
    'a kind in lower case',
    `apiVersion: ${net}\nkind: networkpolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'did you mean "NetworkPolicy"?',
  ),
  object(
    'a kind with one capital',
    `apiVersion: ${net}\nkind: Networkpolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'did you mean "NetworkPolicy"?',
  ),
  object(
    'a kind in the plural',
    `apiVersion: ${net}\nkind: NetworkPolicies\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'did you mean "NetworkPolicy"?',
  ),
  object(
    'a kind with a space',
    `apiVersion: ${net}\nkind: Network Policy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'did you mean "NetworkPolicy"?',
  ),
  object(
    'a misspelt kind',
    `apiVersion: ${net}\nkind: NetworkPolcy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'did you mean "NetworkPolicy"?',
  ),
  object(
    'a short name for a kind',
    `apiVersion: ${net}\nkind: netpol\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n`,
    'kind: there is no kind "netpol" in networking.k8s.io/v1',
  ),
  object(
    'an empty kind',
    `apiVersion: ${net}\nkind: ""\nmetadata: { name: p, namespace: shop }\n`,
    'kind: there is no kind "" in networking.k8s.io/v1',
  ),
  object(
    'a kind called constructor',
    'apiVersion: v1\nkind: constructor\nmetadata: { name: p, namespace: shop }\n',
    'kind: there is no kind "constructor" in v1',
  ),
  object(
    'a kind called __proto__',
    'apiVersion: v1\nkind: __proto__\nmetadata: { name: p, namespace: shop }\n',
    'kind: there is no kind "__proto__" in v1',
  ),
  object(
    'an apiVersion called toString',
    'apiVersion: toString\nkind: Pod\nmetadata: { name: p, namespace: shop }\n',
    'apiVersion: no API server has Pod in toString; it is in v1',
  ),
  object(
    'an apiVersion called __proto__',
    'apiVersion: __proto__\nkind: Pod\nmetadata: { name: p, namespace: shop }\n',
    'apiVersion: no API server has Pod in __proto__; it is in v1',
  ),
  object(
    'a Deployment in v1',
    `apiVersion: v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'apiVersion: no API server has Deployment in v1; it is in apps/v1',
  ),
  object(
    'a Deployment in extensions',
    `apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${template} }\n`,
    'apiVersion: no API server has Deployment in extensions/v1beta1; it is in apps/v1',
  ),
  object(
    'a Deployment in apps/v1beta1',
    `apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${template} }\n`,
    'apiVersion: no API server has Deployment in apps/v1beta1; it is in apps/v1',
  ),
  object(
    'a Deployment in apps/v2',
    `apiVersion: apps/v2\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'apiVersion: no API server has Deployment in apps/v2; it is in apps/v1',
  ),
  object(
    'a StatefulSet in apps/v1beta2',
    `apiVersion: apps/v1beta2\nkind: StatefulSet\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'apiVersion: no API server has StatefulSet in apps/v1beta2; it is in apps/v1',
  ),
  object(
    'a DaemonSet in extensions',
    `apiVersion: extensions/v1beta1\nkind: DaemonSet\nmetadata: { name: x, namespace: shop }\nspec: { ${template} }\n`,
    'apiVersion: no API server has DaemonSet in extensions/v1beta1; it is in apps/v1',
  ),
  object(
    'a CronJob in batch/v1beta1',
    `apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: x, namespace: shop }\nspec: {}\n`,
    'apiVersion: no API server has CronJob in batch/v1beta1; it is in batch/v1',
  ),
  object(
    'a CronJob in batch/v2alpha1',
    `apiVersion: batch/v2alpha1\nkind: CronJob\nmetadata: { name: x, namespace: shop }\nspec: {}\n`,
    'apiVersion: no API server has CronJob in batch/v2alpha1; it is in batch/v1',
  ),
  object(
    'a Job in apps/v1',
    `apiVersion: apps/v1\nkind: Job\nmetadata: { name: x, namespace: shop }\nspec: { ${template} }\n`,
    'apiVersion: no API server has Job in apps/v1; it is in batch/v1',
  ),
  object(
    'a Pod in apps/v1',
    'apiVersion: apps/v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\n',
    'apiVersion: no API server has Pod in apps/v1; it is in v1',
  ),
  object(
    'a Service in apps/v1',
    'apiVersion: apps/v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n',
    'apiVersion: no API server has Service in apps/v1; it is in v1',
  ),
  object(
    'a Namespace in apps/v1',
    'apiVersion: apps/v1\nkind: Namespace\nmetadata: { name: x }\n',
    'apiVersion: no API server has Namespace in apps/v1; it is in v1',
  ),
  object(
    'a misspelt Deployment',
    `apiVersion: apps/v1\nkind: Deploymnet\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'did you mean "Deployment"?',
  ),
  object(
    'a misspelt Service',
    'apiVersion: v1\nkind: Sevice\nmetadata: { name: x, namespace: shop }\n',
    'did you mean "Service"?',
  ),
  object(
    'a misspelt Namespace',
    'apiVersion: v1\nkind: NameSpace\nmetadata: { name: x }\n',
    'did you mean "Namespace"?',
  ),
  object(
    'a misspelt StatefulSet',
    'apiVersion: apps/v1\nkind: Statefulset\nmetadata: { name: x, namespace: shop }\n',
    'did you mean "StatefulSet"?',
  ),
  object(
    'a misspelt CronJob',
    'apiVersion: batch/v1\nkind: Cronjob\nmetadata: { name: x, namespace: shop }\n',
    'did you mean "CronJob"?',
  ),
  object(
    'an AdminNetworkPolicy in policy/v1',
    `apiVersion: policy/v1\nkind: AdminNetworkPolicy\nmetadata: { name: x }\nspec: { ${inAdmin} }\n`,
    'kind: there is no kind "AdminNetworkPolicy" in policy/v1',
  ),

  // Lists.
  object(
    'a list with an item that is null',
    'apiVersion: v1\nkind: List\nitems: [null]\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a list with an item that is a text',
    'apiVersion: v1\nkind: List\nitems: [pod.yaml]\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a list with an item without a kind',
    'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, metadata: { name: x } }]\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a list with a bad item',
    `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: ${net}\n    kind: NetworkPolicy\n    metadata: { name: p, namespace: shop }\n    spec: { podSelectors: {} }\n`,
    'did you mean "podSelector"?',
  ),
  object(
    'a typed list with a bad item',
    `apiVersion: ${net}\nkind: NetworkPolicyList\nitems:\n  - metadata: { name: p, namespace: shop }\n    spec: { podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] }\n`,
    'spec.ingress.0.ports.0.port: has to be 1 at least',
  ),
  object(
    'objects in a list of YAML',
    `- apiVersion: ${net}\n  kind: NetworkPolicy\n  metadata: { name: p, namespace: shop }\n`,
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'objects one below another without a separator',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\napiVersion: v1\nkind: Namespace\nmetadata: { name: b }\n`,
    'Map keys must be unique',
  ),
  object(
    'a second document that is bad',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: B }\n`,
    'metadata.name: "B" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a bad document after an empty one',
    `---\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: a_b }\n`,
    'metadata.name: "a_b" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),

  // Pods, and what makes them.
  pod('a Pod without containers', '{}', 'spec.containers: there is no container'),
  pod('a Pod with an empty list of containers', '{ containers: [] }', 'spec.containers: there is no container'),
  pod('containers in the singular', '{ container: [{ name: x, image: x }] }', 'did you mean "containers"?'),
  pod(
    'containers that are a map',
    '{ containers: { name: x, image: x } }',
    'spec.containers: has to be a list, and is a map',
  ),
  pod(
    'containers by their names',
    '{ containers: { x: { image: x } } }',
    'spec.containers: has to be a list, and is a map',
  ),
  pod('a container that is a text', '{ containers: [nginx] }', 'spec.containers.0: has to be a map, and is a text'),
  pod(
    'a container without a name',
    '{ containers: [{ image: x }] }',
    'spec.containers.0.name: "" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  pod('a container without an image', '{ containers: [{ name: x }] }', 'spec.containers.0.image: is missing'),
  pod(
    'a container with an empty image',
    '{ containers: [{ name: x, image: "" }] }',
    'spec.containers.0.image: is missing',
  ),
  pod(
    'two containers of one name',
    '{ containers: [{ name: x, image: x }, { name: x, image: z }] }',
    'spec.containers.1.name: another container is called so',
  ),
  pod(
    'an init container named like a container',
    '{ containers: [{ name: x, image: x }], initContainers: [{ name: x, image: z }] }',
    'spec.initContainers.0.name: another container is called so',
  ),
  pod(
    'a container with a capital in its name',
    '{ containers: [{ name: Api, image: x }] }',
    'spec.containers.0.name: "Api" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  pod(
    'a container with an underscore in its name',
    '{ containers: [{ name: my_api, image: x }] }',
    'spec.containers.0.name: "my_api" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  pod(
    'a container with a dot in its name',
    '{ containers: [{ name: my.api, image: x }] }',
    'spec.containers.0.name: "my.api" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  pod(
    'an init container without an image',
    '{ containers: [{ name: x, image: x }], initContainers: [{ name: i }] }',
    'spec.initContainers.0.image: is missing',
  ),
  pod(
    'a Pod with replicas',
    '{ replicas: 2, containers: [{ name: x, image: x }] }',
    'spec.replicas: there is no such field',
  ),
  pod('a Pod with a template', `{ ${template} }`, 'spec.template: there is no such field'),
  pod(
    'a hostnetwork in lower case',
    '{ hostnetwork: true, containers: [{ name: x, image: x }] }',
    'did you mean "hostNetwork"?',
  ),
  pod(
    'a host network in quotes',
    '{ hostNetwork: "true", containers: [{ name: x, image: x }] }',
    'spec.hostNetwork: has to be true or false, and is a text',
  ),
  pod(
    'a restart policy that is a boolean',
    '{ restartPolicy: no, containers: [{ name: x, image: x }] }',
    'spec.restartPolicy: has to be a text',
  ),
  pod(
    'a node selector with a number',
    '{ nodeSelector: { zone: 1 }, containers: [{ name: x, image: x }] }',
    'spec.nodeSelector.zone: has to be a text',
  ),
  pod(
    'tolerations that are a map',
    '{ tolerations: { operator: Exists }, containers: [{ name: x, image: x }] }',
    'spec.tolerations: has to be a list, and is a map',
  ),
  pod(
    'volumes by their names',
    '{ volumes: { data: { emptyDir: {} } }, containers: [{ name: x, image: x }] }',
    'spec.volumes: has to be a list, and is a map',
  ),
  pod(
    'volume mounts of a Pod',
    '{ volumeMounts: [], containers: [{ name: x, image: x }] }',
    'spec.volumeMounts: there is no such field',
  ),
  pod(
    'a misspelt serviceAccountName',
    '{ serviceAcountName: a, containers: [{ name: x, image: x }] }',
    'did you mean "serviceAccountName"?',
  ),
  pod(
    'an image pull secret that is a text',
    '{ imagePullSecrets: [registry], containers: [{ name: x, image: x }] }',
    'spec.imagePullSecrets.0: has to be a map, and is a text',
  ),
  pod(
    'a grace period in quotes',
    '{ terminationGracePeriodSeconds: "30", containers: [{ name: x, image: x }] }',
    'spec.terminationGracePeriodSeconds: has to be a number, and is a text',
  ),
  pod(
    'a misspelt volume source',
    '{ volumes: [{ name: d, configmap: { name: c } }], containers: [{ name: x, image: x }] }',
    'did you mean "configMap"?',
  ),
  object(
    'a Pod without a spec',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\n',
    'spec.containers: there is no container',
  ),
  object(
    'containers beside the spec',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\ncontainers: [{ name: x, image: x }]\n',
    'containers: this field belongs into spec',
  ),
  object(
    'a Pod with an underscore in its name',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: my_pod, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\n',
    'metadata.name: "my_pod" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  object(
    'a Pod in a namespace that nothing creates',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shops }\nspec: { containers: [{ name: x, image: x }] }\n',
    'did you mean "shop"?',
  ),
  container('an image in capitals as a field', 'Image: y', 'did you mean "image"?'),
  container(
    'a container with ports that are numbers',
    'ports: [8080]',
    'spec.template.spec.containers.0.ports.0: has to be a map, and is a number',
  ),
  container(
    'a container with ports that are a map',
    'ports: { containerPort: 8080 }',
    'spec.template.spec.containers.0.ports: has to be a list, and is a map',
  ),
  container('a containerport in lower case', 'ports: [{ containerport: 8080 }]', 'did you mean "containerPort"?'),
  container(
    'a container port called port',
    'ports: [{ port: 8080 }]',
    'spec.template.spec.containers.0.ports.0.port: there is no such field',
  ),
  container(
    'a container port without its number',
    'ports: [{ name: http }]',
    'spec.template.spec.containers.0.ports.0.containerPort: is missing',
  ),
  container(
    'a container port in quotes',
    'ports: [{ containerPort: "8080" }]',
    'spec.template.spec.containers.0.ports.0.containerPort: has to be a number, and is a text',
  ),
  container(
    'a container port of 0',
    'ports: [{ containerPort: 0 }]',
    'spec.template.spec.containers.0.ports.0.containerPort: 0 is no port from 1 to 65535',
  ),
  container(
    'a container port above 65535',
    'ports: [{ containerPort: 80800 }]',
    'spec.template.spec.containers.0.ports.0.containerPort: 80800 is no port from 1 to 65535',
  ),
  container(
    'a container port below 0',
    'ports: [{ containerPort: -1 }]',
    'spec.template.spec.containers.0.ports.0.containerPort: -1 is no port from 1 to 65535',
  ),
  container(
    'a host port above 65535',
    'ports: [{ containerPort: 80, hostPort: 70000 }]',
    'spec.template.spec.containers.0.ports.0.hostPort: 70000 is no port from 1 to 65535',
  ),
  container(
    'a container port with a protocol in lower case',
    'ports: [{ containerPort: 80, protocol: tcp }]',
    'spec.template.spec.containers.0.ports.0.protocol: "tcp" is none of TCP, UDP and SCTP',
  ),
  container(
    'a container port with a name of 16 letters',
    'ports: [{ containerPort: 80, name: a-very-long-port }]',
    'spec.template.spec.containers.0.ports.0.name: "a-very-long-port" is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them',
  ),
  container(
    'a container port with a name in capitals',
    'ports: [{ containerPort: 80, name: HTTP }]',
    'spec.template.spec.containers.0.ports.0.name: "HTTP" is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them',
  ),
  container(
    'a container port with digits alone for a name',
    'ports: [{ containerPort: 80, name: "80" }]',
    'spec.template.spec.containers.0.ports.0.name: "80" is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them',
  ),
  container(
    'a container port with a number for a name',
    'ports: [{ containerPort: 80, name: 80 }]',
    'spec.template.spec.containers.0.ports.0.name: has to be a text',
  ),
  container(
    'a container port with an endPort',
    'ports: [{ containerPort: 80, endPort: 90 }]',
    'spec.template.spec.containers.0.ports.0.endPort: there is no such field',
  ),
  container(
    'variables that are a map',
    'env: { PORT: "80" }',
    'spec.template.spec.containers.0.env: has to be a list, and is a map',
  ),
  container(
    'a variable that is a number',
    'env: [{ name: PORT, value: 80 }]',
    'spec.template.spec.containers.0.env.0.value: has to be a text',
  ),
  container(
    'a variable that is a boolean',
    'env: [{ name: DEBUG, value: true }]',
    'spec.template.spec.containers.0.env.0.value: has to be a text',
  ),
  container(
    'a variable called key',
    'env: [{ key: PORT, value: "80" }]',
    'spec.template.spec.containers.0.env.0.key: there is no such field',
  ),
  container('a variable from a misspelt source', 'env: [{ name: A, valueForm: {} }]', 'did you mean "valueFrom"?'),
  container(
    'a command that is a text',
    'command: sh -c true',
    'spec.template.spec.containers.0.command: has to be a list, and is a text',
  ),
  container(
    'arguments with a number',
    'args: [--port, 80]',
    'spec.template.spec.containers.0.args.1: has to be a text',
  ),
  container('resources in the singular', 'resource: {}', 'did you mean "resources"?'),
  container('limits in the singular', 'resources: { limit: { cpu: 1 } }', 'did you mean "limits"?'),
  container(
    'a limit that is a boolean',
    'resources: { limits: { cpu: true } }',
    'spec.template.spec.containers.0.resources.limits.cpu: has to be a quantity, such as 500m or 1Gi',
  ),
  container(
    'a limit right in the resources',
    'resources: { cpu: 500m }',
    'spec.template.spec.containers.0.resources.cpu: there is no such field',
  ),
  container('a misspelt probe', 'readynessProbe: {}', 'did you mean "readinessProbe"?'),
  container('a probe with an httpget', 'livenessProbe: { httpget: { port: 80 } }', 'did you mean "httpGet"?'),
  container(
    'a probe with a delay in words',
    'livenessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 5s }',
    'spec.template.spec.containers.0.livenessProbe.initialDelaySeconds: has to be a number, and is a text',
  ),
  container(
    'a security context with a misspelt field',
    'securityContext: { runAsNonroot: true }',
    'did you mean "runAsNonRoot"?',
  ),
  container(
    'a user in quotes',
    'securityContext: { runAsUser: "1000" }',
    'spec.template.spec.containers.0.securityContext.runAsUser: has to be a number, and is a text',
  ),
  container(
    'capabilities that are a list',
    'securityContext: { capabilities: [NET_ADMIN] }',
    'spec.template.spec.containers.0.securityContext.capabilities: has to be a map, and is a list',
  ),
  container(
    'a volume mount with a misspelt path',
    'volumeMounts: [{ name: d, mountpath: /d }]',
    'did you mean "mountPath"?',
  ),
  deployment('replicas below 0', `{ replicas: -1, ${selecting}, ${template} }`, 'spec.replicas: -1 is less than none'),
  deployment(
    'replicas in quotes',
    `{ replicas: "2", ${selecting}, ${template} }`,
    'spec.replicas: has to be a number, and is a text',
  ),
  deployment(
    'replicas in words',
    `{ replicas: two, ${selecting}, ${template} }`,
    'spec.replicas: has to be a number, and is a text',
  ),
  deployment(
    'half a replica',
    `{ replicas: 1.5, ${selecting}, ${template} }`,
    'spec.replicas: has to be a whole number',
  ),
  deployment(
    'replicas beyond 32 bits',
    `{ replicas: 3000000000, ${selecting}, ${template} }`,
    'spec.replicas: has to be 2147483647 at most',
  ),
  deployment('replicas in the singular', `{ replica: 2, ${selecting}, ${template} }`, 'did you mean "replicas"?'),
  deployment('a Deployment without a selector', `{ ${template} }`, 'spec.selector: is missing, or empty'),
  deployment(
    'a Deployment with an empty selector',
    `{ selector: {}, ${template} }`,
    'spec.selector: is missing, or empty',
  ),
  deployment(
    'a label right in the selector of a Deployment',
    `{ selector: { app: x }, ${template} }`,
    'spec.selector.app: there is no such field',
  ),
  deployment(
    'a selector of other pods',
    `{ selector: { matchLabels: { app: z } }, ${template} }`,
    'spec.selector: app=z does not select the pods of spec.template',
  ),
  deployment(
    'a selector with one label too many',
    `{ selector: { matchLabels: { app: x, tier: web } }, ${template} }`,
    'spec.selector: app=x,tier=web does not select the pods of spec.template',
  ),
  deployment(
    'a Deployment without a template',
    `{ ${selecting} }`,
    'spec.selector: app=x does not select the pods of spec.template',
  ),
  deployment(
    'a template without labels',
    `{ ${selecting}, template: { spec: { containers: [{ name: x, image: x }] } } }`,
    'spec.selector: app=x does not select the pods of spec.template',
  ),
  deployment(
    'a template without a spec',
    `{ ${selecting}, template: { metadata: { labels: { app: x } } } }`,
    'spec.template.spec.containers: there is no container',
  ),
  deployment(
    'labels right in a template',
    `{ ${selecting}, template: { labels: { app: x }, spec: { containers: [{ name: x, image: x }] } } }`,
    'spec.template.labels: there is no such field',
  ),
  deployment(
    'containers right in a template',
    `{ ${selecting}, template: { metadata: { labels: { app: x } }, containers: [{ name: x, image: x }] } }`,
    'spec.template.containers: there is no such field',
  ),
  deployment(
    'containers right in the spec of a Deployment',
    `{ ${selecting}, containers: [{ name: x, image: x }], ${template} }`,
    'spec.containers: there is no such field',
  ),
  deployment(
    'a template that is a list',
    `{ ${selecting}, template: [] }`,
    'spec.template: has to be a map, and is a list',
  ),
  deployment(
    'a label of a template that is a number',
    `{ ${selecting}, template: { metadata: { labels: { app: x, version: 1 } }, spec: { containers: [{ name: x, image: x }] } } }`,
    'spec.template.metadata.labels.version: has to be a text',
  ),
  deployment(
    'a label of a template with a slash',
    `{ ${selecting}, template: { metadata: { labels: { app: x, image: a/b } }, spec: { containers: [{ name: x, image: x }] } } }`,
    'spec.template.metadata.labels.image: "a/b" is no value that a label can have',
  ),
  deployment(
    'a key of a template with a space',
    `{ ${selecting}, template: { metadata: { labels: { app: x, "a b": c } }, spec: { containers: [{ name: x, image: x }] } } }`,
    'spec.template.metadata.labels.a b: "a b" is no key of a label',
  ),
  deployment('a misspelt strategy', `{ ${selecting}, strategi: {}, ${template} }`, 'did you mean "strategy"?'),
  deployment(
    'an update strategy of a Deployment',
    `{ ${selecting}, updateStrategy: { type: RollingUpdate }, ${template} }`,
    'spec.updateStrategy: there is no such field',
  ),
  deployment(
    'a strategy that is a text',
    `{ ${selecting}, strategy: Recreate, ${template} }`,
    'spec.strategy: has to be a map, and is a text',
  ),
  deployment(
    'the name of a service of a Deployment',
    `{ ${selecting}, serviceName: x, ${template} }`,
    'spec.serviceName: there is no such field',
  ),
  deployment(
    'a selector that is a text',
    `{ selector: "app=x", ${template} }`,
    'spec.selector: has to be a map, and is a text',
  ),
  object(
    'a template beside the spec',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting} }\n${template}\n`,
    'Deployment shop/x, template: this field belongs into spec',
  ),
  object(
    'a Deployment with a capital in its name',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: MyApp, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'metadata.name: "MyApp" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  of(apps, 'StatefulSet')(
    'a StatefulSet without a selector',
    `{ serviceName: x, ${template} }`,
    'spec.selector: is missing, or empty',
  ),
  of(apps, 'StatefulSet')(
    'the service of a StatefulSet in lower case',
    `{ servicename: x, ${selecting}, ${template} }`,
    'did you mean "serviceName"?',
  ),
  of(apps, 'StatefulSet')(
    'a strategy of a StatefulSet',
    `{ strategy: {}, serviceName: x, ${selecting}, ${template} }`,
    'spec.strategy: there is no such field',
  ),
  of(apps, 'StatefulSet')(
    'volume claims in the singular',
    `{ volumeClaimTemplate: [], serviceName: x, ${selecting}, ${template} }`,
    'did you mean "volumeClaimTemplates"?',
  ),
  of(apps, 'StatefulSet')(
    'volume claims that are a map',
    `{ volumeClaimTemplates: {}, serviceName: x, ${selecting}, ${template} }`,
    'spec.volumeClaimTemplates: has to be a list, and is a map',
  ),
  of(apps, 'StatefulSet')(
    'a StatefulSet with replicas below 0',
    `{ replicas: -3, serviceName: x, ${selecting}, ${template} }`,
    'spec.replicas: -3 is less than none',
  ),
  of(apps, 'DaemonSet')(
    'a DaemonSet with replicas',
    `{ replicas: 1, ${selecting}, ${template} }`,
    'spec.replicas: there is no such field',
  ),
  of(apps, 'DaemonSet')(
    'a DaemonSet of other pods',
    `{ selector: { matchLabels: { name: x } }, ${template} }`,
    'spec.selector: name=x does not select the pods of spec.template',
  ),
  of(apps, 'DaemonSet')(
    'a DaemonSet with a strategy',
    `{ strategy: {}, ${selecting}, ${template} }`,
    'spec.strategy: there is no such field',
  ),
  of(apps, 'ReplicaSet')(
    'a ReplicaSet without a selector',
    `{ replicas: 1, ${template} }`,
    'spec.selector: is missing, or empty',
  ),
  of(apps, 'ReplicaSet')(
    'a ReplicaSet without a template',
    `{ replicas: 1, ${selecting} }`,
    'spec.selector: app=x does not select the pods of spec.template',
  ),
  of(apps, 'ReplicaSet')(
    'a ReplicaSet with a strategy',
    `{ strategy: { type: Recreate }, ${selecting}, ${template} }`,
    'spec.strategy: there is no such field',
  ),
  job('a Job without a template', '{}', 'spec.template.spec.containers: there is no container'),
  job(
    'a Job with replicas',
    '{ replicas: 1, template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'spec.replicas: there is no such field',
  ),
  job(
    'a Job with a schedule',
    '{ schedule: "* * * * *", template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'spec.schedule: there is no such field',
  ),
  job(
    'a restart policy beside the template',
    '{ restartPolicy: Never, template: { spec: { containers: [{ name: x, image: x }] } } }',
    'spec.restartPolicy: there is no such field',
  ),
  job(
    'a misspelt backoffLimit',
    '{ backOffLimit: 3, template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'did you mean "backoffLimit"?',
  ),
  job(
    'completions in words',
    '{ completions: all, template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'spec.completions: has to be a number, and is a text',
  ),
  job(
    'a Job without an image',
    '{ template: { spec: { restartPolicy: Never, containers: [{ name: x }] } } }',
    'spec.template.spec.containers.0.image: is missing',
  ),
  cronJob(
    'a template right in a CronJob',
    '{ schedule: "* * * * *", template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'spec.template: there is no such field',
  ),
  cronJob(
    'a CronJob without a spec in its jobTemplate',
    '{ schedule: "* * * * *", jobTemplate: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } }',
    'spec.jobTemplate.template: there is no such field',
  ),
  cronJob(
    'a CronJob without a jobTemplate',
    '{ schedule: "* * * * *" }',
    'spec.jobTemplate.spec.template.spec.containers: there is no container',
  ),
  cronJob('a jobtemplate in lower case', '{ schedule: "* * * * *", jobtemplate: {} }', 'did you mean "jobTemplate"?'),
  cronJob(
    'a schedule that is a number',
    '{ schedule: 5, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.schedule: has to be a text',
  ),
  cronJob(
    'a CronJob that is suspended in quotes',
    '{ schedule: "* * * * *", suspend: "true", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.suspend: has to be true or false, and is a text',
  ),
  cronJob(
    'a CronJob with two containers of one name',
    '{ schedule: "* * * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }, { name: x, image: z }] } } } } }',
    'containers.1.name: another container is called so',
  ),

  // Services.
  service('a Service without ports', '{ selector: { app: api } }', 'spec.ports: there is no port'),
  service(
    'a Service with an empty list of ports',
    '{ selector: { app: api }, ports: [] }',
    'spec.ports: there is no port',
  ),
  service(
    'a Service with ports in the singular',
    '{ selector: { app: api }, port: [{ port: 80 }] }',
    'did you mean "ports"?',
  ),
  service('a Service with ports that are numbers', '{ ports: [80] }', 'spec.ports.0: has to be a map, and is a number'),
  service(
    'a Service with ports that are a map',
    '{ ports: { port: 80 } }',
    'spec.ports: has to be a list, and is a map',
  ),
  service(
    'a Service with a port in quotes',
    '{ ports: [{ port: "80" }] }',
    'spec.ports.0.port: has to be a number, and is a text',
  ),
  service('a Service with a port of 0', '{ ports: [{ port: 0 }] }', 'spec.ports.0.port: 0 is no port from 1 to 65535'),
  service(
    'a Service with a port above 65535',
    '{ ports: [{ port: 100000 }] }',
    'spec.ports.0.port: 100000 is no port from 1 to 65535',
  ),
  service('a Service with a target alone', '{ ports: [{ targetPort: 8080 }] }', 'spec.ports.0.port: is missing'),
  service(
    'a Service with a name for a port',
    '{ ports: [{ port: http }] }',
    'spec.ports.0.port: has to be a number, and is a text',
  ),
  service('a targetport in lower case', '{ ports: [{ port: 80, targetport: 8080 }] }', 'did you mean "targetPort"?'),
  service(
    'a target in quotes',
    '{ ports: [{ port: 80, targetPort: "8080" }] }',
    'spec.ports.0.targetPort: "8080" is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them',
  ),
  service(
    'a target above 65535',
    '{ ports: [{ port: 80, targetPort: 80800 }] }',
    'spec.ports.0.targetPort: 80800 is no port from 1 to 65535',
  ),
  service(
    'a target with an underscore',
    '{ ports: [{ port: 80, targetPort: http_api }] }',
    'spec.ports.0.targetPort: "http_api" is no name that a port can have: 1 to 15 of a-z, 0-9 and -, with a letter among them',
  ),
  service(
    'a target that is a list',
    '{ ports: [{ port: 80, targetPort: [8080] }] }',
    'spec.ports.0.targetPort: has to be a number or a name',
  ),
  service(
    'a Service with HTTP for a protocol',
    '{ ports: [{ port: 80, protocol: HTTP }] }',
    'spec.ports.0.protocol: "HTTP" is none of TCP, UDP and SCTP',
  ),
  service(
    'a Service with a protocol in lower case',
    '{ ports: [{ port: 53, protocol: udp }] }',
    'spec.ports.0.protocol: "udp" is none of TCP, UDP and SCTP',
  ),
  service(
    'two ports without names',
    '{ ports: [{ port: 80 }, { port: 443 }] }',
    'spec.ports.0.name: is missing, as there are several ports',
  ),
  service(
    'two ports, one of them without a name',
    '{ ports: [{ name: http, port: 80 }, { port: 443 }] }',
    'spec.ports.1.name: is missing, as there are several ports',
  ),
  service(
    'a Service that selects by a number',
    '{ selector: { version: 1 }, ports: [{ port: 80 }] }',
    'spec.selector.version: has to be a text',
  ),
  service(
    'a Service that selects by a list',
    '{ selector: [app], ports: [{ port: 80 }] }',
    'spec.selector: has to be a map, and is a list',
  ),
  service('a misspelt selector', '{ selektor: { app: api }, ports: [{ port: 80 }] }', 'did you mean "selector"?'),
  service(
    'a Service with a pod selector',
    '{ podSelector: {}, ports: [{ port: 80 }] }',
    'spec.podSelector: there is no such field',
  ),
  service('a clusterIp with a small letter', '{ clusterIp: None, ports: [{ port: 80 }] }', 'did you mean "clusterIP"?'),
  service(
    'a containerPort of a Service',
    '{ ports: [{ containerPort: 80 }] }',
    'spec.ports.0.containerPort: there is no such field',
  ),
  service(
    'a nodePort in quotes',
    '{ type: NodePort, ports: [{ port: 80, nodePort: "30080" }] }',
    'spec.ports.0.nodePort: has to be a number, and is a text',
  ),
  service(
    'a misspelt nodePort',
    '{ type: NodePort, ports: [{ port: 80, nodeport: 30080 }] }',
    'did you mean "nodePort"?',
  ),
  object(
    'a Service with a capital in its name',
    'apiVersion: v1\nkind: Service\nmetadata: { name: Api, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n',
    'metadata.name: "Api" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Service with a dot in its name',
    'apiVersion: v1\nkind: Service\nmetadata: { name: api.shop, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n',
    'metadata.name: "api.shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Service of 64 characters',
    `apiVersion: v1\nkind: Service\nmetadata: { name: ${'a'.repeat(64)}, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n`,
    'is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'ports beside the spec of a Service',
    'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: {}\nports: [{ port: 80 }]\n',
    'ports: this field belongs into spec',
  ),
  object(
    'a Service without a spec',
    'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\n',
    'spec.ports: there is no port',
  ),
  object(
    'a Service in a namespace that nothing creates',
    'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: sh0p }\nspec: { ports: [{ port: 80 }] }\n',
    'did you mean "shop"?',
  ),

  // Namespaces.
  object(
    'a Namespace with a capital',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: Shop }\n',
    'metadata.name: "Shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Namespace with a dot',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop.prod }\n',
    'metadata.name: "shop.prod" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Namespace with an underscore',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: my_shop }\n',
    'metadata.name: "my_shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Namespace of 64 characters',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${'a'.repeat(64)} }\n`,
    'is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Namespace without a name',
    'apiVersion: v1\nkind: Namespace\nmetadata: {}\n',
    'Namespace has no metadata.name',
  ),
  object(
    'a Namespace that is named beside its metadata',
    'apiVersion: v1\nkind: Namespace\nname: shop\n',
    'Namespace has no metadata.name',
  ),
  object(
    'a Namespace with a label that is true',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { istio-injection: on } }\n',
    'metadata.labels.istio-injection: has to be a text',
  ),
  object(
    'a Namespace with a label with a space',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { team: a b } }\n',
    'metadata.labels.team: "a b" is no value that a label can have',
  ),
  object(
    'a Namespace with labels in its spec',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\nspec: { labels: { team: a } }\n',
    'spec.labels: there is no such field',
  ),
  object(
    'a Namespace with labels beside its metadata',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\nlabels: { team: a }\n',
    'labels: there is no such field',
  ),

  // Policies of administrators.
  admin(
    'an AdminNetworkPolicy with an empty subject',
    '{ priority: 10, subject: {} }',
    'spec.subject: needs exactly one of namespaces, pods',
  ),
  admin(
    'a subject of two kinds',
    '{ priority: 10, subject: { namespaces: {}, pods: { namespaceSelector: {}, podSelector: {} } } }',
    'spec.subject: needs exactly one of namespaces, pods',
  ),
  admin(
    'a subject with a podSelector',
    '{ priority: 10, subject: { podSelector: {} } }',
    'there is no such field: podSelector',
  ),
  admin(
    'a subject of pods without namespaces',
    '{ priority: 10, subject: { pods: { podSelector: {} } } }',
    'spec.subject.pods.namespaceSelector:',
  ),
  admin('a subject that is a list', '{ priority: 10, subject: [] }', 'spec.subject: has to be a map, and is a list'),
  admin(
    'namespaces of a subject by their names',
    '{ priority: 10, subject: { namespaces: [shop] } }',
    'spec.subject.namespaces: has to be a map, and is a list',
  ),
  admin(
    'a label right in the namespaces of a subject',
    '{ priority: 10, subject: { namespaces: { team: a } } }',
    'there is no such field: team',
  ),
  admin('an AdminNetworkPolicy without a priority', '{ subject: { namespaces: {} } }', 'spec.priority:'),
  admin('a priority below 0', '{ priority: -1, subject: { namespaces: {} } }', 'spec.priority: has to be 0 at least'),
  admin(
    'a priority above 1000',
    '{ priority: 1001, subject: { namespaces: {} } }',
    'spec.priority: has to be 1000 at most',
  ),
  admin(
    'a priority in quotes',
    '{ priority: "10", subject: { namespaces: {} } }',
    'spec.priority: has to be a number, and is a text',
  ),
  admin('half a priority', '{ priority: 1.5, subject: { namespaces: {} } }', 'spec.priority: has to be a whole number'),
  admin(
    'an AdminNetworkPolicy with a podSelector',
    `{ ${inAdmin}, podSelector: {} }`,
    'spec.podSelector: there is no such field',
  ),
  admin(
    'an AdminNetworkPolicy with policy types',
    `{ ${inAdmin}, policyTypes: [Ingress] }`,
    'spec.policyTypes: there is no such field',
  ),
  admin('an AdminNetworkPolicy with a tier', `{ ${inAdmin}, tier: Admin }`, 'spec.tier: there is no such field'),
  admin(
    'a rule without an action',
    `{ ${inAdmin}, ingress: [{ from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.action: has to be Allow, Deny or Pass',
  ),
  admin(
    'an action in lower case',
    `{ ${inAdmin}, ingress: [{ action: deny, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.action: has to be Allow, Deny or Pass',
  ),
  admin(
    'an action of another kind',
    `{ ${inAdmin}, ingress: [{ action: Accept, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.action: has to be Allow, Deny or Pass',
  ),
  admin(
    'an action that there is not',
    `{ ${inAdmin}, ingress: [{ action: Block, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.action: has to be Allow, Deny or Pass',
  ),
  admin('a rule without peers', `{ ${inAdmin}, ingress: [{ action: Deny }] }`, 'spec.ingress.0.from:'),
  admin(
    'a rule with an empty list of peers',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [] }] }`,
    'spec.ingress.0.from: is empty',
  ),
  admin(
    'an admin rule with to in ingress',
    `{ ${inAdmin}, ingress: [{ action: Deny, to: [{ namespaces: {} }] }] }`,
    'there is no such field: to',
  ),
  admin(
    'an admin rule with from in egress',
    `{ ${inAdmin}, egress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
    'there is no such field: from',
  ),
  admin(
    'a peer of two kinds',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{ namespaces: {}, networks: [10.0.0.0/8] }] }] }`,
    'spec.egress.0.to.0: needs exactly one of namespaces, pods, nodes, networks, domainNames',
  ),
  admin(
    'a peer of no kind',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{}] }] }`,
    'spec.egress.0.to.0: needs exactly one of namespaces, pods, nodes, networks, domainNames',
  ),
  admin(
    'networks in an ingress rule',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ networks: [10.0.0.0/8] }] }] }`,
    'there is no such field: networks',
  ),
  admin(
    'networks in an empty list',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{ networks: [] }] }] }`,
    'spec.egress.0.to.0.networks: is empty',
  ),
  admin(
    'networks that are a text',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{ networks: 10.0.0.0/8 }] }] }`,
    'spec.egress.0.to.0.networks: has to be a list, and is a text',
  ),
  admin(
    'a network that is a word',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{ networks: [internet] }] }] }`,
    'spec.egress.0.to.0.networks.0: "internet" is not a CIDR such as 10.0.0.0/8',
  ),
  admin(
    'an ipBlock in an admin policy',
    `{ ${inAdmin}, egress: [{ action: Deny, to: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }`,
    'there is no such field: ipBlock',
  ),
  admin(
    'a namespaceSelector for an admin peer',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaceSelector: {} }] }] }`,
    'there is no such field: namespaceSelector',
  ),
  admin(
    'an admin port as NetworkPolicies have it',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ protocol: TCP, port: 80 }] }] }`,
    'there is no such field: protocol, port',
  ),
  admin(
    'an admin port that is a number',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: 80 }] }] }`,
    'spec.ingress.0.ports.0.portNumber: has to be a map, and is a number',
  ),
  admin(
    'an admin port without its number',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: TCP } }] }] }`,
    'spec.ingress.0.ports.0.portNumber.port:',
  ),
  admin(
    'an admin port of 0',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: TCP, port: 0 } }] }] }`,
    'spec.ingress.0.ports.0.portNumber.port: has to be 1 at least',
  ),
  admin(
    'an admin port of two kinds',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ namedPort: http, portNumber: { port: 80 } }] }] }`,
    'spec.ingress.0.ports.0: needs exactly one of portNumber, namedPort, portRange',
  ),
  admin(
    'an admin range that ends before it starts',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portRange: { protocol: TCP, start: 90, end: 80 } }] }] }`,
    'spec.ingress.0.ports.0.portRange: start must be less than end',
  ),
  admin(
    'an admin range of one port',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portRange: { protocol: TCP, start: 80, end: 80 } }] }] }`,
    'spec.ingress.0.ports.0.portRange: start must be less than end',
  ),
  admin(
    'an admin range without an end',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portRange: { protocol: TCP, start: 80 } }] }] }`,
    'spec.ingress.0.ports.0.portRange.end:',
  ),
  admin(
    'protocols in an AdminNetworkPolicy',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: {} }] }] }`,
    'there is no such field: protocols',
  ),
  admin(
    'a name of a rule that is a number',
    `{ ${inAdmin}, ingress: [{ name: 1, action: Deny, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.name: has to be a text, and is a number',
  ),
  admin(
    'a name of a rule of 101 characters',
    `{ ${inAdmin}, ingress: [{ name: ${'a'.repeat(101)}, action: Deny, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.name: has more than 100 characters',
  ),
  admin(
    'a field of an admin policy called constructor',
    `{ ${inAdmin}, constructor: {} }`,
    'spec.constructor: there is no such field',
  ),
  admin(
    'a field of an admin policy called __proto__',
    `{ ${inAdmin}, __proto__: {} }`,
    'object.yaml:4:63: AdminNetworkPolicy default, spec.__proto__: nothing can be called __proto__',
  ),
  admin(
    'a label of a subject that is a number',
    '{ priority: 10, subject: { namespaces: { matchLabels: { tier: 1 } } } }',
    'spec.subject.namespaces.matchLabels.tier: has to be a text, and is a number',
  ),
  object(
    'an AdminNetworkPolicy without a spec',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: { name: x }\n`,
    'spec.priority:',
  ),
  object(
    'an AdminNetworkPolicy without a name',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: {}\nspec: { ${inAdmin} }\n`,
    'AdminNetworkPolicy has no metadata.name',
  ),
  object(
    'an AdminNetworkPolicy with a label that is a number',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: { name: x, labels: { team: 1 } }\nspec: { ${inAdmin} }\n`,
    'metadata.labels.team: has to be a text',
  ),
  object(
    'a BaselineAdminNetworkPolicy of another name',
    `apiVersion: ${alpha1}\nkind: BaselineAdminNetworkPolicy\nmetadata: { name: baseline }\nspec: { subject: { namespaces: {} } }\n`,
    'metadata.name: has to be "default", for there is one in a cluster',
  ),
  baseline(
    'a baseline with a priority',
    '{ priority: 10, subject: { namespaces: {} } }',
    'spec.priority: there is no such field',
  ),
  baseline('a baseline without a subject', '{}', 'spec.subject:'),
  baseline(
    'a baseline that passes',
    '{ subject: { namespaces: {} }, ingress: [{ action: Pass, from: [{ namespaces: {} }] }] }',
    'spec.ingress.0.action: has to be Allow or Deny',
  ),
  baseline(
    'a baseline about domain names',
    '{ subject: { namespaces: {} }, egress: [{ action: Allow, to: [{ domainNames: [example.com] }] }] }',
    'there is no such field: domainNames',
  ),
  cluster(
    'a ClusterNetworkPolicy without a tier',
    '{ priority: 10, subject: { namespaces: {} } }',
    'spec.tier: has to be Admin or Baseline',
  ),
  cluster(
    'a tier in lower case',
    '{ tier: admin, priority: 10, subject: { namespaces: {} } }',
    'spec.tier: has to be Admin or Baseline',
  ),
  cluster(
    'a tier that there is not',
    '{ tier: Cluster, priority: 10, subject: { namespaces: {} } }',
    'spec.tier: has to be Admin or Baseline',
  ),
  cluster(
    'a ClusterNetworkPolicy without a priority',
    '{ tier: Admin, subject: { namespaces: {} } }',
    'spec.priority:',
  ),
  cluster('a ClusterNetworkPolicy without a subject', '{ tier: Admin, priority: 10 }', 'spec.subject:'),
  cluster(
    'the action Allow in a ClusterNetworkPolicy',
    `{ ${inCluster}, ingress: [{ action: Allow, from: [{ namespaces: {} }] }] }`,
    'spec.ingress.0.action: has to be Accept, Deny or Pass',
  ),
  cluster(
    'ports in a ClusterNetworkPolicy',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], ports: [{ portNumber: { port: 80 } }] }] }`,
    'there is no such field: ports',
  ),
  cluster(
    'a protocol without a port',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: {} }] }] }`,
    'spec.ingress.0.protocols.0.tcp.destinationPort:',
  ),
  cluster(
    'two protocols in one item',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 53 } }, udp: { destinationPort: { number: 53 } } }] }] }`,
    'spec.ingress.0.protocols.0: needs exactly one of tcp, udp, sctp, destinationNamedPort',
  ),
  cluster(
    'a protocol in capitals',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ TCP: { destinationPort: { number: 80 } } }] }] }`,
    'there is no such field: TCP',
  ),
  cluster(
    'a destination port that is a number',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: 80 } }] }] }`,
    'spec.ingress.0.protocols.0.tcp.destinationPort: has to be a map, and is a number',
  ),
  cluster(
    'a destination port above 65535',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { number: 70000 } } }] }] }`,
    'spec.ingress.0.protocols.0.tcp.destinationPort.number: has to be 65535 at most',
  ),
  cluster(
    'a range of ports that ends before it starts',
    `{ ${inCluster}, ingress: [{ action: Deny, from: [{ namespaces: {} }], protocols: [{ tcp: { destinationPort: { range: { start: 90, end: 80 } } } }] }] }`,
    'spec.ingress.0.protocols.0.tcp.destinationPort.range: start must be less than end',
  ),
  cluster(
    'more than 25 rules',
    `{ ${inCluster}, ingress: [${repeated('{ action: Deny, from: [{ namespaces: {} }] }', 26)}] }`,
    'spec.ingress: has more than 25 items',
  ),

  // What is no YAML, or none that means anything.
  object('an empty file', '', '"object.yaml" holds no Kubernetes object'),
  object('a file of comments', '# deny all\n', '"object.yaml" holds no Kubernetes object'),
  object('a file of separators', '---\n---\n', '"object.yaml" holds no Kubernetes object'),
  object('a text', 'hello\n', 'this is no Kubernetes object: apiVersion or kind is missing'),
  object('a number', '42\n', 'this is no Kubernetes object: apiVersion or kind is missing'),
  object('an empty list', '[]\n', 'this is no Kubernetes object: apiVersion or kind is missing'),
  object(
    'a page of HTML',
    '<!DOCTYPE html>\n<html><head><title>404: Not Found</title></head></html>\n',
    'Implicit keys need to be on a single line',
  ),
  object(
    'the answer of a server that has no such file',
    '404: Not Found\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a table that kubectl printed',
    'NAME       POD-SELECTOR   AGE\ndeny-all   <none>         3d\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'an error that kubectl printed',
    'Error from server (NotFound): networkpolicies.networking.k8s.io "p" not found\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'the marks of a merge',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n<<<<<<< HEAD\n  name: a\n=======\n  name: b\n>>>>>>> main\n',
    'Implicit keys need to be on a single line',
  ),
  object(
    'a patch',
    '--- a/policy.yaml\n+++ b/policy.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2\n',
    'Block collection cannot start on same line with directives-end marker',
  ),
  object(
    'a file for Docker Compose',
    'services:\n  api:\n    image: api\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a JSON patch',
    '- op: replace\n  path: /spec/replicas\n  value: 2\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'the values of a chart',
    'replicaCount: 1\nimage: { repository: nginx }\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'the description of a chart',
    'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a kustomization',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [policy.yaml]\n',
    'this is a kustomization; render it: kubectl kustomize FOLDER | flowproof lint -',
  ),
  object(
    'a kustomization without a kind',
    'resources: [policy.yaml]\n',
    'this is no Kubernetes object: apiVersion or kind is missing',
  ),
  object(
    'a Helm template with a condition',
    '{{- if .Values.enabled }}\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n{{- end }}\n',
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  object(
    'a Helm template in a name',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {{ .Release.Name }}\n',
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  object(
    'a Helm template within a name',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {{ .Release.Name }}-shop\n',
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  object(
    'a Helm template at the end of a name',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop-{{ .Release.Name }}\n',
    'metadata.name: "shop-{{ .Release.Name }}" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a Helm template of labels',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    {{- include "shop.labels" . | nindent 4 }}\n',
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  object(
    'a Helm template with a loop',
    'apiVersion: v1\nkind: List\nitems:\n{{- range .Values.namespaces }}\n  - apiVersion: v1\n    kind: Namespace\n    metadata: { name: {{ . }} }\n{{- end }}\n',
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  object(
    'a Jinja template',
    '{% for name in names %}\napiVersion: v1\nkind: Namespace\nmetadata: { name: {{ name }} }\n{% endfor %}\n',
    'Plain value cannot start with directive indicator character %',
  ),
  object(
    'a tab for indentation',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n\tname: a\n',
    'Tabs are not allowed as indentation',
  ),
  object(
    'a tab among spaces',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  labels:\n  \tapp: a\n  name: a\n',
    'Tabs are not allowed as indentation',
  ),
  object(
    'a line that is indented too far',
    'apiVersion: v1\n kind: Namespace\nmetadata: { name: a }\n',
    'Nested mappings are not allowed in compact mappings',
  ),
  object(
    'a line that is indented too little',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n    labels:\n      app: a\n   name: a\n',
    'All mapping items must start at the same column',
  ),
  object(
    'an item that is indented too little',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec:\n  ingress:\n    - from: []\n   - ports: []\n`,
    'A block sequence may not be used as an implicit map key',
  ),
  object(
    'two colons in one line',
    'apiVersion: v1\nkind: Namespace\nmetadata: name: a\n',
    'Nested mappings are not allowed in compact mappings',
  ),
  object(
    'a colon without a space',
    'apiVersion:v1\nkind:Namespace\nmetadata: { name: a }\n',
    'Implicit keys need to be on a single line',
  ),
  object(
    'a line without a colon',
    'apiVersion: v1\nkind: Namespace\nmetadata\n  name: a\n',
    'Implicit keys need to be on a single line',
  ),
  object(
    'a bracket that stays open',
    'apiVersion: v1\nkind: List\nitems: [\n',
    'Flow sequence in block collection must be sufficiently indented and end with a ]',
  ),
  object(
    'a brace that stays open',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a\n',
    'Flow map in block collection must be sufficiently indented and end with a }',
  ),
  object(
    'a brace too many',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a } }\n',
    'Unexpected flow-map-end token in YAML stream: "}"',
  ),
  object(
    'a bracket that closes a brace',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a ]\n',
    'Flow map in block collection must be sufficiently indented and end with a }',
  ),
  object(
    'a quote that stays open',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: "a }\n',
    'Missing closing "quote',
  ),
  object(
    'text behind a quote',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "a"-b\n',
    'Unexpected scalar at node end',
  ),
  object(
    'an escape that there is not',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "a\\q"\n',
    'Invalid escape sequence \\q',
  ),
  object(
    'a key twice',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  name: b\n',
    'Map keys must be unique',
  ),
  object(
    'a spec twice',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\nspec: { podSelector: {}, ingress: [{}] }\n`,
    'Map keys must be unique',
  ),
  object(
    'ingress twice',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec:\n  podSelector: {}\n  ingress: [{}]\n  ingress: []\n`,
    'Map keys must be unique',
  ),
  object(
    'a star without quotes',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {}, ingress: [{ from: * }] }\n`,
    'object.yaml:4:44: a * needs quotes: "*"',
  ),
  object(
    'an at sign without quotes',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  annotations:\n    owner: @team\n',
    'Plain value cannot start with reserved character @',
  ),
  object(
    'a backtick without quotes',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: `a`\n',
    'Plain value cannot start with reserved character `',
  ),
  object(
    'an alias of nothing',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels: *labels\n',
    'Unresolved alias (the anchor must be set before the alias): labels',
  ),
  object(
    'an alias before its anchor',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels: *x\n  annotations: &x { a: b }\n',
    'Unresolved alias (the anchor must be set before the alias): x',
  ),
  object(
    'an alias of another document',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: &x { a: b } }\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: b, labels: *x }\n',
    'Unresolved alias (the anchor must be set before the alias): x',
  ),
  object(
    'a merge of a text',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  <<: text\n  name: a\n',
    'Merge sources must be maps or map aliases',
  ),
  object(
    'an alias bomb',
    `a: &a [${repeated('x', 9)}]\n${'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${repeated(`*${'abcdefgh'.charAt(index)}`, 9)}]\n`)
      .join('')}`,
    'Excessive alias count indicates a resource exhaustion attack',
  ),
  object('20,000 brackets', '['.repeat(20_000), 'this is nested too deeply'),
  object('20,000 brackets that are closed', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'this is nested too deeply'),
  object(
    '20,000 braces in a field',
    `apiVersion: v1\nkind: Namespace\nmetadata: ${'{ a: '.repeat(20_000)}1${' }'.repeat(20_000)}\n`,
    'this is nested too deeply',
  ),
  object('20,000 lists in one line', `${'- '.repeat(20_000)}a\n`, 'this is nested too deeply'),
  object('bytes that are no text', 'apiVersion: v1\u0000\u0001\u0002\n', 'this is no text'),
  object('a program', '\u007FELF\u0002\u0001\u0001\u0000\u0000', 'this is no text'),
  object(
    'a raw escape character in an alias',
    'apiVersion: v1\nkind: Namespace\nmetadata: *\u001B[31ma\n',
    'object.yaml:3:12: a control character is no part of a text',
  ),
  object(
    'JSON that is cut short',
    '{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "a"',
    'Flow map in block collection must be sufficiently indented and end with a }',
  ),
  object(
    'JSON without a comma',
    '{ "apiVersion": "v1" "kind": "Namespace", "metadata": { "name": "a" } }',
    'Unexpected double-quoted-scalar token',
  ),
  object(
    'JSON with a misspelt field',
    `{ "apiVersion": "${net}", "kind": "NetworkPolicy", "metadata": { "name": "p", "namespace": "shop" }, "spec": { "podSelektor": {} } }`,
    'did you mean "podSelector"?',
  ),
  block(
    'a CIDR of 3,000 characters',
    `{ cidr: ${'1'.repeat(3000)} }`,
    'spec.egress.0.to.0.ipBlock.cidr: has to be a text',
  ),

  // The same, as the linter says it.
  lint(
    'a misspelt field, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelektor: {} }\n`,
    1,
    'did you mean "podSelector"?',
  ),
  lint(
    'a bad CIDR, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/33 } }] }] }\n`,
    1,
    'spec.egress.0.to.0.ipBlock.cidr: "10.0.0.0/33" is not a CIDR such as 10.0.0.0/8',
  ),
  lint(
    'an exception outside of its CIDR, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [1.1.1.1/32] } }] }] }\n`,
    1,
    'the exception 1.1.1.1/32 is not inside of 10.0.0.0/8, or is all of it',
  ),
  lint(
    'a port in quotes, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, ingress: [{ ports: [{ port: "80" }] }] }\n`,
    1,
    'port "80" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -',
  ),
  lint(
    'a label of a selector with a space, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: { matchLabels: { app: a b } } }\n`,
    1,
    'in this selector, "a b" is no value that a label can have',
  ),
  lint(
    'a NetworkPolicy in extensions, linted',
    'apiVersion: extensions/v1beta1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {} }\n',
    1,
    'No cluster serves extensions/v1beta1, so that the policy cannot be applied',
  ),
  lint(
    'a Deployment of other pods, linted',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { selector: { matchLabels: { app: z } }, ${template} }\n`,
    1,
    'spec.selector: app=z does not select the pods of spec.template',
  ),
  lint(
    'a Namespace with a capital, linted',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: Shop }\n',
    1,
    'metadata.name: "Shop" is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  lint(
    'a bad name with an escape character, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: "\\e[31mp" }\nspec: { podSelector: {} }\n`,
    1,
    'metadata.name: "\\u001b[31mp" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  lint(
    'a misspelt field with an escape character, linted',
    `apiVersion: ${net}\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {}, "\\e[31m": 1 }\n`,
    1,
    'spec.: there is no such field',
  ),
  lint('no object, linted', 'a: 1\n', 2, 'this is no Kubernetes object: apiVersion or kind is missing'),
  lint(
    'a tab for indentation, linted',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n\tname: a\n',
    2,
    'Tabs are not allowed as indentation',
  ),
  lint(
    'a Helm template, linted',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {{ .Release.Name }}\n',
    2,
    'this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  lint(
    'a kustomization, linted',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    2,
    'this is a kustomization; render it: kubectl kustomize FOLDER | flowproof lint -',
  ),
  lint('bytes that are no text, linted', 'a: \u0000\n', 2, 'this is no text'),
  lint('20,000 brackets, linted', '['.repeat(20_000), 2, 'this is nested too deeply'),

  // Nulls, which are decoded as if they were empty.
  selector('an expression that is null', '{ matchExpressions: [null] }', 'spec.podSelector.matchExpressions.0'),
  policy('a policy type that is null', '{ podSelector: {}, policyTypes: [null] }', 'spec.policyTypes.0'),
  block('a CIDR that is null', '{ cidr: null }', 'spec.egress.0.to.0.ipBlock.cidr'),
  block('an exception that is null', '{ cidr: 10.0.0.0/8, except: [null] }', 'spec.egress.0.to.0.ipBlock.except.0'),
  pod('a container that is null', '{ containers: [null] }', 'spec.containers.0.image: is missing'),
  container(
    'a container port that is null',
    'ports: [null]',
    'spec.template.spec.containers.0.ports.0.containerPort: is missing',
  ),
  service('a port of a Service that is null', '{ ports: [null] }', 'spec.ports.0.port: is missing'),
  admin('an admin rule that is null', `{ ${inAdmin}, ingress: [null] }`, 'spec.ingress.0'),
  admin(
    'an admin peer that is null',
    `{ ${inAdmin}, ingress: [{ action: Deny, from: [null] }] }`,
    'spec.ingress.0.from.0',
  ),
  service('a port that is not a number', '{ ports: [{ port: .nan }] }', 'spec.ports.0.port'),
  selector(
    'a value with a C1 control character',
    '{ matchLabels: { app: "api\\u009b31m" } }',
    'is no value that a label can have',
  ),
  selector('a key with an escape character', '{ matchLabels: { "\\e[31mapp": api } }', 'is no key of a label'),
  metadata('a name with an escape character', '{ name: "\\e[31mp", namespace: shop }', 'metadata.name:'),
  metadata('a name with a bell', '{ name: "p\\a", namespace: shop }', 'metadata.name:'),
  metadata('a name with a C1 control character', '{ name: "p\\u009b31m", namespace: shop }', 'metadata.name:'),
  metadata('a namespace with an escape character', '{ name: p, namespace: "\\e]0;x\\a" }', 'metadata.namespace:'),
  metadata(
    'a key of an object with an escape character',
    '{ name: p, namespace: shop, labels: { "\\e[2J": a } }',
    'is no key of a label',
  ),
  metadata(
    'a field of metadata with an escape character',
    '{ name: p, namespace: shop, "\\e[31mlabels": {} }',
    'there is no such field',
  ),
  object(
    'a kind with an escape character',
    'apiVersion: v1\nkind: "\\e[31mPod"\nmetadata: { name: p, namespace: shop }\n',
    'there is no kind',
  ),
  object(
    'an apiVersion with an escape character',
    'apiVersion: "apps/v1\\e[31m"\nkind: Deployment\nmetadata: { name: p, namespace: shop }\n',
    'it is in apps/v1',
  ),
  object(
    'a raw escape character in a name',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: "a\u001B[31m" }\n',
    'object.yaml:3:21: a control character is no part of a text',
  ),
  object(
    'a raw escape character in a key',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { "\u001B[31ma": b } }\n',
    'object.yaml:3:33: a control character is no part of a text',
  ),
  object(
    'a raw escape character in a field',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, "\u001B[31mlabel": b }\n',
    'object.yaml:3:23: a control character is no part of a text',
  ),
  object(
    'a name of 3,000 characters',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${'a'.repeat(3000)} }\n`,
    'is no name that it can have: 1 to 63 of a-z, 0-9 and -',
  ),
  object(
    'a label of 3,000 characters',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: a, labels: { a: ${'b'.repeat(3000)} } }\n`,
    'is no value that a label can have',
  ),
  object(
    'a field of 3,000 characters',
    `apiVersion: v1\nkind: Namespace\nmetadata: { name: a, ${'b'.repeat(3000)}: c }\n`,
    'there is no such field',
  ),
  object(
    'a kind of 3,000 characters',
    `apiVersion: v1\nkind: ${'A'.repeat(3000)}\nmetadata: { name: a }\n`,
    'there is no kind',
  ),
  policy(
    '100 bad ports',
    `{ podSelector: {}, ingress: [{ ports: [${repeated('{ port: 0 }', 100)}] }] }`,
    'spec.ingress.0.ports.0.port',
  ),
  policy(
    '100 misspelt fields',
    `{ podSelector: {}, ingress: [${repeated('{ form: [] }', 100)}] }`,
    'did you mean "from"?',
  ),
  object('100 objects without a name', '---\napiVersion: v1\nkind: Namespace\n'.repeat(100), 'has no metadata.name'),
  selector(
    'a key called __proto__',
    '{ matchLabels: { __proto__: api } }',
    'object.yaml:4:50: NetworkPolicy shop/p, spec.podSelector.matchLabels.__proto__: nothing can be calle',
  ),
  metadata(
    'an annotation with a space in its key',
    '{ name: p, namespace: shop, annotations: { "the owner": a } }',
    'metadata.annotations.the owner',
  ),
  metadata(
    'a time of creation that is no time',
    '{ name: p, namespace: shop, creationTimestamp: yesterday }',
    'metadata.creationTimestamp',
  ),
  object(
    'a group that is cut short',
    'apiVersion: networking/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'networking.k8s.io/v1',
  ),
  object(
    'a misspelt group of a policy',
    'apiVersion: network.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'networking.k8s.io/v1',
  ),
  object(
    'a group in capitals',
    'apiVersion: Networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'it is in networking.k8s.io/v1',
  ),
  object(
    'an apiVersion with two slashes',
    'apiVersion: apps/v1/v1\nkind: Deployment\nmetadata: { name: p, namespace: shop }\n',
    'apps/v1/v1',
  ),
  object(
    'a Deployment in app/v1',
    `apiVersion: app/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { ${selecting}, ${template} }\n`,
    'apps/v1',
  ),
  object(
    'a Pod in core/v1',
    'apiVersion: core/v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\n',
    'it is in v1',
  ),
  object(
    'a misspelt Deployment of an old version',
    `apiVersion: apps/v1beta1\nkind: Deploymnet\nmetadata: { name: x, namespace: shop }\nspec: { ${template} }\n`,
    'Deployment',
  ),
  object(
    'a misspelt AdminNetworkPolicy',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolcy\nmetadata: { name: x }\nspec: { ${inAdmin} }\n`,
    'did you mean "AdminNetworkPolicy"?',
  ),
  object(
    'an AdminNetworkPolicy with a capital in its name',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: { name: DenyAll }\nspec: { ${inAdmin} }\n`,
    '"DenyAll" is no name that it can have',
  ),
  object(
    'an AdminNetworkPolicy with a space in a label',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: { name: x, labels: { team: a b } }\nspec: { ${inAdmin} }\n`,
    '"a b" is no value that a label can have',
  ),
  object(
    'a raw escape character in a comment',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a } # \u001B[31m\n',
    'object.yaml:3:',
  ),
  object(
    'a raw escape character in an annotation',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, annotations: { b: "\u001B[31m" } }\n',
    'object.yaml:3:',
  ),
  job('a Job without a restart policy', `{ ${template} }`, 'spec.template.spec.restartPolicy'),
  job(
    'a Job that always restarts',
    '{ template: { spec: { restartPolicy: Always, containers: [{ name: x, image: x }] } } }',
    'spec.template.spec.restartPolicy',
  ),
  deployment(
    'In without values in the selector of a Deployment',
    `{ selector: { matchLabels: { app: x }, matchExpressions: [{ key: tier, operator: NotIn }] }, ${template} }`,
    'In needs values',
  ),
  deployment(
    'Exists with values in the selector of a Deployment',
    `{ selector: { matchExpressions: [{ key: app, operator: Exists, values: [x] }] }, ${template} }`,
    'Exists takes no values',
  ),
  deployment(
    'a bad value of NotIn in the selector of a Deployment',
    `{ selector: { matchLabels: { app: x }, matchExpressions: [{ key: tier, operator: NotIn, values: [a b] }] }, ${template} }`,
    '"a b" is no value that a label can have',
  ),
  service('a misspelt type', '{ type: LoadBalancr, ports: [{ port: 80 }] }', 'spec.type'),
  metadata('a name that is a number', '{ name: 123, namespace: shop }', 'put it into quotes'),
  metadata('a name that is true', '{ name: on, namespace: shop }', 'put it into quotes'),
  metadata('a name that is a list', '{ name: [p], namespace: shop }', 'metadata.name is ["p"]'),
  object(
    'a list whose items are a map',
    'apiVersion: v1\nkind: List\nitems: { apiVersion: v1, kind: Pod, metadata: { name: x } }\n',
    'items',
  ),
  deployment(
    'an operator that there is not',
    `{ selector: { matchExpressions: [{ key: app, operator: Is, values: [x] }] }, ${template} }`,
    'operator',
  ),
  block(
    'a CIDR that is a list',
    '{ cidr: [10.0.0.0/8] }',
    'object.yaml:4:61: NetworkPolicy shop/p, spec.egress.0.to.0.ipBlock.cidr: has to be a text',
  ),
  block(
    'a CIDR that is a map',
    '{ cidr: { address: 10.0.0.0, length: 8 } }',
    'object.yaml:4:61: NetworkPolicy shop/p, spec.egress.0.to.0.ipBlock.cidr: has to be a text',
  ),
  block(
    'exceptions that are maps',
    '{ cidr: 10.0.0.0/8, except: [{ cidr: 10.1.0.0/16 }] }',
    'object.yaml:4:82: NetworkPolicy shop/p, spec.egress.0.to.0.ipBlock.except.0: has to be a text',
  ),
  port(
    'two protocols in a list',
    '{ protocol: [TCP, UDP], port: 53 }',
    'object.yaml:4:58: NetworkPolicy shop/p, spec.ingress.0.ports.0.protocol: has to be a text',
  ),
  selector(
    'a label with two values',
    '{ matchLabels: { app: [api, db] } }',
    'object.yaml:4:44: NetworkPolicy shop/p, spec.podSelector.matchLabels.app: has to be a text',
  ),
  selector(
    'a label that is a map',
    '{ matchLabels: { app: { name: api } } }',
    'object.yaml:4:44: NetworkPolicy shop/p, spec.podSelector.matchLabels.app: has to be a text',
  ),
  selector(
    'an expression among the labels',
    '{ matchLabels: { app: { In: [api] } } }',
    'object.yaml:4:44: NetworkPolicy shop/p, spec.podSelector.matchLabels.app: has to be a text',
  ),
  metadata(
    'an annotation that is a map',
    '{ name: p, namespace: shop, annotations: { config: { a: b } } }',
    'object.yaml:3:62: NetworkPolicy shop/p, metadata.annotations.config: has to be a text',
  ),
  service(
    'a Service with matchLabels',
    '{ selector: { matchLabels: { app: api } }, ports: [{ port: 80 }] }',
    'object.yaml:4:34: Service shop/x, spec.selector.matchLabels: has to be a text',
  ),
  service(
    'a type that is a list',
    '{ type: [NodePort], ports: [{ port: 80 }] }',
    'object.yaml:4:15: Service shop/x, spec.type: has to be a text',
  ),
  object(
    'addresses of a Pod that are a number',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\nstatus: { podIPs: 5 }\n',
    'status.podIPs',
  ),
  object(
    'an address of a Pod that is a text',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\nstatus: { podIPs: 10.0.0.1 }\n',
    'status.podIPs',
  ),
  lint(
    'addresses of a Pod that are a number, linted',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { containers: [{ name: x, image: x }] }\nstatus: { podIPs: 5 }\n',
    1,
    'status.podIPs',
  ),
  deployment(
    'an expression of a Deployment that is null',
    `{ selector: { matchLabels: { app: x }, matchExpressions: [null] }, ${template} }`,
    'spec.selector.matchExpressions.0',
  ),
  lint(
    'an expression of a Deployment that is null, linted',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { selector: { matchLabels: { app: x }, matchExpressions: [null] }, ${template} }\n`,
    1,
    'spec.selector.matchExpressions.0',
  ),
  object(
    'containers by their names in app/v1',
    'apiVersion: app/v1\nkind: Deployment\nmetadata: { name: x, namespace: shop }\nspec: { template: { spec: { containers: { x: { image: x } } } } }\n',
    'apps/v1',
  ),
  lint(
    'containers by their names in app/v1, linted',
    'apiVersion: app/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { template: { spec: { containers: { x: { image: x } } } } }\n',
    1,
    'apps/v1',
  ),
  object(
    'a container that is null in core/v1',
    'apiVersion: core/v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [null] }\n',
    'it is in v1',
  ),
  object(
    'ports of a Service that are a number in core/v1',
    'apiVersion: core/v1\nkind: Service\nmetadata: { name: x, namespace: shop }\nspec: { ports: 80 }\n',
    'it is in v1',
  ),

  object(
    'a status that is a text',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\nstatus: running\n',
    'status: has to be a map, and is a text',
  ),
  object(
    'a misspelt field of a status',
    'apiVersion: v1\nkind: Pod\nmetadata: { name: x, namespace: shop }\nspec: { containers: [{ name: x, image: x }] }\nstatus: { podIp: 10.0.0.1 }\n',
    'did you mean "podIP"?',
  ),
  deployment(
    'an expression of a Deployment without a key',
    `{ selector: { matchLabels: { app: x }, matchExpressions: [{ operator: DoesNotExist }] }, ${template} }`,
    'is no key of a label',
  ),
  deployment(
    'an expression of a Deployment with a space in its key',
    `{ selector: { matchLabels: { app: x }, matchExpressions: [{ key: a b, operator: DoesNotExist }] }, ${template} }`,
    '"a b" is no key of a label',
  ),
  object(
    'a generateName with an underscore',
    'apiVersion: v1\nkind: Namespace\nmetadata: { generateName: my_shop- }\n',
    'object.yaml:3:11: Namespace my_shop-x, metadata.name: "my_shop-x" is no name that it can have: 1 to',
  ),
  lint(
    'a group that is cut short, linted',
    `apiVersion: networking/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: {} }\n`,
    1,
    'networking.k8s.io/v1',
  ),
  block('a block without a CIDR', '{}', 'spec.egress.0.to.0.ipBlock.cidr: is missing'),
  block('a block of exceptions alone', '{ except: [10.0.0.0/16] }', 'spec.egress.0.to.0.ipBlock.cidr: is missing'),
  admin('an AdminNetworkPolicy without a subject', '{ priority: 10 }', 'spec.subject: is missing'),
  job(
    'a Job with completions below 0',
    '{ completions: -1, template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }',
    'spec.completions',
  ),
  deployment(
    'a Deployment that never restarts',
    `{ ${selecting}, template: { metadata: { labels: { app: x } }, spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } }`,
    'spec.template.spec.restartPolicy',
  ),
  deployment(
    'a strategy that there is not',
    `{ ${selecting}, strategy: { type: Rolling }, ${template} }`,
    'spec.strategy.type',
  ),
  deployment(
    'rolling updates of the strategy Recreate',
    `{ ${selecting}, strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } }, ${template} }`,
    'spec.strategy.rollingUpdate',
  ),
  deployment(
    'seconds until ready below 0',
    `{ ${selecting}, minReadySeconds: -5, ${template} }`,
    'spec.minReadySeconds',
  ),
  of(apps, 'StatefulSet')(
    'a misspelt podManagementPolicy',
    `{ podManagementPolicy: parallel, serviceName: x, ${selecting}, ${template} }`,
    'spec.podManagementPolicy',
  ),
  cronJob(
    'a CronJob without a schedule',
    '{ jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.schedule: is missing',
  ),
  cronJob(
    'a schedule in words',
    '{ schedule: hourly, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.schedule',
  ),
  cronJob(
    'a schedule of four fields',
    '{ schedule: "* * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.schedule',
  ),
  cronJob(
    'a misspelt concurrencyPolicy',
    '{ schedule: "* * * * *", concurrencyPolicy: Forbidden, jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }',
    'spec.concurrencyPolicy',
  ),
  object(
    'a CronJob with a name of 53 characters',
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: ${'a'.repeat(53)}, namespace: shop }\nspec: { schedule: "* * * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: x, image: x }] } } } } }\n`,
    'metadata.name',
  ),
  pod(
    'a restart policy in lower case',
    '{ restartPolicy: always, containers: [{ name: x, image: x }] }',
    'spec.restartPolicy',
  ),
  pod(
    'a DNS policy that there is not',
    '{ dnsPolicy: Cluster, containers: [{ name: x, image: x }] }',
    'spec.dnsPolicy',
  ),
  pod(
    'a node selector with a space',
    '{ nodeSelector: { zone: a b }, containers: [{ name: x, image: x }] }',
    'spec.nodeSelector.zone',
  ),
  pod(
    'a service account with an underscore',
    '{ serviceAccountName: my_account, containers: [{ name: x, image: x }] }',
    'spec.serviceAccountName',
  ),
  pod('a host name with a dot', '{ hostname: a.b, containers: [{ name: x, image: x }] }', 'spec.hostname'),
  pod(
    'two volumes of one name',
    '{ volumes: [{ name: d, emptyDir: {} }, { name: d, emptyDir: {} }], containers: [{ name: x, image: x }] }',
    'spec.volumes.1.name',
  ),
  pod(
    'a volume of two sources',
    '{ volumes: [{ name: d, emptyDir: {}, hostPath: { path: /d } }], containers: [{ name: x, image: x }] }',
    'spec.volumes.0',
  ),
  pod(
    'another host port on the network of the node',
    '{ hostNetwork: true, containers: [{ name: x, image: x, ports: [{ containerPort: 80, hostPort: 8080 }] }] }',
    'spec.containers.0.ports.0',
  ),
  container(
    'a mount of no volume',
    'volumeMounts: [{ name: d, mountPath: /d }]',
    'spec.template.spec.containers.0.volumeMounts.0.name',
  ),
  container(
    'two container ports of one name',
    'ports: [{ name: http, containerPort: 80 }, { name: http, containerPort: 81 }]',
    'spec.template.spec.containers.0.ports.1.name',
  ),
  container(
    'a pull policy in lower case',
    'imagePullPolicy: always',
    'spec.template.spec.containers.0.imagePullPolicy',
  ),
  container('a probe that does nothing', 'livenessProbe: {}', 'spec.template.spec.containers.0.livenessProbe'),
  container(
    'a probe of a port above 65535',
    'livenessProbe: { tcpSocket: { port: 80800 } }',
    'spec.template.spec.containers.0.livenessProbe.tcpSocket.port',
  ),
  container('a limit in words', 'resources: { limits: { memory: 1 GB } }', 'has to be a quantity, such as 500m or 1Gi'),
  container(
    'a request above its limit',
    'resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }',
    'spec.template.spec.containers.0.resources.requests',
  ),
  container('a variable without a name', 'env: [{ value: a }]', 'spec.template.spec.containers.0.env.0.name'),
  container(
    'a variable with a value and a source',
    'env: [{ name: A, value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]',
    'spec.template.spec.containers.0.env.0.valueFrom',
  ),
  service(
    'a nodePort of a ClusterIP',
    '{ type: ClusterIP, ports: [{ port: 80, nodePort: 30080 }] }',
    'spec.ports.0.nodePort',
  ),
  service('an ExternalName without a name', '{ type: ExternalName }', 'spec.externalName'),
  service(
    'a headless Service with a node port',
    '{ type: NodePort, clusterIP: None, ports: [{ port: 80 }] }',
    'spec.clusterIP',
  ),
  service('a clusterIP that is no address', '{ clusterIP: none, ports: [{ port: 80 }] }', 'spec.clusterIP'),
  service(
    'a session affinity that there is not',
    '{ sessionAffinity: Cookie, ports: [{ port: 80 }] }',
    'spec.sessionAffinity',
  ),
  service(
    'two ports of one name',
    '{ ports: [{ name: http, port: 80 }, { name: http, port: 81 }] }',
    'spec.ports.1.name',
  ),
  service('one port twice', '{ ports: [{ name: a, port: 80 }, { name: b, port: 80 }] }', 'spec.ports.1'),
  service(
    'a port of a Service with a capital in its name',
    '{ ports: [{ name: HTTP, port: 80 }] }',
    'spec.ports.0.name',
  ),
  service(
    'a Service that selects by a value with a space',
    '{ selector: { app: my api }, ports: [{ port: 80 }] }',
    'spec.selector.app',
  ),
  object(
    'an AdminNetworkPolicy in v1',
    `apiVersion: policy.networking.k8s.io/v1\nkind: AdminNetworkPolicy\nmetadata: { name: x }\nspec: { ${inAdmin} }\n`,
    'it is in policy.networking.k8s.io/v1alpha1',
  ),
  object(
    'an AdminNetworkPolicy in v1alpha2',
    `apiVersion: ${alpha2}\nkind: AdminNetworkPolicy\nmetadata: { name: x }\nspec: { ${inAdmin} }\n`,
    'it is in policy.networking.k8s.io/v1alpha1',
  ),
  object(
    'a ClusterNetworkPolicy in v1alpha1',
    `apiVersion: ${alpha1}\nkind: ClusterNetworkPolicy\nmetadata: { name: x }\nspec: { ${inCluster} }\n`,
    'it is in policy.networking.k8s.io/v1alpha2',
  ),
  object(
    'a rule beside the spec of an AdminNetworkPolicy',
    `apiVersion: ${alpha1}\nkind: AdminNetworkPolicy\nmetadata: { name: x }\nspec: { ${inAdmin} }\ningress: [{ action: Deny, from: [{ namespaces: {} }] }]\n`,
    'ingress: this field belongs into spec',
  ),
  object(
    'an AdminNetworkPolicy among the NetworkPolicies',
    `apiVersion: ${net}\nkind: AdminNetworkPolicy\nmetadata: { name: x }\nspec: { ${inAdmin} }\n`,
    'it is in policy.networking.k8s.io/v1alpha1',
  ),
  object(
    'an alias within itself',
    'apiVersion: v1\nkind: Namespace\nmetadata: &m\n  name: a\n  labels: *m\n',
    'metadata.labels.labels: has to be a text',
  ),
  policy('a misspelt policy type', '{ podSelector: {}, policyTypes: [Ingress, Egres] }', 'did you mean "Egress"?'),
  admin('a misspelt subject', '{ priority: 10, subjects: { namespaces: {} } }', 'did you mean "subject"?'),
  baseline('a misspelt rule of a baseline', '{ subject: { namespaces: {} }, egresss: [] }', 'did you mean "egress"?'),
  object(
    'a version of YAML that there is not',
    '%YAML 3.0\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n',
    'object.yaml:1:',
  ),
  object('a map for a key', '? { a: 1 }\n: b\n', 'a map or a list cannot be a key'),
];
