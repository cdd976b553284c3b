import { expect, test } from 'vitest';
import { planAddresses } from '../../src/policy/addresses.ts';
import { translatePolicies } from '../../src/netns-plan/nft-policies.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { buildWorld } from '../../src/policy/build-world.ts';

/** Three pods: shop/api serves 8080 as `web`, shop/db serves 5432, and other/api serves 9090 as `web`. */
const workloads = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a } } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: other } }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop, labels: { app: api } }
spec: { containers: [{ ports: [{ name: web, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, namespace: shop, labels: { app: db } }
spec: { containers: [{ ports: [{ containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: other, labels: { app: api } }
spec: { containers: [{ ports: [{ name: web, containerPort: 9090 }] }] }
`;

/** The chains that judge pods, for a policy in namespace shop. */
function chainsFor(spec: string, family: 'ipv4' | 'dual' = 'ipv4'): string {
  const policy = `---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: p, namespace: shop }, spec: ${spec} }`;
  const { manifests, problems } = parseManifests(`${workloads}${policy}`, 'p.yaml');
  expect(problems).toEqual([]);
  const text = translatePolicies(buildWorld(manifests, planAddresses(family)));
  return text.slice(text.indexOf('  # '));
}

test('a ruleset can be read: who is judged, by which policy of which line', () => {
  const { manifests } = parseManifests(
    `${workloads}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: allow-db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 5432 }] }]
`,
    'shop.yaml',
  );
  expect(translatePolicies(buildWorld(manifests, planAddresses('ipv4')))).toMatchInlineSnapshot(`
    "table inet flowproof-policies
    delete table inet flowproof-policies
    table inet flowproof-policies {
      chain forward {
        type filter hook forward priority filter; policy accept;
        ct state related accept
        ct direction reply ct state established accept
        meta l4proto != udp ct state established accept
        ip saddr vmap { 192.168.128.3 : jump egress-1, 192.168.0.4 : jump egress-1 }
        ip daddr vmap { 192.168.128.3 : jump ingress-1, 192.168.0.4 : jump ingress-2 }
      }

      chain input {
        type filter hook input priority filter; policy accept;
        ct state related accept
        ct direction reply ct state established accept
        meta l4proto != udp ct state established accept
        icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
        ip saddr vmap { 192.168.128.3 : jump egress-1, 192.168.0.4 : jump egress-1 }
      }

      # Egress of shop/api, shop/db
      chain egress-1 {
        # shop/default-deny (shop.yaml:21) allows nothing
        drop
      }

      # Ingress of shop/api
      chain ingress-1 {
        # shop/default-deny (shop.yaml:21) allows nothing
        drop
      }

      # Ingress of shop/db
      chain ingress-2 {
        # shop/default-deny (shop.yaml:21) allows nothing
        # shop/allow-db (shop.yaml:26)
        ip saddr 192.168.128.3 tcp dport 5432 return
        drop
      }
    }
    "
  `);
});

const db = '{ matchLabels: { app: db } }';

/** A policy, the rules between its name and the final drop, and what is special about it. */
test.for([
  ['podSelector: {}, policyTypes: [Ingress]', [], 'without rules everything is dropped'],
  ['podSelector: {}, ingress: [{}]', ['return'], 'an empty rule allows everything'],
  ['podSelector: {}, ingress: [{ from: [], ports: [] }]', ['return'], 'empty lists are no lists'],
  [
    `podSelector: ${db}, ingress: [{ from: [{ podSelector: {} }] }]`,
    ['ip saddr { 192.168.128.3, 192.168.0.4 } return'],
    'a podSelector alone means the own namespace',
  ],
  [
    `podSelector: ${db}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: api } } }] }]`,
    ['ip saddr { 192.168.128.3, 192.168.128.4 } return'],
    'selectors of one peer must both hold',
  ],
  [
    `podSelector: ${db}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: a } } }, { podSelector: { matchLabels: { app: none } } }] }]`,
    ['ip saddr { 192.168.128.3, 192.168.0.4 } return'],
    'of two peers one must hold',
  ],
  [
    `podSelector: ${db}, ingress: [{ from: [{ podSelector: { matchLabels: { app: none } } }] }]`,
    ['# this rule matches no pod'],
    'a peer that selects nobody is not everybody',
  ],
  [
    `podSelector: ${db}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.0.0/16] } }], ports: [{ port: 8000, endPort: 8080 }, { protocol: SCTP, port: 7 }] }]`,
    [
      'ip daddr 10.0.0.0/8 ip daddr != { 10.1.0.0/16, 10.2.0.0/16 } tcp dport 8000-8080 return',
      'ip daddr 10.0.0.0/8 ip daddr != { 10.1.0.0/16, 10.2.0.0/16 } sctp dport 7 return',
    ],
    'an ipBlock with exceptions, a range, and SCTP',
  ],
  [
    `podSelector: ${db}, policyTypes: [Egress], egress: [{ ports: [{ protocol: UDP }, { port: 53 }] }]`,
    ['meta l4proto udp return', 'tcp dport 53 return'],
    'a protocol without a port means all of its ports',
  ],
  [
    'podSelector: { matchLabels: { app: api } }, ingress: [{ ports: [{ port: web }] }]',
    ['ip daddr . tcp dport { 192.168.128.3 . 8080 } return'],
    'a named port at ingress is that of the pod itself',
  ],
  [
    `podSelector: ${db}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: web }] }]`,
    ['ip daddr . tcp dport { 192.168.128.3 . 8080, 192.168.128.4 . 9090 } return'],
    'a named port at egress is another number in another pod',
  ],
  [
    `podSelector: ${db}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 192.168.128.4/32 } }], ports: [{ port: web }] }]`,
    ['ip daddr . tcp dport { 192.168.128.4 . 9090 } return'],
    'a named port of a block is that of the pods in it',
  ],
] as const)('%s becomes %j: %s', ([spec, rules]) => {
  const lines = chainsFor(`{ ${spec} }`)
    .split('\n')
    .map((line) => line.trim());
  expect(lines.slice(lines.findIndex((line) => line.startsWith('# shop/p')) + 1, lines.indexOf('drop'))).toEqual(rules);
});

test('pods of both families are judged in both', () => {
  expect(chainsFor('{ podSelector: { matchLabels: { app: db } }, ingress: [{ from: [{ podSelector: {} }] }] }', 'dual'))
    .toMatchInlineSnapshot(`
    "  # Ingress of shop/db
      chain ingress-1 {
        # shop/p (p.yaml:21)
        ip saddr { 192.168.128.3, 192.168.0.4 } return
        ip6 saddr { fd00:10:244:2::3, fd00:10:244:1::4 } return
        drop
      }
    }
    "
  `);
});
