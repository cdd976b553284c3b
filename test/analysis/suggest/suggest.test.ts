import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowLabel } from '../../../src/model/label.ts';
import type { Expectation, Scenario } from '../../../src/model/scenario.ts';
import { parseManifests } from '../../../src/kubernetes/manifests.ts';
import { loadScenario } from '../../../src/app/load.ts';
import { readNetworkPolicies } from '../../../src/policy/read.ts';
import type { Report } from '../../../src/model/report.ts';
import { observedStage } from '../../../src/analysis/suggest/observed.ts';
import { suggest } from '../../../src/analysis/suggest/suggest.ts';
import { podManifest } from '../../helpers/world.ts';
import { scenarioOf } from '../../helpers/scenario.ts';

function suggested(scenario: Scenario) {
  const stage = scenario.stages.at(-1);
  if (!stage) throw new Error('no stage');
  return suggest(scenario, stage);
}

test('from the flows of the Task API come policies that isolate each namespace of its pods', async () => {
  const { yaml, unsolved } = suggested(await loadScenario('scenarios/task-api'));
  expect(unsolved).toEqual([]);
  expect(namesIn(yaml).slice(0, 4)).toEqual([
    'task-api/default-deny',
    'task-api/allow-dns-egress',
    'task-api/allow-task-api-ingress',
    'task-api/allow-task-api-egress',
  ]);
  expect(namesIn(yaml).filter((name) => name.endsWith('default-deny'))).toEqual(
    ['task-api', 'database', 'cache', 'web'].map((namespace) => `${namespace}/default-deny`),
  );
});

test('each stage of a rollout has policies of its own', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  const names = scenario.stages.map((stage) => {
    const { yaml, unsolved } = suggest(scenario, stage);
    expect(unsolved).toEqual([]);
    return namesIn(yaml).filter((name) => name.startsWith('task-api/'));
  });
  expect(names).toEqual([
    [],
    ['task-api/default-deny'],
    ['task-api/default-deny', 'task-api/allow-dns-egress'],
    ['task-api/default-deny', 'task-api/allow-dns-egress', 'task-api/allow-task-api-ingress'],
    [
      'task-api/default-deny',
      'task-api/allow-dns-egress',
      'task-api/allow-task-api-ingress',
      'task-api/allow-task-api-egress',
    ],
  ]);
});

function namesIn(yaml: string): string[] {
  const { policies } = readNetworkPolicies(parseManifests(yaml, 'x.yaml').manifests);
  return policies.map(({ namespace, name }) => `${namespace}/${name}`);
}

const orders = [
  ...['orders', 'db', 'edge'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`),
  podManifest('orders/orders app=orders web:8080'),
  podManifest('db/pg app=pg pg:5432'),
].join('\n---\n');

const ordersScenario = scenarioOf(
  `name: orders
manifests: [world.yaml]
endpoints:
  orders: { pods: { namespace: orders, workload: pod/orders } }
  pg: { pods: { namespace: db, workload: pod/pg } }
  gateway: { client: { namespace: edge, labels: { app: gateway } } }
  stranger: { client: { namespace: default } }
  mail: { host: { address: mail.example, ports: [443] } }
otherwise: blocked
flows:
  - { from: gateway, to: 'orders:8080', expect: allowed }
  - { from: orders, to: ['mail:443', 'pg:5432'], expect: allowed }
`,
  { 'world.yaml': orders },
);

test('pods are protected from both sides, in the order of the scenario, and namespaces of clients are left alone', () => {
  const { yaml, unsolved } = suggested(ordersScenario);
  expect(yaml).toMatchInlineSnapshot(`
    "# Only a network plugin (CNI) that enforces NetworkPolicies makes these count: Calico and Cilium do, flannel and
    # kubenet do not. "flowproof verify" shows whether yours does.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: orders }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-dns-egress, namespace: orders }
    spec:
      podSelector: {}
      policyTypes: [Egress]
      egress:
        # names are looked up
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
            - { protocol: TCP, port: 53 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-orders-ingress, namespace: orders }
    spec:
      podSelector: { matchLabels: { app: orders } }
      policyTypes: [Ingress]
      ingress:
        # gateway → orders:8080
        - from:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: edge } }
              podSelector: { matchLabels: { app: gateway } }
          ports:
            - { protocol: TCP, port: 8080 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-orders-egress, namespace: orders }
    spec:
      podSelector: { matchLabels: { app: orders } }
      policyTypes: [Egress]
      egress:
        # orders → pg:5432
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: db } }
              podSelector: { matchLabels: { app: pg } }
          ports:
            - { protocol: TCP, port: 5432 }
        # orders → mail:443
        - to:
            # mail.example: a NetworkPolicy knows no names, so this is every public address, on this port: it
            # does not protect from data that goes to another host there. Put its addresses here, if they stay the same.
            - ipBlock:
                cidr: "0.0.0.0/0"
                except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
          ports:
            - { protocol: TCP, port: 443 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: db }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-pg-ingress, namespace: db }
    spec:
      podSelector: { matchLabels: { app: pg } }
      policyTypes: [Ingress]
      ingress:
        # orders → pg:5432
        - from:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: orders } }
              podSelector: { matchLabels: { app: orders } }
          ports:
            - { protocol: TCP, port: 5432 }
    "
  `);
  // A client may send wherever it wants: what is closed to it is closed at the receiver, and a host has no policies.
  expect(unsolved.map(({ flow, verdict, reason }) => [flowLabel(flow), verdict, reason])).toEqual([
    ['gateway → mail:443', 'allowed', 'namespace edge has only clients (--clients isolates it as well)'],
    ['stranger → mail:443', 'allowed', 'namespace default has only clients (--clients isolates it as well)'],
  ]);
});

test('namespaces of clients are isolated where that is asked for', () => {
  const [stage] = ordersScenario.stages;
  if (!stage) throw new Error('no stage');
  const { yaml, unsolved } = suggest(ordersScenario, stage, 'all');
  expect(unsolved).toEqual([]);
  const ofEdge = ['edge/default-deny', 'edge/allow-dns-egress', 'edge/allow-gateway-egress'];
  const ofClients = (text: string): string[] => namesIn(text).filter((name) => /^(edge|default)/.test(name));
  expect(ofClients(yaml)).toEqual([...ofEdge, 'default/default-deny']);
  expect(ofClients(suggest(ordersScenario, stage, ['gateway']).yaml)).toEqual(ofEdge);
});

test('where one pod of a namespace may look names up and another may not, only the one has a policy for it', () => {
  const more =
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns] } }\n';
  const flows =
    "{ from: cart, to: 'dns:53/dns', expect: allowed }, { from: [api, guest], to: 'dns:53/dns', expect: blocked }, { from: [cart, guest], to: 'api:80', expect: allowed }";
  const { yaml, unsolved } = suggested(shopWith(flows, more));
  expect(unsolved).toEqual([]);
  expect(namesIn(yaml).filter((name) => name.includes('dns'))).toEqual(['shop/allow-cart-dns-egress']);
});

test('a look-up that is to be blocked is no way to a host by its name', () => {
  const more =
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns] } }\n  mail: { host: { address: mail.example, ports: [25] } }\n';
  const { unsolved } = suggested(
    shopWith("{ from: cart, to: 'dns:53/dns', expect: blocked }, { from: cart, to: 'mail:25', expect: allowed }", more),
  );
  expect(unsolved.map(({ flow, reason }) => `${flowLabel(flow)}: ${reason}`)).toEqual([
    'cart → mail:25: it needs look-ups, which are to be blocked from its sender',
  ]);
});

test('a host that is a pod of an isolated namespace has no rule that selects it', () => {
  const more = '  name: { host: { address: api.shop.svc.cluster.local, ports: [80] } }\n';
  const { unsolved } = suggested(
    shopWith("{ from: cart, to: 'api:80', expect: blocked }, { from: guest, to: 'name:80', expect: allowed }", more),
  );
  expect(unsolved.map(({ flow, reason }) => `${flowLabel(flow)}: ${reason}`)).toEqual([
    'guest → name:80: its host is shop/api, a pod; declare an endpoint for that instead',
  ]);
});

test('nobody isolates what is the cluster’s own', () => {
  const more =
    '  dns: { pods: { namespace: kube-system, podSelector: { matchLabels: { k8s-app: kube-dns } }, ports: [53/dns] } }\n  internet: { outside: true }\n';
  const { unsolved } = suggested(shopWith("{ from: internet, to: 'dns:53/dns', expect: blocked }", more));
  expect(unsolved.map(({ reason }) => reason)).toEqual(["namespace kube-system is the cluster's own"]);
});

const shop = [
  ...['shop', 'data'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`),
  podManifest('shop/api app=api web:8080 admin:9090'),
  podManifest('shop/cart app=cart web:8080'),
  podManifest('data/db app=db pg:5432 stats:53/UDP'),
  'apiVersion: v1\nkind: Service\nmetadata: { name: api, namespace: shop }\nspec: { selector: { app: api }, ports: [{ name: web, port: 80, targetPort: web }, { name: admin, port: 81, targetPort: admin }] }',
].join('\n---\n');

function shopWith(flows: string, more = ''): Scenario {
  return scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: pod/api, service: api } }
  cart: { pods: { namespace: shop, workload: pod/cart } }
  db: { pods: { namespace: data, workload: pod/db } }
  guest: { client: { namespace: data, labels: { role: guest } } }
${more}flows: [${flows}]`,
    { 'shop.yaml': shop },
  );
}

const everything = "{ from: '*', to: '*', expect: allowed }";

test('whatever is declared between pods that labels tell apart, there are policies for it', () => {
  const scenario = shopWith(everything);
  const [stage] = scenario.stages;
  const count = stage?.flows.length ?? 0;
  const anyExpectations = fc.array(fc.constantFrom<Expectation>('allowed', 'blocked'), {
    minLength: count,
    maxLength: count,
  });
  fc.assert(
    fc.property(anyExpectations, (expectations) => {
      const flows = stage?.flows.map((flow, index) => ({ ...flow, expect: expectations[index] ?? 'blocked' })) ?? [];
      const { yaml, unsolved } = suggested({
        ...scenario,
        stages: [{ name: 'final', manifests: stage?.manifests ?? [], flows }],
      });
      expect(
        unsolved.map(({ flow }) => flowLabel(flow)),
        yaml,
      ).toEqual([]);
      expect(readNetworkPolicies(parseManifests(yaml, 'x.yaml').manifests).problems).toEqual([]);
    }),
  );
});

test('nothing is isolated where nothing is to be blocked', () => {
  expect(suggested(shopWith(everything))).toEqual({ yaml: '', unsolved: [] });
});

test('rules of equal ports and of equal peers are one, and ports are the pods’', () => {
  const allowed =
    "{ from: cart, to: ['api:80', 'api:81'], expect: allowed }, { from: guest, to: ['api:80', 'api:81'], expect: allowed }";
  const { yaml, unsolved } = suggested(
    shopWith(
      `${allowed}, { from: db, to: 'api:80', expect: blocked }, { from: db, to: 'api:81', expect: blocked }, { from: db, to: 'cart:8080', expect: blocked }`,
    ),
  );
  expect(unsolved).toEqual([]);
  expect(yaml).toMatchInlineSnapshot(`
    "# Only a network plugin (CNI) that enforces NetworkPolicies makes these count: Calico and Cilium do, flannel and
    # kubenet do not. "flowproof verify" shows whether yours does.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: shop }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-dns-egress, namespace: shop }
    spec:
      podSelector: {}
      policyTypes: [Egress]
      egress:
        # names are looked up
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
            - { protocol: TCP, port: 53 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-api-ingress, namespace: shop }
    spec:
      podSelector: { matchLabels: { app: api } }
      policyTypes: [Ingress]
      ingress:
        # cart → api:80
        # cart → api:81
        # guest → api:80
        # guest → api:81
        - from:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }
              podSelector: { matchLabels: { app: cart } }
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: data } }
              podSelector: { matchLabels: { role: guest } }
          ports:
            - { protocol: TCP, port: 8080 }
            - { protocol: TCP, port: 9090 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-cart-egress, namespace: shop }
    spec:
      podSelector: { matchLabels: { app: cart } }
      policyTypes: [Egress]
      egress:
        # cart → api:80
        # cart → api:81
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }
              podSelector: { matchLabels: { app: api } }
          ports:
            - { protocol: TCP, port: 8080 }
            - { protocol: TCP, port: 9090 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: data }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-dns-egress, namespace: data }
    spec:
      podSelector: {}
      policyTypes: [Egress]
      egress:
        # names are looked up
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
            - { protocol: TCP, port: 53 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-guest-egress, namespace: data }
    spec:
      podSelector: { matchLabels: { role: guest } }
      policyTypes: [Egress]
      egress:
        # guest → api:80
        # guest → api:81
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }
              podSelector: { matchLabels: { app: api } }
          ports:
            - { protocol: TCP, port: 8080 }
            - { protocol: TCP, port: 9090 }
    "
  `);
});

test('hosts and senders outside are blocks of addresses', () => {
  const more =
    '  bank: { host: { address: 192.0.2.7, ports: [443] } }\n  mail: { host: { address: mail.example, ports: [25] } }\n  internet: { outside: true }\n';
  const flows =
    "{ from: cart, to: ['bank:443', 'mail:25'], expect: allowed }, { from: api, to: 'bank:443', expect: blocked }, { from: internet, to: 'api:80', expect: allowed }, { from: guest, to: 'api:80', expect: blocked }";
  const { yaml, unsolved } = suggested(shopWith(flows, more));
  expect(unsolved).toEqual([]);
  expect(yaml).toMatchInlineSnapshot(`
    "# Only a network plugin (CNI) that enforces NetworkPolicies makes these count: Calico and Cilium do, flannel and
    # kubenet do not. "flowproof verify" shows whether yours does.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: shop }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-dns-egress, namespace: shop }
    spec:
      podSelector: {}
      policyTypes: [Egress]
      egress:
        # names are looked up
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
            - { protocol: TCP, port: 53 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-api-ingress, namespace: shop }
    spec:
      podSelector: { matchLabels: { app: api } }
      policyTypes: [Ingress]
      ingress:
        # internet → api:80
        - from:
            # everybody outside; put the network of your pods and Services in except
            - ipBlock:
                cidr: "0.0.0.0/0"
                except: ["10.0.0.0/8", "192.168.0.0/16"]
          ports:
            - { protocol: TCP, port: 8080 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-cart-egress, namespace: shop }
    spec:
      podSelector: { matchLabels: { app: cart } }
      policyTypes: [Egress]
      egress:
        # cart → bank:443
        - to:
            - ipBlock: { cidr: "192.0.2.7/32" }
          ports:
            - { protocol: TCP, port: 443 }
        # cart → mail:25
        - to:
            # mail.example: a NetworkPolicy knows no names, so this is every public address, on this port: it
            # does not protect from data that goes to another host there. Put its addresses here, if they stay the same.
            - ipBlock:
                cidr: "0.0.0.0/0"
                except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]
          ports:
            - { protocol: TCP, port: 25 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: data }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    "
  `);
});

test('flows that no policy can tell apart are unsolved', () => {
  const more = '  twin: { pods: { namespace: shop, podSelector: { matchLabels: { app: cart } } } }\n';
  const { unsolved } = suggested(
    shopWith(
      "{ from: cart, to: 'api:80', expect: allowed }, { from: twin, to: ['api:80', 'cart:8080'], expect: blocked }",
      more,
    ),
  );
  expect(unsolved.map(({ flow, reason }) => `${flowLabel(flow)}: ${reason}`)).toEqual([
    'twin → api:80: cart → api:80 needs allow-api-ingress in shop, which lets it pass as well',
    'twin → cart:8080: a pod cannot block itself',
  ]);
});

test('a report stands for what was observed, without what is neither allowed nor blocked', async () => {
  const stage = shopWith(everything).stages[0];
  if (!stage) throw new Error('no stage');
  const verdicts = ['allowed', 'blocked', 'no-listener'];
  const results = stage.flows.map((flow, index) => ({ flow, verdict: verdicts[index % 3] }));
  const report = (stages: unknown) => ({ stages }) as Report;
  const observed = observedStage(stage, report([{ name: stage.name, results }]), 'report.json');
  expect(observed.flows.map(({ expect: verdict }) => verdict)).toEqual(
    results.flatMap(({ verdict }) => (verdict === 'no-listener' ? [] : verdict)),
  );
  expect(() => observedStage(stage, report([]), 'report.json')).toThrow('report.json has no stage "final"');
});
