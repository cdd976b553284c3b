import { endpoint, flows, scenario, type Case } from './case.ts';

/** Scenario files that cannot be run as they are written. */
export const badScenarios: readonly Case[] = [
  // The file as a whole.
  scenario('an empty file', '', 'scenario.yaml:1:1: the scenario is empty'),
  scenario('a comment alone', '# to be written\n', 'scenario.yaml:1:1: the scenario is empty'),
  scenario('a document marker alone', '---\n', 'scenario.yaml:1:1: the scenario is empty'),
  scenario('a null document', 'null\n', 'scenario.yaml:1:1: the scenario is empty'),
  scenario('a list', '- api\n- db\n', 'scenario.yaml:1:1:'),
  scenario('a word', 'shop\n', 'scenario.yaml:1:1:'),
  scenario('a number', '42\n', 'scenario.yaml:1:1:'),
  scenario('an empty map', '{}\n', 'scenario.yaml:1:1: name:'),
  scenario(
    'a policy in place of a scenario',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: { podSelector: {} }\n',
    'scenario.yaml:2:1: unknown key "kind"; there is description, endpoints, flows',
  ),
  scenario('no name', 'endpoints: { net: { outside: true } }\notherwise: blocked\n', 'scenario.yaml:1:1: name:'),
  scenario('no endpoints', 'name: corpus\notherwise: blocked\n', 'scenario.yaml:1:1: endpoints:'),
  scenario(
    'a list of endpoints',
    'name: corpus\nendpoints: [api, db]\notherwise: blocked\n',
    'scenario.yaml:2:12: endpoints:',
  ),
  scenario('null endpoints', 'name: corpus\nendpoints:\notherwise: blocked\n', 'scenario.yaml:2:11: endpoints:'),
  scenario(
    'a word for endpoints',
    'name: corpus\nendpoints: all\notherwise: blocked\n',
    'scenario.yaml:2:12: endpoints:',
  ),
  scenario(
    'a number as its name',
    'name: 5\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name:',
  ),
  scenario(
    'null as its name',
    'name:\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:6: name:',
  ),
  scenario(
    'a name with capitals and a space',
    'name: My Shop\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name: a name has lower-case letters, digits, "-" and "." only',
  ),
  scenario(
    'a name with an umlaut',
    'name: läden\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name: a name has lower-case letters, digits, "-" and "." only',
  ),
  scenario(
    'a name with a slash',
    'name: ../shop\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name: a name has lower-case letters, digits, "-" and "." only',
  ),
  scenario(
    'a list as its name',
    'name: [shop]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name:',
  ),
  scenario(
    'a name with a line break',
    'name: "shop\\nx"\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: name: a name has lower-case letters, digits, "-" and "." only',
  ),
  scenario(
    'a misspelt name',
    'nmae: corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:1: unknown key "nmae"; did you mean "name"?',
  ),
  scenario(
    'a key with a capital',
    'Name: corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:1: unknown key "Name"; did you mean "name"?',
  ),
  flows(
    'a misspelt list of flows',
    'flow: [{ from: api, to: db, expect: allowed }]',
    'scenario.yaml:6:1: unknown key "flow"; did you mean "flows"?',
  ),
  flows(
    'a misspelt otherwise',
    'otherwse: blocked',
    'scenario.yaml:6:1: unknown key "otherwse"; did you mean "otherwise"?',
  ),
  flows(
    'a server whose name no Service can have',
    '  a.b: { server: { namespace: shop, ports: [80] } }\notherwise: blocked',
    'scenario.yaml:6:3: "a.b" is no name that it can have',
  ),
  flows('one name to protect, not in a list', 'protect: shop', 'scenario.yaml:6:10: protect: has to be a list'),
  flows('nothing to protect', 'protect: []', 'scenario.yaml:6:10: protect: is empty'),
  flows(
    'a misspelt namespace to protect',
    'protect: [shpo]',
    'scenario.yaml:6:11: no endpoint is called "shpo", and none is in a namespace of that name; did you mean "shop"?',
  ),
  flows(
    'a misspelt stranger',
    'flows: [{ from: stragner, to: api, expect: blocked }]',
    'scenario.yaml:6:17: no endpoint is called "stragner"; did you mean "stranger"?',
  ),
  flows(
    'a misspelt description',
    'descripton: all\notherwise: blocked',
    'scenario.yaml:6:1: unknown key "descripton"; did you mean "description"?',
  ),
  flows(
    'a misspelt list of stages',
    'stage: [{ name: final }]\notherwise: blocked',
    'scenario.yaml:6:1: unknown key "stage"; did you mean "stages"?',
  ),
  flows(
    'a key of manifests',
    'kind: Scenario\notherwise: blocked',
    'scenario.yaml:6:1: unknown key "kind"; there is description, endpoints, flows, manifests, name, otherwise, protect, stages',
  ),
  flows(
    'a version of the file',
    'version: 1\notherwise: blocked',
    'scenario.yaml:6:1: unknown key "version"; there is description, endpoints, flows, manifests, name, otherwise, protect, stages',
  ),
  flows(
    'policies beside the manifests',
    'policies: [p.yaml]\notherwise: blocked',
    'scenario.yaml:6:1: unknown key "policies"; there is description, endpoints, flows, manifests, name, otherwise, protect, stages',
  ),
  flows('a number as the description', 'description: 5\notherwise: blocked', 'scenario.yaml:6:14: description:'),
  flows('an empty description', 'description: ""\notherwise: blocked', 'scenario.yaml:6:14: description:'),
  flows('nothing to prove', '', 'scenario.yaml:1:1: nothing to prove: add flows, protect, or otherwise: blocked'),
  flows('otherwise alone, misspelt', 'otherwise: block', 'scenario.yaml:6:12: otherwise: has to be allowed or blocked'),
  flows('otherwise as deny', 'otherwise: deny', 'scenario.yaml:6:12: otherwise: has to be allowed or blocked'),
  flows('otherwise as a boolean', 'otherwise: true', 'scenario.yaml:6:12: otherwise: has to be allowed or blocked'),
  flows('otherwise as null', 'otherwise:', 'scenario.yaml:6:11: otherwise: has to be allowed or blocked'),
  flows('otherwise as a list', 'otherwise: [blocked]', 'scenario.yaml:6:12: otherwise: has to be allowed or blocked'),
  // Manifests.
  scenario(
    'a misspelt list of manifests',
    'name: corpus\nmanifest: [world.yaml]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:1: unknown key "manifest"; did you mean "manifests"?',
  ),
  scenario(
    'one manifest without a list',
    'name: corpus\nmanifests: world.yaml\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:12: manifests:',
  ),
  scenario(
    'an empty list of manifests',
    'name: corpus\nmanifests: []\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:12: manifests:',
  ),
  scenario(
    'a number among the manifests',
    'name: corpus\nmanifests: [5]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: manifests.0:',
  ),
  scenario(
    'an empty name among the manifests',
    'name: corpus\nmanifests: [""]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: manifests.0:',
  ),
  scenario(
    'null among the manifests',
    'name: corpus\nmanifests: [world.yaml, ~]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:25: manifests.1:',
  ),
  scenario(
    'a map of manifests',
    'name: corpus\nmanifests: { world: world.yaml }\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:12: manifests:',
  ),
  scenario(
    'a manifest that does not exist',
    'name: corpus\nmanifests: [wrld.yaml]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "wrld.yaml": there is no such file',
  ),
  scenario(
    'manifests that do not exist in a folder that does not',
    'name: corpus\nmanifests: [world.yaml, policies/deny.yaml]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:25: cannot read "policies/deny.yaml": there is no such file',
  ),
  scenario(
    'a folder inside of a file',
    'name: corpus\nmanifests: [world.yaml/policies]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "world.yaml/policies": a part of its path is no folder',
  ),
  scenario(
    'a pattern of manifests',
    'name: corpus\nmanifests: ["*.yaml"]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "*.yaml": there is no such file',
  ),
  scenario(
    'a URL of a manifest',
    'name: corpus\nmanifests: ["https://a.example/p.yaml"]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "https://a.example/p.yaml": there is no such file',
  ),
  scenario(
    'a manifest with a very long name',
    `name: corpus\nmanifests: [${'a'.repeat(300)}.yaml]\nendpoints: { net: { outside: true } }\notherwise: blocked\n`,
    'scenario.yaml:2:13: cannot read',
  ),
  scenario(
    'the scenario among its manifests',
    'name: corpus\nmanifests: [scenario.yaml]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  scenario(
    'a device as a manifest',
    'name: corpus\nmanifests: [/dev/zero]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "/dev/zero": it is no plain file',
  ),
  beside(
    'an empty manifest',
    'empty.yaml',
    { 'empty.yaml': '' },
    'scenario.yaml:2:25: "empty.yaml" holds no Kubernetes object',
  ),
  beside(
    'a manifest of comments alone',
    'comments.yaml',
    { 'comments.yaml': '# nothing\n---\n# nothing\n' },
    'scenario.yaml:2:25: "comments.yaml" holds no Kubernetes object',
  ),
  beside(
    'a folder without YAML',
    'policies',
    { 'policies/README.md': '# Policies\n' },
    'scenario.yaml:2:25: "policies" holds no Kubernetes object',
  ),
  beside(
    'a folder with YAML in its folders alone',
    'policies',
    { 'policies/base/p.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: n }\n' },
    'scenario.yaml:2:25: "policies" holds no Kubernetes object',
  ),
  beside(
    'a folder with values of a chart',
    'chart',
    { 'chart/values.yaml': 'replicas: 2\n' },
    'chart/values.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  beside(
    'a text as a manifest',
    'README.md',
    { 'README.md': '# Policies\n\nThey are elsewhere.\n' },
    'README.md:3:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  beside(
    'a list of words as a manifest',
    'list.yaml',
    { 'list.yaml': '- a\n- b\n' },
    'list.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  beside(
    'an image as a manifest',
    'p.png',
    { 'p.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]) },
    'p.png:1:1: this is no text',
  ),
  beside(
    'broken JSON as a manifest',
    'p.json',
    { 'p.json': '{ "apiVersion": "v1", "kind": \n' },
    'p.json:1:31: Flow map must end with a }',
  ),
  beside(
    'a Helm template as a manifest',
    't.yaml',
    { 't.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: {{ .Values.ns }} }\n' },
    't.yaml:3:20: this is a Helm template; render it: helm template CHART | flowproof lint -',
  ),
  beside(
    'a kustomization as a manifest',
    'kustomization.yaml',
    { 'kustomization.yaml': 'resources: [p.yaml]\n' },
    'kustomization.yaml:1:1: this is no Kubernetes object: apiVersion or kind is missing',
  ),
  // Flows.
  flows('a map of flows', 'flows: { from: api, to: db, expect: allowed }', 'scenario.yaml:6:8: flows:'),
  flows('an empty list of flows', 'flows: []', 'scenario.yaml:6:8: flows:'),
  flows('a word for flows', 'flows: all', 'scenario.yaml:6:8: flows:'),
  flows('null flows', 'flows:', 'scenario.yaml:6:7: flows:'),
  flows('an arrow for a flow', 'flows: ["api -> db"]', 'scenario.yaml:6:9: flows.0:'),
  flows('a number for a flow', 'flows: [5]', 'scenario.yaml:6:9: flows.0:'),
  flows('null for a flow', 'flows: [null]', 'scenario.yaml:6:9: flows.0:'),
  flows('a list for a flow', 'flows: [[api, db, allowed]]', 'scenario.yaml:6:9: flows.0:'),
  flows('an empty flow', 'flows: [{}]', 'scenario.yaml:6:9: flows.0.from: has to be a name, a list of names, or "*"'),
  flows(
    'form in place of from',
    'flows: [{ form: api, to: db, expect: allowed }]',
    'scenario.yaml:6:11: unknown key "form"; did you mean "from"?',
  ),
  flows(
    'too in place of to',
    'flows: [{ from: api, too: db, expect: allowed }]',
    'scenario.yaml:6:22: unknown key "too"; did you mean "to"?',
  ),
  flows(
    'expects in place of expect',
    'flows: [{ from: api, to: db, expects: allowed }]',
    'scenario.yaml:6:30: unknown key "expects"; did you mean "expect"?',
  ),
  flows(
    'a misspelt reason',
    'flows: [{ from: api, to: db, expect: allowed, reson: x }]',
    'scenario.yaml:6:47: unknown key "reson"; did you mean "reason"?',
  ),
  flows(
    'a port beside to',
    'flows: [{ from: api, to: db, port: 5432, expect: allowed }]',
    'scenario.yaml:6:30: unknown key "port"; there is expect, from, name, reason, to',
  ),
  flows(
    'a protocol beside to',
    'flows: [{ from: api, to: "db:5432", protocol: tcp, expect: allowed }]',
    'scenario.yaml:6:37: unknown key "protocol"; there is expect, from, name, reason, to',
  ),
  flows(
    'no sender',
    'flows: [{ to: db, expect: allowed }]',
    'scenario.yaml:6:9: flows.0.from: has to be a name, a list of names, or "*"',
  ),
  flows(
    'no receiver',
    'flows: [{ from: api, expect: allowed }]',
    'scenario.yaml:6:9: flows.0.to: has to be a name, a list of names, or "*"',
  ),
  flows(
    'no expectation',
    'flows: [{ from: api, to: db }]',
    'scenario.yaml:6:9: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'allow in place of allowed',
    'flows: [{ from: api, to: db, expect: allow }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'deny in place of blocked',
    'flows: [{ from: api, to: db, expect: deny }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'an expectation with a capital',
    'flows: [{ from: api, to: db, expect: Allowed }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'a boolean expectation',
    'flows: [{ from: api, to: db, expect: true }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'an empty expectation',
    'flows: [{ from: api, to: db, expect: "" }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'two expectations',
    'flows: [{ from: api, to: db, expect: [allowed, blocked] }]',
    'scenario.yaml:6:38: flows.0.expect: has to be allowed or blocked',
  ),
  flows(
    'a number as a sender',
    'flows: [{ from: 5, to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from: has to be a name, a list of names, or "*"',
  ),
  flows(
    'null as a sender',
    'flows: [{ from: null, to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from: has to be a name, a list of names, or "*"',
  ),
  flows(
    'an empty list of senders',
    'flows: [{ from: [], to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from:',
  ),
  flows(
    'an empty name of a sender',
    'flows: [{ from: "", to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from:',
  ),
  flows(
    'a number among senders',
    'flows: [{ from: [api, 5], to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from: has to be a name, a list of names, or "*"',
  ),
  flows(
    'a map as a sender',
    'flows: [{ from: { pods: api }, to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.from: has to be a name, a list of names, or "*"',
  ),
  flows(
    'a number as a receiver',
    'flows: [{ from: api, to: 5432, expect: allowed }]',
    'scenario.yaml:6:26: flows.0.to: has to be a name, a list of names, or "*"',
  ),
  flows(
    'an empty list of receivers',
    'flows: [{ from: api, to: [], expect: allowed }]',
    'scenario.yaml:6:26: flows.0.to:',
  ),
  flows(
    'an unquoted pair as a receiver',
    'flows: [{ from: api, to: { db: 5432 }, expect: allowed }]',
    'scenario.yaml:6:26: flows.0.to: has to be a name, a list of names, or "*"',
  ),
  flows(
    'an endpoint that is not there',
    'flows: [{ from: api, to: dbb, expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "dbb"; did you mean "db"?',
  ),
  flows(
    'a sender that is not there',
    'flows: [{ from: apii, to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "apii"; did you mean "api"?',
  ),
  flows(
    'a sender with a capital',
    'flows: [{ from: Api, to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "Api"; did you mean "api"?',
  ),
  flows(
    'a sender with a space',
    'flows: [{ from: "api ", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "api "; did you mean "api"?',
  ),
  flows(
    'a sender with a port',
    'flows: [{ from: "api:8080", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "api:8080"; there is api, db',
  ),
  flows(
    'a workload as a sender',
    'flows: [{ from: deployment/api, to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "deployment/api"; there is api, db',
  ),
  flows(
    'senders in one text',
    'flows: [{ from: "api,db", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "api,db"; there is api, db',
  ),
  flows(
    'a pattern of senders',
    'flows: [{ from: "a*", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "a*"; did you mean "api"?',
  ),
  flows(
    'a star with a port as the sender',
    'flows: [{ from: "*:80", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "*:80"; there is api, db',
  ),
  flows(
    'a sender called constructor that is not there',
    'flows: [{ from: constructor, to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "constructor"; there is api, db',
  ),
  flows(
    'a receiver called __proto__ that is not there',
    'flows: [{ from: api, to: __proto__, expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "__proto__"; there is api, db',
  ),
  flows(
    'a receiver called toString that is not there',
    'flows: [{ from: api, to: "toString:80", expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "toString"; there is api, db',
  ),
  flows(
    'a flow to itself',
    'flows: [{ from: api, to: api, expect: allowed }]',
    'scenario.yaml:6:9: this flow selects nothing: traffic of an endpoint to itself is not defined by Kubernetes',
  ),
  flows(
    'a port that nobody serves',
    'flows: [{ from: api, to: "db:5433", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5433; it serves 5432/tcp',
  ),
  flows(
    'a port of nobody at all',
    'flows: [{ from: api, to: "*:99", expect: allowed }]',
    'scenario.yaml:6:26: no endpoint serves port 99',
  ),
  flows(
    'a port over another transport',
    'flows: [{ from: api, to: "db:5432/udp", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432/udp; it serves 5432/tcp',
  ),
  flows(
    'a port by its name',
    'flows: [{ from: db, to: "api:http", expect: allowed }]',
    'scenario.yaml:6:25: "api" does not serve port http; it serves 8080/tcp',
  ),
  flows(
    'a colon without a port',
    'flows: [{ from: api, to: "db:", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port ; it serves 5432/tcp',
  ),
  flows(
    'a port with an empty protocol',
    'flows: [{ from: api, to: "db:5432/", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432/; it serves 5432/tcp',
  ),
  flows(
    'a port over SCTP',
    'flows: [{ from: api, to: "db:5432/sctp", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432/sctp; it serves 5432/tcp',
  ),
  flows(
    'a protocol in capitals',
    'flows: [{ from: api, to: "db:5432/TCP", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432/TCP; it serves 5432/tcp',
  ),
  flows(
    'a port with a zero before it',
    'flows: [{ from: api, to: "db:05432", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 05432; it serves 5432/tcp',
  ),
  flows(
    'port 0 of a receiver',
    'flows: [{ from: api, to: "db:0", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 0; it serves 5432/tcp',
  ),
  flows(
    'a negative port of a receiver',
    'flows: [{ from: api, to: "db:-1", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port -1; it serves 5432/tcp',
  ),
  flows(
    'a port beyond the last of a receiver',
    'flows: [{ from: api, to: "db:99999", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 99999; it serves 5432/tcp',
  ),
  flows(
    'two ports of a receiver',
    'flows: [{ from: api, to: "db:5432:5433", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432:5433; it serves 5432/tcp',
  ),
  flows(
    'a range of ports of a receiver',
    'flows: [{ from: api, to: "db:5432-5440", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port 5432-5440; it serves 5432/tcp',
  ),
  flows(
    'a slash before the port',
    'flows: [{ from: api, to: "db/5432", expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "db/5432"; there is api, db',
  ),
  flows(
    'a space before the port',
    'flows: [{ from: api, to: "db 5432", expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "db 5432"; there is api, db',
  ),
  flows(
    'a star for the port',
    'flows: [{ from: api, to: "db:*", expect: allowed }]',
    'scenario.yaml:6:26: "db" does not serve port *; it serves 5432/tcp',
  ),
  flows(
    'a Service as a receiver',
    'flows: [{ from: api, to: db.shop.svc:5432, expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "db.shop.svc"; there is api, db',
  ),
  flows(
    'a port that can mean two protocols',
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns, 53/dns-tcp] } }\nflows: [{ from: api, to: "dns:53", expect: allowed }]',
    'scenario.yaml:7:26: "dns:53" can mean dns:53/dns or dns:53/dns-tcp; name the protocol',
  ),
  flows(
    'a receiver that only sends',
    '  c: { client: { namespace: shop } }\nflows: [{ from: api, to: c, expect: allowed }]',
    'scenario.yaml:7:26: "c" serves no port, so nothing can be sent to it',
  ),
  flows(
    'the outside as a receiver',
    '  net: { outside: true }\nflows: [{ from: api, to: net, expect: allowed }]',
    'scenario.yaml:7:26: "net" serves no port, so nothing can be sent to it',
  ),
  flows(
    'a port of the outside',
    '  net: { outside: true }\nflows: [{ from: api, to: "net:443", expect: allowed }]',
    'scenario.yaml:7:26: "net" serves no port, so nothing can be sent to it',
  ),
  flows(
    'a host as a sender',
    '  bank: { host: { address: 192.0.2.1, ports: [443] } }\nflows: [{ from: bank, to: api, expect: allowed }]',
    'scenario.yaml:7:17: "bank" is a host outside of the cluster, which sends nothing',
  ),
  flows(
    'two flows with a star that contradict each other',
    'flows: [{ from: "*", to: db, expect: allowed }, { from: api, to: "*", expect: blocked }]',
    'scenario.yaml:6:49: api → db:5432/tcp is blocked here and allowed in line 6; name the flow without "*" to settle it',
  ),
  flows(
    'two flows with the same name',
    'flows: [{ name: a, from: api, to: db, expect: allowed }, { name: a, from: db, to: api, expect: blocked }]',
    'scenario.yaml:6:66: another flow is called "a" already',
  ),
  flows(
    'a number as the name of a flow',
    'flows: [{ name: 1, from: api, to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.name:',
  ),
  flows(
    'an empty name of a flow',
    'flows: [{ name: "", from: api, to: db, expect: allowed }]',
    'scenario.yaml:6:17: flows.0.name:',
  ),
  flows(
    'an empty reason',
    'flows: [{ reason: "", from: api, to: db, expect: allowed }]',
    'scenario.yaml:6:19: flows.0.reason:',
  ),
  flows(
    'a list as a reason',
    'flows: [{ reason: [a, b], from: api, to: db, expect: allowed }]',
    'scenario.yaml:6:19: flows.0.reason:',
  ),
  // Endpoints.
  endpoint(
    'an empty endpoint',
    '{}',
    'scenario.yaml:6:3: endpoint "x" needs one of pods, client, server, outside or host, and has nothing',
  ),
  endpoint(
    'a server without ports',
    '{ server: { namespace: shop, ports: [] } }',
    'scenario.yaml:6:42: endpoints.x.server.ports: is empty',
  ),
  endpoint(
    'a server of names',
    '{ server: { namespace: shop, ports: [80, 53/dns] } }',
    'scenario.yaml:6:47: a server speaks tcp, http or udp; what answers DNS is declared as pods',
  ),
  endpoint(
    'a server in a misspelt namespace',
    '{ server: { namespace: shpo, ports: [80] } }',
    'scenario.yaml:6:29: no manifest creates namespace "shpo"; did you mean "shop"?',
  ),
  endpoint(
    'a server with a label that cannot be',
    '{ server: { namespace: shop, labels: { app: "a b" }, ports: [80] } }',
    'scenario.yaml:6:50: "a b" is no value that a label can have',
  ),
  endpoint(
    'a misspelt field of a server',
    '{ server: { namespace: shop, port: 80, ports: [80] } }',
    'scenario.yaml:6:35: unknown key "port"; did you mean "ports"?',
  ),
  endpoint('a null endpoint', 'null', 'scenario.yaml:6:6: endpoints.x:'),
  endpoint('a word as an endpoint', 'deployment/api', 'scenario.yaml:6:6: endpoints.x:'),
  endpoint('a list as an endpoint', '[{ outside: true }]', 'scenario.yaml:6:6: endpoints.x:'),
  endpoint(
    'an endpoint of two kinds',
    '{ outside: true, client: { namespace: shop } }',
    'scenario.yaml:6:3: endpoint "x" needs one of pods, client, server, outside or host, and has client and outside',
  ),
  endpoint(
    'pod in place of pods',
    '{ pod: { namespace: shop, workload: deployment/api } }',
    'scenario.yaml:6:8: unknown key "pod"; did you mean "pods"?',
  ),
  endpoint(
    'clients in place of client',
    '{ clients: { namespace: shop } }',
    'scenario.yaml:6:8: unknown key "clients"; did you mean "client"?',
  ),
  endpoint(
    'hosts in place of host',
    '{ hosts: { address: 192.0.2.1, ports: [443] } }',
    'scenario.yaml:6:8: unknown key "hosts"; did you mean "host"?',
  ),
  endpoint(
    'a misspelt outside',
    '{ outisde: true }',
    'scenario.yaml:6:8: unknown key "outisde"; did you mean "outside"?',
  ),
  endpoint(
    'a cidr as an endpoint',
    '{ cidr: 192.0.2.0/24 }',
    'scenario.yaml:6:8: unknown key "cidr"; there is client, host, outside, pods',
  ),
  endpoint(
    'the fields of pods without pods',
    '{ namespace: shop, workload: deployment/api }',
    'scenario.yaml:6:8: unknown key "namespace"; there is client, host, outside, pods',
  ),
  flows(
    'an endpoint called constructor that is empty',
    '  constructor: {}\notherwise: blocked',
    'scenario.yaml:6:3: endpoint "constructor" needs one of pods, client, server, outside or host, and has nothing',
  ),
  flows(
    'the same endpoint twice',
    '  db: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: Map keys must be unique',
  ),
  // Pods.
  endpoint('pods as a word', '{ pods: api }', 'scenario.yaml:6:14: endpoints.x.pods:'),
  endpoint('null pods', '{ pods: null }', 'scenario.yaml:6:14: endpoints.x.pods:'),
  endpoint('pods without anything', '{ pods: {} }', 'scenario.yaml:6:14: endpoints.x.pods.namespace:'),
  endpoint(
    'a misspelt namespace of pods',
    '{ pods: { namespce: shop, workload: deployment/api } }',
    'scenario.yaml:6:16: unknown key "namespce"; did you mean "namespace"?',
  ),
  endpoint(
    'a misspelt podSelector',
    '{ pods: { namespace: shop, podselector: {} } }',
    'scenario.yaml:6:33: unknown key "podselector"; did you mean "podSelector"?',
  ),
  endpoint(
    'a selector of Services',
    '{ pods: { namespace: shop, selector: { app: api } } }',
    'scenario.yaml:6:33: unknown key "selector"; there is namespace, podSelector, ports, sends, service, via, workload',
  ),
  endpoint(
    'a misspelt workload',
    '{ pods: { namespace: shop, worklod: deployment/api } }',
    'scenario.yaml:6:33: unknown key "worklod"; did you mean "workload"?',
  ),
  endpoint(
    'a misspelt service',
    '{ pods: { namespace: shop, workload: deployment/api, servcie: api } }',
    'scenario.yaml:6:59: unknown key "servcie"; did you mean "service"?',
  ),
  endpoint(
    'port in place of ports',
    '{ pods: { namespace: shop, workload: deployment/api, port: 8080 } }',
    'scenario.yaml:6:59: unknown key "port"; did you mean "ports"?',
  ),
  endpoint(
    'replicas of pods',
    '{ pods: { namespace: shop, workload: deployment/api, replicas: 2 } }',
    'scenario.yaml:6:59: unknown key "replicas"; there is namespace, podSelector, ports, sends, service, via, workload',
  ),
  endpoint(
    'pods without a namespace',
    '{ pods: { workload: deployment/api } }',
    'scenario.yaml:6:14: endpoints.x.pods.namespace:',
  ),
  endpoint(
    'pods in a namespace without a name',
    '{ pods: { namespace: "", workload: deployment/api } }',
    'scenario.yaml:6:27: endpoints.x.pods.namespace:',
  ),
  endpoint(
    'a number as a namespace',
    '{ pods: { namespace: 5, workload: deployment/api } }',
    'scenario.yaml:6:27: endpoints.x.pods.namespace:',
  ),
  endpoint(
    'a namespace that no manifest creates',
    '{ pods: { namespace: shp, workload: deployment/api } }',
    'scenario.yaml:6:27: no manifest creates namespace "shp"; did you mean "shop"?',
  ),
  endpoint(
    'a namespace that no cluster could have',
    '{ pods: { namespace: "Shop!", workload: deployment/api } }',
    'scenario.yaml:6:27: no manifest creates namespace "Shop!"; did you mean "shop"?',
  ),
  endpoint(
    'a namespace called constructor',
    '{ pods: { namespace: constructor, workload: deployment/api } }',
    'scenario.yaml:6:27: no manifest creates namespace "constructor"; there is default, kube-node-lease, kube-public, kube-system, shop',
  ),
  endpoint(
    'pods by two means',
    '{ pods: { namespace: shop, workload: deployment/api, podSelector: {} } }',
    'scenario.yaml:6:14: pods are named by either podSelector or workload',
  ),
  endpoint(
    'pods by no means',
    '{ pods: { namespace: shop } }',
    'scenario.yaml:6:14: pods are named by either podSelector or workload',
  ),
  endpoint(
    'a workload without its kind',
    '{ pods: { namespace: shop, workload: api } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint(
    'a workload with a capital',
    '{ pods: { namespace: shop, workload: Deployment/api } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint(
    'a workload without a name',
    '{ pods: { namespace: shop, workload: deployment/ } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint(
    'a workload with a namespace',
    '{ pods: { namespace: shop, workload: shop/deployment/api } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint(
    'a list of workloads',
    '{ pods: { namespace: shop, workload: [deployment/api, deployment/db] } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload:',
  ),
  endpoint(
    'a workload that is not there',
    '{ pods: { namespace: shop, workload: deployment/apii } }',
    'scenario.yaml:6:43: no manifest has deployment/apii in namespace shop; did you mean "deployment/api"?',
  ),
  endpoint(
    'a workload of another kind',
    '{ pods: { namespace: shop, workload: statefulset/db } }',
    'scenario.yaml:6:43: no manifest has statefulset/db in namespace shop; there is deployment/api, deployment/db',
  ),
  endpoint(
    'a workload of another namespace',
    '{ pods: { namespace: default, workload: deployment/api } }',
    'scenario.yaml:6:46: no manifest has deployment/api in namespace default',
  ),
  endpoint(
    'a workload with shell text',
    '{ pods: { namespace: shop, workload: deployment/$(touch x) } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint(
    'a workload called constructor',
    '{ pods: { namespace: shop, workload: deployment/constructor } }',
    'scenario.yaml:6:43: no manifest has deployment/constructor in namespace shop; there is deployment/api, deployment/db',
  ),
  endpoint(
    'labels without matchLabels',
    '{ pods: { namespace: shop, podSelector: { app: api } } }',
    'scenario.yaml:6:48: unknown key "app"',
  ),
  endpoint(
    'a selector as a text',
    '{ pods: { namespace: shop, podSelector: app=api } }',
    'scenario.yaml:6:46: endpoints.x.pods.podSelector:',
  ),
  endpoint(
    'a list of labels',
    '{ pods: { namespace: shop, podSelector: { matchLabels: [app] } } }',
    'scenario.yaml:6:61: endpoints.x.pods.podSelector.matchLabels:',
  ),
  endpoint(
    'a number as the value of a label',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { app: 5 } } } }',
    'scenario.yaml:6:68: endpoints.x.pods.podSelector.matchLabels.app:',
  ),
  endpoint(
    'null as the value of a label',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { app: } } } }',
    'scenario.yaml:6:68: endpoints.x.pods.podSelector.matchLabels.app:',
  ),
  endpoint(
    'a selector of no pod',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { app: apii } } } }',
    'scenario.yaml:6:46: "app=apii" selects no pod of the manifests in namespace shop (pods there: app=api; app=db)',
  ),
  endpoint(
    'a selector by constructor',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { constructor: Object } } } }',
    'scenario.yaml:6:46: "constructor=Object" selects no pod of the manifests in namespace shop (pods there: app=api; app=db)',
  ),
  endpoint(
    'a key of a label with a space',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { "my app": a } } } }',
    'scenario.yaml:6:73: in this selector, "my app" is no key of a label',
  ),
  endpoint(
    'an expression without a list',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: { key: app, operator: Exists } } } }',
    'scenario.yaml:6:66: endpoints.x.pods.podSelector.matchExpressions:',
  ),
  endpoint(
    'an expression as a text',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: ["app in (api)"] } } }',
    'scenario.yaml:6:67: endpoints.x.pods.podSelector.matchExpressions.0:',
  ),
  endpoint(
    'an operator in small letters',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: in, values: [api] }] } } }',
    'scenario.yaml:6:89: endpoints.x.pods.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  endpoint(
    'an operator of node affinity',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: Gt, values: ["1"] }] } } }',
    'scenario.yaml:6:89: endpoints.x.pods.podSelector.matchExpressions.0.operator: has to be In, NotIn, Exists or DoesNotExist',
  ),
  endpoint(
    'an expression without a key',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ operator: Exists }] } } }',
    'scenario.yaml:6:67: endpoints.x.pods.podSelector.matchExpressions.0.key:',
  ),
  endpoint(
    'values without a list',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: In, values: api }] } } }',
    'scenario.yaml:6:101: endpoints.x.pods.podSelector.matchExpressions.0.values:',
  ),
  endpoint(
    'a Service that is not there',
    '{ pods: { namespace: shop, workload: deployment/api, service: api } }',
    'scenario.yaml:6:68: no manifest has a Service "api" in namespace shop',
  ),
  endpoint(
    'a Service without a name',
    '{ pods: { namespace: shop, workload: deployment/api, service: "" } }',
    'scenario.yaml:6:68: endpoints.x.pods.service:',
  ),
  endpoint(
    'a number as a Service',
    '{ pods: { namespace: shop, workload: deployment/api, service: 80 } }',
    'scenario.yaml:6:68: endpoints.x.pods.service:',
  ),
  endpoint(
    'a Service with its namespace',
    '{ pods: { namespace: shop, workload: deployment/api, service: api.shop } }',
    'scenario.yaml:6:68: no manifest has a Service "api.shop" in namespace shop',
  ),
  endpoint(
    'a via that there is not',
    '{ pods: { namespace: shop, workload: deployment/api, via: ip } }',
    'scenario.yaml:6:64: endpoints.x.pods.via: has to be service, name or pod',
  ),
  endpoint(
    'via service without a Service',
    '{ pods: { namespace: shop, workload: deployment/api, via: service } }',
    'scenario.yaml:6:64: via: service needs a service',
  ),
  endpoint(
    'via name without a Service',
    '{ pods: { namespace: shop, workload: deployment/api, via: name } }',
    'scenario.yaml:6:64: via: name needs a service',
  ),
  // Ports.
  endpoint(
    'a port with a zero before it, of pods',
    '{ pods: { namespace: shop, workload: deployment/api, ports: ["080"] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'port 0',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [0] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'port 70000',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [70000] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'port 70000 over HTTP',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [70000/http] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a negative port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [-1] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'half a port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [80.5] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'an endless port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [.inf] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a port over SCTP, of pods',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8080/sctp] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a port over HTTPS',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8080/https] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a protocol in capitals, of pods',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8080/TCP] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a port by its name, of pods',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [http] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a range of ports',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8080-8090] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a map as a port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [{ port: 8080, protocol: TCP }] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'an empty text as a port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [""] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'null as a port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [null] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'true as a port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [true] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a port with a space',
    '{ pods: { namespace: shop, workload: deployment/api, ports: ["8080 "] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a port with a line break',
    '{ pods: { namespace: shop, workload: deployment/api, ports: ["8080\\n"] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'an octal port',
    '{ pods: { namespace: shop, workload: deployment/api, ports: ["0o17620"] } }',
    'scenario.yaml:6:67: endpoints.x.pods.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'an empty list of ports',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [] } }',
    'scenario.yaml:6:66: endpoints.x.pods.ports:',
  ),
  endpoint(
    'one port without a list',
    '{ pods: { namespace: shop, workload: deployment/api, ports: 8080 } }',
    'scenario.yaml:6:66: endpoints.x.pods.ports:',
  ),
  endpoint(
    'null ports',
    '{ pods: { namespace: shop, workload: deployment/api, ports: null } }',
    'scenario.yaml:6:66: endpoints.x.pods.ports:',
  ),
  endpoint(
    'a port that no container serves',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8081] } }',
    'scenario.yaml:6:67: no container serves 8081/TCP at "x"; the manifests have 8080/TCP',
  ),
  endpoint(
    'a port that no container serves over UDP',
    '{ pods: { namespace: shop, workload: deployment/api, ports: [8080/udp] } }',
    'scenario.yaml:6:67: no container serves 8080/UDP at "x"; the manifests have 8080/TCP',
  ),
  // Clients.
  endpoint('a client as a word', '{ client: shop }', 'scenario.yaml:6:16: endpoints.x.client:'),
  endpoint('a null client', '{ client: null }', 'scenario.yaml:6:16: endpoints.x.client:'),
  endpoint(
    'a client without a namespace',
    '{ client: { labels: { app: a } } }',
    'scenario.yaml:6:16: endpoints.x.client.namespace:',
  ),
  endpoint(
    'a client in a namespace that is not there',
    '{ client: { namespace: shopp } }',
    'scenario.yaml:6:29: no manifest creates namespace "shopp"; did you mean "shop"?',
  ),
  endpoint(
    'a client in two namespaces',
    '{ client: { namespace: [shop, default] } }',
    'scenario.yaml:6:29: endpoints.x.client.namespace:',
  ),
  endpoint(
    'label in place of labels',
    '{ client: { namespace: shop, label: { app: a } } }',
    'scenario.yaml:6:35: unknown key "label"; did you mean "labels"?',
  ),
  endpoint(
    'a misspelt serviceAccount',
    '{ client: { namespace: shop, serviceaccount: a } }',
    'scenario.yaml:6:35: unknown key "serviceaccount"; did you mean "serviceAccount"?',
  ),
  endpoint(
    'a serviceAccountName',
    '{ client: { namespace: shop, serviceAccountName: a } }',
    'scenario.yaml:6:35: unknown key "serviceAccountName"; did you mean "serviceAccount"?',
  ),
  endpoint(
    'ports of a client',
    '{ client: { namespace: shop, ports: [80] } }',
    'scenario.yaml:6:35: unknown key "ports"; there is labels, namespace, replicas, serviceAccount',
  ),
  endpoint(
    'a list of labels of a client',
    '{ client: { namespace: shop, labels: [app] } }',
    'scenario.yaml:6:43: endpoints.x.client.labels:',
  ),
  endpoint(
    'labels of a client as a text',
    '{ client: { namespace: shop, labels: app=a } }',
    'scenario.yaml:6:43: endpoints.x.client.labels:',
  ),
  endpoint(
    'a number as a label of a client',
    '{ client: { namespace: shop, labels: { app: 1 } } }',
    'scenario.yaml:6:50: endpoints.x.client.labels.app:',
  ),
  endpoint(
    'a boolean as a label of a client',
    '{ client: { namespace: shop, labels: { app: true } } }',
    'scenario.yaml:6:50: endpoints.x.client.labels.app:',
  ),
  endpoint(
    'a label of a client with a space',
    '{ client: { namespace: shop, labels: { app: my app } } }',
    'scenario.yaml:6:50: "my app" is no value that a label can have',
  ),
  endpoint(
    'a label of a client with shell text',
    '{ client: { namespace: shop, labels: { app: $(touch x) } } }',
    'scenario.yaml:6:50: "$(touch x)" is no value that a label can have',
  ),
  endpoint(
    'a label of a client that is too long',
    `{ client: { namespace: shop, labels: { app: ${'a'.repeat(64)} } } }`,
    'scenario.yaml:6:50: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is no value that a label can have',
  ),
  endpoint(
    'a label of a client that ends with a dash',
    '{ client: { namespace: shop, labels: { app: a- } } }',
    'scenario.yaml:6:50: "a-" is no value that a label can have',
  ),
  endpoint(
    'a label of a client with an escape',
    '{ client: { namespace: shop, labels: { app: "\\e[31ma" } } }',
    'scenario.yaml:6:50: "\\u001b[31ma" is no value that a label can have',
  ),
  endpoint(
    'a key of a label of a client with an escape',
    '{ client: { namespace: shop, labels: { "\\e[31mapp": a } } }',
    'scenario.yaml:6:58: "\\u001b[31mapp" is no key of a label',
  ),
  endpoint(
    'a key of a label of a client with a space',
    '{ client: { namespace: shop, labels: { my app: a } } }',
    'scenario.yaml:6:53: "my app" is no key of a label',
  ),
  endpoint(
    'an empty key of a label of a client',
    '{ client: { namespace: shop, labels: { "": a } } }',
    'scenario.yaml:6:49: "" is no key of a label',
  ),
  endpoint(
    'a key of a label of a client with two slashes',
    '{ client: { namespace: shop, labels: { a/b/c: a } } }',
    'scenario.yaml:6:52: "a/b/c" is no key of a label',
  ),
  endpoint(
    'a key of a label of a client with a bad prefix',
    '{ client: { namespace: shop, labels: { A_b/c: a } } }',
    'scenario.yaml:6:52: "A_b/c" is no key of a label',
  ),
  endpoint(
    'an account with a capital',
    '{ client: { namespace: shop, serviceAccount: Bot } }',
    'scenario.yaml:6:51: "Bot" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  endpoint(
    'an account without a name',
    '{ client: { namespace: shop, serviceAccount: "" } }',
    'scenario.yaml:6:51: endpoints.x.client.serviceAccount:',
  ),
  endpoint(
    'an account with its namespace',
    '{ client: { namespace: shop, serviceAccount: "shop:bot" } }',
    'scenario.yaml:6:51: "shop:bot" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  endpoint(
    'an account with shell text',
    '{ client: { namespace: shop, serviceAccount: "$(touch x)" } }',
    'scenario.yaml:6:51: "$(touch x)" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  endpoint(
    'an account with an escape',
    '{ client: { namespace: shop, serviceAccount: "bot\\e[0m" } }',
    'scenario.yaml:6:51: "bot\\u001b[0m" is no name that it can have: 1 to 253 of a-z, 0-9, - and .',
  ),
  endpoint(
    'a number as an account',
    '{ client: { namespace: shop, serviceAccount: 5 } }',
    'scenario.yaml:6:51: endpoints.x.client.serviceAccount:',
  ),
  endpoint(
    'no replicas of a client',
    '{ client: { namespace: shop, replicas: 0 } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  endpoint(
    'too many replicas of a client',
    '{ client: { namespace: shop, replicas: 11 } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  endpoint(
    'negative replicas of a client',
    '{ client: { namespace: shop, replicas: -1 } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  endpoint(
    'half a replica of a client',
    '{ client: { namespace: shop, replicas: 1.5 } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  endpoint(
    'replicas of a client as a text',
    '{ client: { namespace: shop, replicas: "2" } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  endpoint(
    'replicas of a client that are no number',
    '{ client: { namespace: shop, replicas: .nan } }',
    'scenario.yaml:6:45: endpoints.x.client.replicas:',
  ),
  // The outside and hosts.
  endpoint('an outside that is false', '{ outside: false }', 'scenario.yaml:6:17: endpoints.x.outside:'),
  endpoint('an outside that is yes', '{ outside: yes }', 'scenario.yaml:6:17: endpoints.x.outside:'),
  endpoint('an outside that is a map', '{ outside: {} }', 'scenario.yaml:6:17: endpoints.x.outside:'),
  endpoint('an outside that is null', '{ outside: null }', 'scenario.yaml:6:17: endpoints.x.outside:'),
  endpoint('a host as a word', '{ host: a.example }', 'scenario.yaml:6:14: endpoints.x.host:'),
  endpoint('a host without an address', '{ host: { ports: [443] } }', 'scenario.yaml:6:14: endpoints.x.host.address:'),
  endpoint('a host without ports', '{ host: { address: a.example } }', 'scenario.yaml:6:14: endpoints.x.host.ports:'),
  endpoint(
    'a host with an empty list of ports',
    '{ host: { address: a.example, ports: [] } }',
    'scenario.yaml:6:43: endpoints.x.host.ports:',
  ),
  endpoint(
    'a host with one port',
    '{ host: { address: a.example, port: 443 } }',
    'scenario.yaml:6:36: unknown key "port"; did you mean "ports"?',
  ),
  endpoint(
    'a misspelt address',
    '{ host: { adress: a.example, ports: [443] } }',
    'scenario.yaml:6:16: unknown key "adress"; did you mean "address"?',
  ),
  endpoint(
    'an ip of a host',
    '{ host: { ip: 192.0.2.1, ports: [443] } }',
    'scenario.yaml:6:16: unknown key "ip"; there is address, ports',
  ),
  endpoint(
    'a host by a name',
    '{ host: { address: a.example, ports: [https] } }',
    'scenario.yaml:6:44: endpoints.x.host.ports.0: a port is a number from 1 to 65535, or number/protocol with tcp, http, udp, dns or',
  ),
  endpoint(
    'a number as an address',
    '{ host: { address: 2130706433, ports: [443] } }',
    'scenario.yaml:6:25: endpoints.x.host.address:',
  ),
  endpoint(
    'half an address as a number',
    '{ host: { address: 192.0, ports: [443] } }',
    'scenario.yaml:6:25: endpoints.x.host.address:',
  ),
  endpoint(
    'a list of addresses',
    '{ host: { address: [192.0.2.1, 192.0.2.2], ports: [443] } }',
    'scenario.yaml:6:25: endpoints.x.host.address:',
  ),
  endpoint(
    'an empty address',
    '{ host: { address: "", ports: [443] } }',
    'scenario.yaml:6:25: endpoints.x.host.address:',
  ),
  endpoint(
    'a space as an address',
    '{ host: { address: " ", ports: [443] } }',
    'scenario.yaml:6:25: " " is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or api.example.com',
  ),
  endpoint(
    'a URL as an address',
    '{ host: { address: "https://a.example", ports: [443] } }',
    'scenario.yaml:6:25: "https://a.example" is no host: write a.example, and 443 as its port',
  ),
  endpoint(
    'a URL with a path as an address',
    '{ host: { address: "http://a.example/b?c=d", ports: [80] } }',
    'scenario.yaml:6:25: "http://a.example/b?c=d" is no host: write a.example, and 80 as its port',
  ),
  endpoint(
    'a URL with a port as an address',
    '{ host: { address: "https://a.example:8443/", ports: [443] } }',
    'scenario.yaml:6:25: "https://a.example:8443/" is no host: write a.example, and 8443 as its port',
  ),
  endpoint(
    'a URL of a database as an address',
    '{ host: { address: "postgres://db.example:5432/shop", ports: [5432] } }',
    'scenario.yaml:6:25: "postgres://db.example:5432/shop" is no host: write db.example, and 5432 as its port',
  ),
  endpoint(
    'a URL with a password as an address',
    '{ host: { address: "https://me:secret@a.example", ports: [443] } }',
    'scenario.yaml:6:25: "https://me:secret@a.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1',
  ),
  endpoint(
    'an address with a port',
    '{ host: { address: "192.0.2.1:443", ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.1:443" is no host: write 192.0.2.1, and 443 as its port',
  ),
  endpoint(
    'a name with a port',
    '{ host: { address: "a.example:443", ports: [443] } }',
    'scenario.yaml:6:25: "a.example:443" is no host: write a.example, and 443 as its port',
  ),
  endpoint(
    'an address in brackets',
    '{ host: { address: "[2001:db8::1]", ports: [443] } }',
    'scenario.yaml:6:25: "[2001:db8::1]" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an address in brackets with a port',
    '{ host: { address: "[2001:db8::1]:443", ports: [443] } }',
    'scenario.yaml:6:25: "[2001:db8::1]:443" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an address with a zone',
    '{ host: { address: "fe80::1%eth0", ports: [443] } }',
    'scenario.yaml:6:25: "fe80::1%eth0" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv6 address with a bad digit',
    '{ host: { address: "2001:db8::g", ports: [443] } }',
    'scenario.yaml:6:25: "2001:db8::g" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv6 address with two gaps',
    '{ host: { address: "2001::db8::1", ports: [443] } }',
    'scenario.yaml:6:25: "2001::db8::1" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address beyond the last',
    '{ host: { address: 256.1.1.1, ports: [443] } }',
    'scenario.yaml:6:25: "256.1.1.1" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address with three parts',
    '{ host: { address: 192.0.2, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address with five parts',
    '{ host: { address: 192.0.2.1.1, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.1.1" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address with a zero before a part',
    '{ host: { address: 192.000.2.010, ports: [443] } }',
    'scenario.yaml:6:25: "192.000.2.010" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address in hexadecimal',
    '{ host: { address: "0x7f000001", ports: [443] } }',
    'scenario.yaml:6:25: "0x7f000001" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv4 address as a number in quotes',
    '{ host: { address: "2130706433", ports: [443] } }',
    'scenario.yaml:6:25: "2130706433" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a CIDR beyond the longest',
    '{ host: { address: 192.0.2.0/33, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.0/33" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a CIDR without a length',
    '{ host: { address: 192.0.2.0/, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.0/" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a CIDR with a negative length',
    '{ host: { address: 192.0.2.0/-1, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.0/-1" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a CIDR with two lengths',
    '{ host: { address: 192.0.2.0/24/24, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.0/24/24" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a CIDR with a mask',
    '{ host: { address: 192.0.2.0/255.255.255.0, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.0/255.255.255.0" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1',
  ),
  endpoint(
    'a CIDR of a bad address',
    '{ host: { address: 192.0.2/24, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2/24" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an IPv6 CIDR beyond the longest',
    '{ host: { address: "2001:db8::/129", ports: [443] } }',
    'scenario.yaml:6:25: "2001:db8::/129" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a range of addresses',
    '{ host: { address: 192.0.2.1-192.0.2.9, ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.1-192.0.2.9" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24',
  ),
  endpoint(
    'addresses in one text',
    '{ host: { address: "192.0.2.1, 192.0.2.2", ports: [443] } }',
    'scenario.yaml:6:25: "192.0.2.1, 192.0.2.2" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24',
  ),
  endpoint(
    'a pattern of hosts',
    '{ host: { address: "*.a.example", ports: [443] } }',
    'scenario.yaml:6:25: "*.a.example" is no host: a pattern means many; write one of them, such as api.a.example',
  ),
  endpoint(
    'a star as a host',
    '{ host: { address: "*", ports: [443] } }',
    'scenario.yaml:6:25: "*" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or api.example.com',
  ),
  endpoint(
    'a pattern in the middle of a host',
    '{ host: { address: "a.*.example", ports: [443] } }',
    'scenario.yaml:6:25: "a.*.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'shell text as a host',
    '{ host: { address: "$(touch x)", ports: [443] } }',
    'scenario.yaml:6:25: "$(touch x)" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'shell text in backticks as a host',
    '{ host: { address: "`touch x`", ports: [443] } }',
    'scenario.yaml:6:25: "`touch x`" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with a second command',
    '{ host: { address: "a.example; touch x", ports: [443] } }',
    'scenario.yaml:6:25: "a.example; touch x" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24',
  ),
  endpoint(
    'a host with a pipe',
    '{ host: { address: "a.example|sh", ports: [443] } }',
    'scenario.yaml:6:25: "a.example|sh" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with a quote',
    `{ host: { address: "a.example'", ports: [443] } }`,
    `scenario.yaml:6:25: "a.example'" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or`,
  ),
  endpoint(
    'an option as a host',
    '{ host: { address: -oProxyCommand=x, ports: [443] } }',
    'scenario.yaml:6:25: "-oProxyCommand=x" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a long option as a host',
    '{ host: { address: --config, ports: [443] } }',
    'scenario.yaml:6:25: "--config" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'an option without a value as a host',
    '{ host: { address: "-K", ports: [443] } }',
    'scenario.yaml:6:25: "-K" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or api.example.com',
  ),
  endpoint(
    'a host with a line break',
    '{ host: { address: "a.example\\ntouch x", ports: [443] } }',
    'scenario.yaml:6:25: "a.example\\ntouch x" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24',
  ),
  endpoint(
    'a host with a line break at its end',
    '{ host: { address: "a.example\\n", ports: [443] } }',
    'scenario.yaml:6:25: "a.example\\n" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with an escape',
    '{ host: { address: "a.example\\e[2J", ports: [443] } }',
    'scenario.yaml:6:25: "a.example\\u001b[2J" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24',
  ),
  endpoint(
    'a host with a NUL',
    '{ host: { address: "a.example\\0", ports: [443] } }',
    'scenario.yaml:6:25: "a.example\\u0000" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with two dots',
    '{ host: { address: a..example, ports: [443] } }',
    'scenario.yaml:6:25: "a..example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host that begins with a dot',
    '{ host: { address: .a.example, ports: [443] } }',
    'scenario.yaml:6:25: ".a.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host that begins with a dash',
    '{ host: { address: -a.example, ports: [443] } }',
    'scenario.yaml:6:25: "-a.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with an umlaut',
    '{ host: { address: bücher.example, ports: [443] } }',
    'scenario.yaml:6:25: "bücher.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with a path',
    '{ host: { address: a.example/b, ports: [443] } }',
    'scenario.yaml:6:25: "a.example/b" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with a user',
    '{ host: { address: me@a.example, ports: [443] } }',
    'scenario.yaml:6:25: "me@a.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0.2.1, 192.0.2.0/24 or',
  ),
  endpoint(
    'a host with a label that is too long',
    `{ host: { address: ${'a'.repeat(64)}.example, ports: [443] } }`,
    'scenario.yaml:6:25: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example" is no host: write an IP address, a',
  ),
  endpoint(
    'a host that is too long',
    `{ host: { address: ${'a.'.repeat(200)}example, ports: [443] } }`,
    'scenario.yaml:6:25',
  ),
  // Stages.
  flows('an empty list of stages', 'otherwise: blocked\nstages: []', 'scenario.yaml:7:9: stages:'),
  flows('a map of stages', 'otherwise: blocked\nstages: { final: {} }', 'scenario.yaml:7:9: stages:'),
  flows('a list of words as stages', 'otherwise: blocked\nstages: [before, after]', 'scenario.yaml:7:10: stages.0:'),
  flows('a null stage', 'otherwise: blocked\nstages: [null]', 'scenario.yaml:7:10: stages.0:'),
  flows(
    'a stage without a name',
    'otherwise: blocked\nstages: [{ manifests: [world.yaml] }]',
    'scenario.yaml:7:10: stages.0.name:',
  ),
  flows(
    'a stage with a capital',
    'otherwise: blocked\nstages: [{ name: Final }]',
    'scenario.yaml:7:18: stages.0.name: a name has lower-case letters, digits, "-" and "." only',
  ),
  flows(
    'a stage with a space',
    'otherwise: blocked\nstages: [{ name: all of it }]',
    'scenario.yaml:7:18: stages.0.name: a name has lower-case letters, digits, "-" and "." only',
  ),
  flows(
    'a stage called __proto__',
    'otherwise: blocked\nstages: [{ name: __proto__ }]',
    'scenario.yaml:7:18: stages.0.name: a name has lower-case letters, digits, "-" and "." only',
  ),
  flows(
    'a stage called toString',
    'otherwise: blocked\nstages: [{ name: toString }]',
    'scenario.yaml:7:18: stages.0.name: a name has lower-case letters, digits, "-" and "." only',
  ),
  flows(
    'a stage with an escape in its name',
    'otherwise: blocked\nstages: [{ name: "\\e[31mred" }]',
    'scenario.yaml:7:18: stages.0.name: a name has lower-case letters, digits, "-" and "." only',
  ),
  flows('a number as a stage', 'otherwise: blocked\nstages: [{ name: 1 }]', 'scenario.yaml:7:18: stages.0.name:'),
  flows(
    'two stages with the same name',
    'otherwise: blocked\nstages: [{ name: a }, { name: a }]',
    'scenario.yaml:7:31: another stage is called "a" already',
  ),
  flows(
    'two stages called constructor',
    'otherwise: blocked\nstages: [{ name: constructor }, { name: constructor }]',
    'scenario.yaml:7:41: another stage is called "constructor" already',
  ),
  flows(
    'manifest in place of manifests of a stage',
    'otherwise: blocked\nstages: [{ name: a, manifest: [world.yaml] }]',
    'scenario.yaml:7:21: unknown key "manifest"; did you mean "manifests"?',
  ),
  flows(
    'endpoints of a stage',
    'otherwise: blocked\nstages: [{ name: a, endpoints: {} }]',
    'scenario.yaml:7:21: unknown key "endpoints"; there is description, flows, manifests, name, otherwise',
  ),
  flows(
    'stages of a stage',
    'otherwise: blocked\nstages: [{ name: a, stages: [{ name: b }] }]',
    'scenario.yaml:7:21: unknown key "stages"; there is description, flows, manifests, name, otherwise',
  ),
  flows(
    'an empty list of manifests of a stage',
    'otherwise: blocked\nstages: [{ name: a, manifests: [] }]',
    'scenario.yaml:7:32: stages.0.manifests:',
  ),
  flows(
    'a manifest of a stage that does not exist',
    'otherwise: blocked\nstages: [{ name: a }, { name: b, manifests: [p.yaml] }]',
    'scenario.yaml:7:46: cannot read "p.yaml": there is no such file',
  ),
  flows(
    'an empty list of flows of a stage',
    'otherwise: blocked\nstages: [{ name: a, flows: [] }]',
    'scenario.yaml:7:28: stages.0.flows:',
  ),
  flows(
    'a misspelt otherwise of a stage',
    'otherwise: blocked\nstages: [{ name: a, otherwise: open }]',
    'scenario.yaml:7:32: stages.0.otherwise: has to be allowed or blocked',
  ),
  flows(
    'an empty description of a stage',
    'otherwise: blocked\nstages: [{ name: a, description: "" }]',
    'scenario.yaml:7:34: stages.0.description:',
  ),
  flows(
    'an endpoint of a stage that is not there',
    'otherwise: blocked\nstages: [{ name: a, flows: [{ from: api, to: dbb, expect: allowed }] }]',
    'scenario.yaml:7:46: no endpoint is called "dbb"; did you mean "db"?',
  ),
  flows(
    'a misspelt flow of a stage',
    'otherwise: blocked\nstages: [{ name: a, flows: [{ from: api, to: db, expct: allowed }] }]',
    'scenario.yaml:7:50: unknown key "expct"; did you mean "expect"?',
  ),
  flows(
    'two flows of a stage with the same name',
    'otherwise: blocked\nstages: [{ name: a, flows: [{ name: x, from: api, to: db, expect: allowed }, { name: x, from: db, to: api, expect: blocked }] }]',
    'scenario.yaml:7:86: another flow is called "x" already',
  ),
  flows(
    'stages with nothing to prove',
    'stages: [{ name: a }, { name: b }]',
    'scenario.yaml:1:1: nothing to prove: add flows, protect, or otherwise: blocked',
  ),
  // YAML.
  scenario(
    'a tab for indentation',
    'name: corpus\nendpoints:\n\tnet: { outside: true }\notherwise: blocked\n',
    'scenario.yaml:3:1: Tabs are not allowed as indentation',
  ),
  scenario(
    'a key twice',
    'name: corpus\nname: shop\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:1: Map keys must be unique',
  ),
  scenario(
    'a key twice with an escape',
    'name: corpus\n"\\e[2Ja": 1\n"\\e[2Ja": 2\n',
    'scenario.yaml:3:1: Map keys must be unique',
  ),
  scenario(
    'a key without a space',
    'name:corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:1: Implicit keys need to be on a single line',
  ),
  scenario(
    'an unclosed double quote',
    'name: "corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:4:1: Missing closing "quote',
  ),
  scenario(
    'an unclosed single quote',
    "name: 'corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n",
    "scenario.yaml:4:1: Missing closing 'quote",
  ),
  scenario(
    'an unclosed map',
    'name: corpus\nendpoints: { net: { outside: true }\notherwise: blocked\n',
    'scenario.yaml:3:1: Flow map in block collection must be sufficiently indented and end with a }',
  ),
  scenario(
    'an unclosed list',
    'name: corpus\nmanifests: [world.yaml\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:3:1: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ),
  scenario(
    'a bracket too many',
    'name: corpus\nmanifests: [world.yaml]]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:24: Unexpected flow-seq-end token in YAML stream: "]"',
  ),
  scenario(
    'a bad indentation',
    'name: corpus\nendpoints:\n    net: { outside: true }\n  gw: { outside: true }\notherwise: blocked\n',
    'scenario.yaml:4:1: All mapping items must start at the same column',
  ),
  scenario(
    'a value with a colon',
    'name: corpus\ndescription: who: whom\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:14: Nested mappings are not allowed in compact mappings',
  ),
  scenario(
    'a bad escape in quotes',
    'name: "corpus\\q"\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:14: Invalid escape sequence \\q',
  ),
  scenario(
    'a percent sign at the start',
    '%name corpus\nendpoints: {}\n',
    'scenario.yaml:2:1: Missing directives-end/doc-start indicator line',
  ),
  scenario(
    'a reserved character at the start',
    'name: @corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: Plain value cannot start with reserved character @',
  ),
  scenario(
    'two documents',
    'name: corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n---\nname: second\n',
    'scenario.yaml:5:1: a scenario file holds one document',
  ),
  scenario(
    'an empty second document',
    'name: corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n---\n---\n',
    'scenario.yaml:4:4: a scenario file holds one document',
  ),
  scenario(
    'an anchor that holds itself',
    'name: corpus\nendpoints: &e { net: *e }\notherwise: blocked\n',
    'scenario.yaml:2:22: unknown key "net"; there is client, host, outside, pods',
  ),
  scenario(
    'an alias bomb',
    `name: corpus\na: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
      .split('')
      .map((key, i) => `${key}: &${key} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[i]}`).join(', ')}]`)
      .join('\n')}\n`,
    'scenario.yaml:1:1: Excessive alias count',
  ),
  scenario(
    'a tag of JavaScript',
    'name: !!js/function "function () {}"\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: Unresolved tag: tag:yaml.org,2002:js/function',
  ),
  scenario(
    'a tag of Python',
    'name: !!python/object/apply:os.system ["touch x"]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: Unresolved tag: tag:yaml.org,2002:python/object/apply:os.system',
  ),
  scenario(
    'a binary tag',
    'name: !!binary c2hvcA==\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:16: name:',
  ),
  scenario('lists nested too deeply', `name: ${'['.repeat(20_000)}`, 'scenario.yaml:1:1: this is nested too deeply'),
  scenario(
    'maps nested too deeply',
    `name: ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}`,
    'scenario.yaml:1:1: this is nested too deeply',
  ),
  scenario('a script', '#!/bin/sh\ntouch x\n', 'scenario.yaml:2:1:'),
  scenario(
    'a page',
    '<!DOCTYPE html>\n<html><body>404: not found</body></html>\n',
    'scenario.yaml:1:1: Implicit keys need to be on a single line',
  ),
  scenario(
    'broken JSON',
    '{ "name": "corpus", "endpoints": { "net": { "outside": true } } "otherwise": "blocked" }\n',
    'scenario.yaml:1:65: Unexpected double-quoted-scalar at node end',
  ),
  scenario(
    'conflict markers',
    '<<<<<<< HEAD\nname: corpus\n=======\nname: shop\n>>>>>>> branch\n',
    'scenario.yaml:1:1: Implicit keys need to be on a single line',
  ),
  scenario(
    'a NUL',
    'name: cor\u0000pus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:1: this is no text',
  ),
  scenario(
    'a raw escape',
    'name: \u001b[31mcorpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:7: a control character is no part of a text',
  ),
  scenario(
    'a key called __proto__',
    'name: corpus\n__proto__: { otherwise: blocked }\nendpoints: { net: { outside: true } }\n',
    'scenario.yaml:2:12: nothing can be called __proto__',
  ),
  scenario(
    'a key called constructor',
    'name: corpus\nconstructor: { prototype: { otherwise: blocked } }\nendpoints: { net: { outside: true } }\n',
    'scenario.yaml:2:1: unknown key "constructor"; there is description, endpoints, flows, manifests, name, otherwise, protect, stages',
  ),
  scenario(
    'a key called toString',
    'name: corpus\ntoString: a\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:1: unknown key "toString"; there is description, endpoints, flows, manifests, name, otherwise, protect, stages',
  ),
  scenario(
    'a very long key',
    `name: corpus\n${'k'.repeat(1000)}: 1\nendpoints: { net: { outside: true } }\notherwise: blocked\n`,
    'scenario.yaml:2:1: unknown key',
  ),
  scenario(
    'carriage returns alone',
    'name: corpus\rendpoints: { net: { outside: true } }\rotherwise: blocked\r',
    'scenario.yaml:1:7: Nested mappings are not allowed in compact mappings',
  ),
  {
    ...scenario('binary bytes', '', 'scenario.yaml:1:1: this is no text'),
    files: { 'scenario.yaml': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]) },
  },
  {
    ...scenario(
      'bytes that are no UTF-8',
      '',
      'scenario.yaml:1:7: name: a name has lower-case letters, digits, "-" and "." only',
    ),
    files: { 'scenario.yaml': new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xff, 0xfe, 0xfd, 0x0a]) },
  },
  {
    ...scenario('a file in UTF-16', '', 'scenario.yaml:1:1: this is no text'),
    files: { 'scenario.yaml': new Uint8Array([0xff, 0xfe, 0x6e, 0, 0x61, 0, 0x6d, 0, 0x65, 0, 0x3a, 0]) },
  },
  {
    ...scenario('a folder in place of the file', '', 'cannot read scenario.yaml: it is a folder'),
    files: { 'scenario.yaml/readme.md': 'x\n' },
  },
  endpoint(
    'a selector by __proto__',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { __proto__: a } } } }',
    'scenario.yaml:6:74: nothing can be called __proto__',
  ),
  flows(
    'an endpoint called __proto__',
    '  __proto__: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:14: nothing can be called __proto__',
  ),
  endpoint(
    '__proto__ as a label of a client',
    '{ client: { namespace: shop, labels: { __proto__: a } } }',
    'scenario.yaml:6:56: nothing can be called __proto__',
  ),
  scenario(
    'a manifest with a NUL in its name',
    'name: corpus\nmanifests: ["a\\0.yaml"]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "a.yaml": no file can be called so',
  ),
  scenario(
    'a manifest with an escape in its name',
    'name: corpus\nmanifests: ["\\e[31mred.yaml"]\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:13: cannot read "red.yaml": there is no such file',
  ),
  flows(
    'a sender with an escape in its name',
    'flows: [{ from: "\\e[31mapi", to: db, expect: allowed }]',
    'scenario.yaml:6:17: no endpoint is called "api"; there is api, db',
  ),
  flows(
    'two flows with the same hostile name',
    'flows: [{ name: "\\e[2Ja", from: api, to: db, expect: allowed }, { name: "\\e[2Ja", from: db, to: api, expect: blocked }]',
    'scenario.yaml:6:73: another flow is called "a" already',
  ),
  endpoint(
    'a namespace with an escape in its name',
    '{ pods: { namespace: "\\e[31mshop", workload: deployment/api } }',
    'scenario.yaml:6:27: no manifest creates namespace "shop"; there is default, kube-node-lease, kube-pu',
  ),
  endpoint(
    'a selector of no pod with an escape',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { app: "\\e[31ma" } } } }',
    'scenario.yaml:6:68: in this selector, "\\u001b[31ma" is no value that a label can have',
  ),
  endpoint(
    'a key of a label with an escape',
    '{ pods: { namespace: shop, podSelector: { matchLabels: { "\\e[31mapp": a } } } }',
    'scenario.yaml:6:76: in this selector, "\\u001b[31mapp" is no key of a label',
  ),
  scenario(
    'a raw escape in a key',
    'name: corpus\n\u001b[31mflows: []\nendpoints: { net: { outside: true } }\n',
    'scenario.yaml:2:1: a control character is no part of a text',
  ),
  scenario(
    'a key with an escape',
    'name: corpus\n"\\e[31mflows": []\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:1: unknown key "flows"; there is description, endpoints, flows, manifests, name, oth',
  ),
  flows(
    'an endpoint with an escape in its name',
    '  "\\e[31mred": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.red: a name has lower-case letters, digits, "-" and "." only, and begin',
  ),
  flows(
    'an endpoint with a bell in its name',
    '  "a\\a": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.a: a name has lower-case letters, digits, "-" and "." only, and begins',
  ),
  endpoint(
    'a host with a C1 control character',
    '{ host: { address: "a.example\\x9b31m", ports: [443] } }',
    'scenario.yaml:6:25: "a.example" is no host: write an IP address, a CIDR or a DNS name, such as 192.0',
  ),
  flows(
    'an endpoint with a turned text in its name',
    '  "a\\u202Eb": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.ab: a name has lower-case letters, digits, "-" and "." only, and begins',
  ),
  flows(
    'a receiver with a line break in its name',
    'flows: [{ from: api, to: "db\\nFAIL", expect: allowed }]',
    'scenario.yaml:6:26: no endpoint is called "db FAIL"; there is api, db',
  ),
  scenario(
    'a key with a line break',
    'name: corpus\n"flows\\nPASS": []\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:2:1: unknown key "flows PASS"; there is description, endpoints, flows, manifests, name',
  ),
  flows(
    'a sender with a very long name',
    `flows: [{ from: ${'a'.repeat(5000)}, to: db, expect: allowed }]`,
    'no endpoint is called "aaa',
  ),
  endpoint(
    'a label of a client that is far too long',
    `{ client: { namespace: shop, labels: { app: ${'a'.repeat(9000)} } } }`,
    'is no value that a label can have',
  ),
  endpoint('a host that is far too long', `{ host: { address: ${'a'.repeat(9000)}, ports: [443] } }`, 'is no host'),
  scenario(
    'a thousand unknown keys',
    `name: corpus\n${Array.from({ length: 1000 }, (_, i) => `key${i}: 1`).join('\n')}\nendpoints: { net: { outside: true } }\notherwise: blocked\n`,
    'scenario.yaml:2:1: unknown key "key0"',
  ),
  flows(
    'an endpoint with a capital',
    '  Cart: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.Cart: a name has lower-case letters',
  ),
  flows(
    'an endpoint with an underscore',
    '  my_cart: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.my_cart: a name has lower-case letters',
  ),
  flows(
    'an endpoint with a space',
    '  my cart: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.my cart: a name has lower-case letters',
  ),
  flows(
    'an endpoint with a colon',
    '  "cart:80": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.cart:80: a name has lower-case letters',
  ),
  flows(
    'an endpoint that begins with a dash',
    '  -cart: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.-cart: a name',
  ),
  flows(
    'a star as an endpoint',
    '  "*": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.*: a name has lower-case letters',
  ),
  flows(
    'an endpoint without a name',
    '  "": { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.: a name',
  ),
  flows(
    'an endpoint called toString',
    '  toString: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.toString: a name has lower-case letters',
  ),
  flows(
    'an endpoint called hasOwnProperty',
    '  hasOwnProperty: { outside: true }\notherwise: blocked',
    'scenario.yaml:6:3: endpoints.hasOwnProperty: a name has lower-case letters',
  ),
  scenario(
    'an empty name',
    'name: ""\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'begins and ends with',
  ),
  scenario(
    'a name that begins with a dash',
    'name: -shop\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'begins and ends with',
  ),
  scenario(
    'a name that ends with a dot',
    'name: shop.\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'begins and ends with',
  ),
  endpoint(
    'the operator In without values',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: In }] } } }',
    'values',
  ),
  endpoint(
    'the operator In with an empty list',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: In, values: [] }] } } }',
    'values',
  ),
  endpoint(
    'the operator NotIn without values',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: NotIn }] } } }',
    'values',
  ),
  endpoint(
    'the operator Exists with values',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operator: Exists, values: [api] }] } } }',
    'values',
  ),
  flows(
    'two flows that contradict each other',
    'flows: [{ from: api, to: db, expect: allowed }, { from: api, to: "db:5432", expect: blocked }]',
    'leave out one of the two',
  ),
  flows(
    'two flows of lists that contradict each other',
    'flows: [{ from: [api, db], to: [api, db], expect: allowed }, { from: db, to: api, expect: blocked }]',
    'leave out one of the two',
  ),
  flows(
    'flows of a stage that contradict each other',
    'otherwise: blocked\nstages: [{ name: a, flows: [{ from: api, to: db, expect: allowed }, { from: api, to: db, expect: blocked }] }]',
    'leave out one of the two',
  ),
  flows(
    'the outside to a host',
    '  net: { outside: true }\n  bank: { host: { address: 192.0.2.1, ports: [443] } }\nflows: [{ from: net, to: bank, expect: allowed }]',
    'outside of the cluster',
  ),
  endpoint(
    'a workload with a short kind',
    '{ pods: { namespace: shop, workload: deploy/api } }',
    'scenario.yaml:6:43: endpoints.x.pods.workload: a workload is pod/NAME, deployment/NAME, statefulset/',
  ),
  endpoint('a Service as a workload', '{ pods: { namespace: shop, workload: service/api } }', 'statefulset'),
  endpoint('a CronJob as a workload', '{ pods: { namespace: shop, workload: cronjob/api } }', 'statefulset'),
  scenario('an empty map of endpoints', 'name: corpus\nendpoints: {}\notherwise: blocked\n', 'no endpoint'),
  scenario(
    'nothing that could be reached',
    'name: corpus\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'no endpoint',
  ),
  flows(
    'two stars',
    'flows: [{ from: "**", to: db, expect: allowed }]',
    'no endpoint is called "**"; there is api, db',
  ),
  flows(
    'an unquoted star',
    'flows: [{ from: *, to: db, expect: allowed }]',
    'scenario.yaml:6:17: a * needs quotes: "*"',
  ),
  scenario(
    'an alias that is not there',
    'name: corpus\nendpoints: { net: *outside }\notherwise: blocked\n',
    'scenario.yaml:2:',
  ),
  endpoint(
    'matchLabels in small letters',
    '{ pods: { namespace: shop, podSelector: { matchlabels: { app: api } } } }',
    'did you mean "matchLabels"?',
  ),
  endpoint(
    'a misspelt operator',
    '{ pods: { namespace: shop, podSelector: { matchExpressions: [{ key: app, operatr: In, values: [api] }] } } }',
    'did you mean "operator"?',
  ),
  flows('an unknown tag', 'flows: !reference [.shop, flows]', '!reference'),
  flows('an unknown tag before a value', 'flows: [{ from: api, to: db, expect: !vault allowed }]', '!vault'),
  scenario(
    'a Helm template',
    'name: {{ .Release.Name }}\nendpoints: { net: { outside: true } }\notherwise: blocked\n',
    'scenario.yaml:1:8: this is a template; render it first',
  ),
  flows('an endpoint called null', '  ~: { outside: true }\notherwise: blocked', 'scenario.yaml:6:3: endpoints'),
  flows('a port without an endpoint', 'flows: [{ from: api, to: ":5432", expect: allowed }]', 'write ENDPOINT:5432'),
  scenario(
    'a merge of a word',
    'name: corpus\nendpoints:\n  net: { <<: outside }\notherwise: blocked\n',
    'scenario.yaml:3:14: Merge sources must be maps',
  ),
];

/** A scenario that is good but for one of its manifests, which stands beside it. */
function beside(what: string, manifest: string, files: Case['files'], says: string): Case {
  const text = `name: corpus\nmanifests: [world.yaml, ${manifest}]\nendpoints: { net: { outside: true } }\notherwise: blocked\n`;
  const bad = scenario(what, text, says);
  return { ...bad, files: { ...bad.files, ...files } };
}
