import { expect, test } from 'vitest';
import { check } from '../../../src/analysis/check.ts';
import { replaced } from '../../../src/kubernetes/object-source.ts';
import { scenarioOf } from '../../helpers/scenario.ts';
import { podManifest } from '../../helpers/world.ts';

const cluster = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: red } }',
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: data, labels: { team: blue } }',
  podManifest('shop/api app=api,tier=front web:8080'),
  podManifest('shop/cart app=cart web:8080'),
  podManifest('data/db app=postgres,tier=data pg:5432 stats:5432/UDP'),
  'apiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: data }\nspec: { selector: { app: postgres }, ports: [{ port: 15432, targetPort: pg }] }',
].join('\n---\n');

function scenario(flows: string, policies: string) {
  const text = `name: shop
manifests: [cluster.yaml, policies.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: pod/api } }
  cart: { pods: { namespace: shop, workload: pod/cart } }
  db: { pods: { namespace: data, workload: pod/db, service: db } }
  db-udp: { pods: { namespace: data, workload: pod/db, ports: [5432/udp] } }
  guest: { client: { namespace: data } }
flows: [${flows}]`;
  return scenarioOf(text, { 'cluster.yaml': cluster, 'policies.yaml': policies });
}

/** The edit of the first mismatch, and what the file is after it. */
function editOf(flows: string, policies: string) {
  const { stages } = check(scenario(flows, policies), new Map([['policies.yaml', policies]]));
  const [edit] = stages.flatMap(({ results }) => results.flatMap((result) => result.edit ?? []));
  return edit && { ...edit, after: replaced(policies, edit.replacements) };
}

const policy = (spec: string, name = 'p', namespace = 'shop'): string =>
  `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${spec.replaceAll(/^/gm, '  ')}
`;

const toDb = "{ from: api, to: 'db:15432', expect: allowed }";
const egress = (rules: string): string => policy(`podSelector: {}\npolicyTypes: [Egress]\negress:\n${rules}`);
const inData = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }';

test.for<[what: string, flows: string, policies: string, before: string, after: string]>([
  [
    'allow port 5432 instead of 15432',
    toDb,
    egress(`  - to: [{ ${inData} }]\n    ports: [{ port: 15432 }]`),
    '15432',
    '5432',
  ],
  [
    'allow port 5432 instead of http',
    toDb,
    egress(`  - to: [{ ${inData} }]\n    ports: [{ port: http }]`),
    'port: http',
    'port: 5432',
  ],
  [
    'allow UDP instead of TCP',
    "{ from: api, to: 'db-udp:5432/udp', expect: allowed }",
    egress(`  - to: [{ ${inData} }]\n    ports: [{ protocol: TCP, port: 5432 }]`),
    'TCP',
    'UDP',
  ],
  [
    'select namespace data in the same peer',
    toDb,
    egress('  - to:\n      - podSelector: # the database\n          matchLabels: { app: postgres }'),
    '- podSelector',
    `- ${inData}\n          podSelector`,
  ],
  [
    'select namespace data in the same peer',
    toDb,
    egress('  - to: [{ podSelector: { matchLabels: { app: postgres } } }]'),
    '[{ podSelector',
    `[{ ${inData}, podSelector`,
  ],
  [
    'select kubernetes.io/metadata.name=data instead of name=data',
    toDb,
    egress('  - to:\n      - namespaceSelector: { matchLabels: { name: data } }'),
    'name: data } }\n',
    'kubernetes.io/metadata.name: data } }\n',
  ],
  [
    'select team=blue instead of team=bleu',
    toDb,
    egress('  - to: [{ namespaceSelector: { matchLabels: { team: bleu } } }]'),
    'bleu',
    'blue',
  ],
  [
    'select app=postgres instead of app=postgers',
    toDb,
    egress(`  - to: [{ ${inData}, podSelector: { matchLabels: { "app": 'postgers' } } }]`),
    "'postgers'",
    'postgres',
  ],
  [
    'let p select app=api instead of app=apy',
    toDb,
    policy('podSelector: { matchLabels: { app: apy } }\npolicyTypes: [Egress]\negress: [{}]').concat(
      '---\n',
      policy('podSelector: {}\npolicyTypes: [Egress]', 'deny'),
    ),
    'apy',
    'api',
  ],
  [
    'make the two selectors one peer, so that both must hold',
    "{ from: guest, to: 'api:8080', expect: blocked }, { from: cart, to: 'api:8080', expect: allowed }",
    policy(
      'podSelector: {}\ningress:\n  - from:\n      - namespaceSelector: {}\n      - podSelector: { matchLabels: { app: cart } }',
    ),
    '- podSelector: {',
    '  podSelector: {',
  ],
  [
    'make the two selectors one peer, so that both must hold',
    "{ from: guest, to: 'api:8080', expect: blocked }, { from: cart, to: 'api:8080', expect: allowed }",
    policy(
      'podSelector: {}\ningress: [{ from: [{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: cart } } }] }]',
    ),
    '{ namespaceSelector: {} }, { podSelector',
    '{ namespaceSelector: {} , podSelector',
  ],
  [
    'remove this peer',
    "{ from: guest, to: 'api:8080', expect: blocked }, { from: cart, to: 'api:8080', expect: allowed }",
    policy('podSelector: {}\ningress:\n  - from:\n      - namespaceSelector: {}\n      - podSelector: {}'),
    '      - namespaceSelector: {}\n  ',
    '',
  ],
])('%s: %#', ([what, flows, policies, before, after]) => {
  const edit = editOf(flows, policies);
  expect(edit?.what).toBe(what);
  expect(policies).toContain(before);
  expect(edit?.after).toBe(policies.replace(before, after));
  expect(
    check(scenario(flows, edit?.after ?? '')).stages.flatMap(({ results }) => results.map(({ outcome }) => outcome)),
  ).not.toContain('mismatch');
});

test('two selectors of one peer are changed together, and in the policy that is meant', () => {
  const peer = 'namespaceSelector: { matchLabels: { team: red } }, podSelector: { matchLabels: { name: db } }';
  const spec = (own: string) =>
    egress(`  - to: [{ ${own} }]\n    ports: [{ port: 5432 }]`).replace('name: p,', 'name: q,');
  const first = policy(
    'podSelector: {}\npolicyTypes: [Egress]\negress:\n  - to: [{ podSelector: { matchLabels: { name: db } } }]\n    ports: [{ port: 1 }]',
  );
  const edit = editOf(toDb, `${first}---\n${spec(peer)}`);
  expect(edit?.what).toBe('select team=blue instead of team=red, and select tier=data instead of name=db');
  expect(edit?.after).toBe(`${first}---\n${spec(peer.replace('red', 'blue').replace('name: db', 'tier: data'))}`);
});

test('an edit that would change another flow for the worse is not suggested', () => {
  const spec = egress(`  - to: [{ ${inData} }]\n    ports: [{ port: 15432 }]`);
  expect(editOf(toDb, spec)).toBeDefined();
  expect(editOf(`${toDb}, { from: cart, to: 'db:15432', expect: blocked }`, spec)).toBeUndefined();
});

test('an edit that mends another flow as well is welcome', () => {
  const spec = egress(`  - to: [{ ${inData} }]\n    ports: [{ port: 15432 }]`);
  expect(editOf(`${toDb}, { from: cart, to: 'db:15432', expect: allowed }`, spec)?.what).toBe(
    'allow port 5432 instead of 15432',
  );
});

test('without the text of the file there is no edit', () => {
  const spec = egress(`  - to: [{ ${inData} }]\n    ports: [{ port: 15432 }]`);
  const [stage] = check(scenario(toDb, spec)).stages;
  expect(stage?.results).toMatchObject([{ outcome: 'mismatch', edit: undefined }]);
});

test('the DNS rule is for the whole namespace, or for fewer where that would be too many', () => {
  const flows = "{ from: api, to: 'dns:53/dns', expect: allowed }";
  const more = ", { from: cart, to: 'dns:53/dns', expect: blocked }";
  const spec = policy('podSelector: { matchLabels: { tier: front } }\npolicyTypes: [Egress]').concat(
    '---\n',
    policy('podSelector: { matchLabels: { app: cart } }\npolicyTypes: [Egress]', 'cart'),
  );
  const text = `name: dns
manifests: [cluster.yaml, policies.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: pod/api } }
  cart: { pods: { namespace: shop, workload: pod/cart } }
  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, service: kube-dns, ports: [53/dns] } }
`;
  const editFor = (list: string) => {
    const read = scenarioOf(`${text}flows: [${list}]`, { 'cluster.yaml': cluster, 'policies.yaml': spec });
    return check(read, new Map([['policies.yaml', spec]])).stages[0]?.results.find(({ edit }) => edit)?.edit;
  };
  expect(editFor(flows)?.what).toBe('allow DNS to every pod of namespace shop');
  expect(editFor(flows + more)?.what).toBe('allow DNS to tier=front');
  expect(editFor(flows + more)?.diff).toContain('+  podSelector: { matchLabels: { tier: front } }');
});

test('the DNS rule does not take the name of another policy', () => {
  const spec = policy(
    'podSelector: {}\npolicyTypes: [Egress]\negress:\n  - ports: [{ port: 5432 }]',
    'allow-dns-egress',
  );
  const text = `name: dns
manifests: [cluster.yaml, policies.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: pod/api } }
  db: { pods: { namespace: data, workload: pod/db, service: db } }
  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, service: kube-dns, ports: [53/dns] } }
flows: [{ from: api, to: ['dns:53/dns', 'db:15432'], expect: allowed }]`;
  const read = scenarioOf(text, { 'cluster.yaml': cluster, 'policies.yaml': spec });
  const [edit] = check(read, new Map([['policies.yaml', spec]])).stages.flatMap(({ results }) =>
    results.flatMap((result) => result.edit ?? []),
  );
  expect(edit?.diff).toContain('+metadata: { name: allow-dns-egress-2, namespace: shop }');
});
