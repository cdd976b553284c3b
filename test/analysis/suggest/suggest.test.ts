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

test('from the flows of the Task API come policies that mean what its own mean', async () => {
  const { yaml, unsolved } = suggested(await loadScenario('scenarios/task-api'));
  expect(unsolved).toEqual([]);
  expect(yaml).toMatchInlineSnapshot(`
    "apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: task-api }
    spec:
      podSelector: {}
      policyTypes: [Ingress, Egress]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-dns-egress, namespace: task-api }
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
    metadata: { name: allow-task-api-egress, namespace: task-api }
    spec:
      podSelector: { matchLabels: { app: task-api } }
      policyTypes: [Egress]
      egress:
        # task-api → postgres:5432
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: database } }
              podSelector: { matchLabels: { app: postgres } }
          ports:
            - { protocol: TCP, port: 5432 }
        # task-api → redis:6379
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: cache } }
              podSelector: { matchLabels: { app: redis } }
          ports:
            - { protocol: TCP, port: 6379 }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: allow-task-api-ingress, namespace: task-api }
    spec:
      podSelector: { matchLabels: { app: task-api } }
      policyTypes: [Ingress]
      ingress:
        # gateway → task-api:8000
        - from:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: envoy-gateway-system } }
              podSelector: { matchLabels: { app: envoy } }
          ports:
            - { protocol: TCP, port: 8000 }
    "
  `);
});

test('each stage of a rollout has policies of its own', async () => {
  const scenario = await loadScenario('scenarios/task-api');
  const names = scenario.stages.map((stage) => {
    const { yaml, unsolved } = suggest(scenario, stage);
    expect(unsolved).toEqual([]);
    return readNetworkPolicies(parseManifests(yaml, 'x.yaml').manifests).policies.map(({ name }) => name);
  });
  expect(names).toEqual([
    [],
    ['default-deny'],
    ['default-deny', 'allow-dns-egress'],
    ['default-deny', 'allow-dns-egress', 'allow-task-api-ingress'],
    ['default-deny', 'allow-dns-egress', 'allow-task-api-egress', 'allow-task-api-ingress'],
  ]);
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
    "apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: default-deny, namespace: shop }
    spec:
      podSelector: {}
      policyTypes: [Ingress]
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
    "apiVersion: networking.k8s.io/v1
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
            # mail.example: NetworkPolicy knows no names; put its addresses here
            - ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "192.168.0.0/16"] }
          ports:
            - { protocol: TCP, port: 25 }
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
            - ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8", "192.168.0.0/16"] }
          ports:
            - { protocol: TCP, port: 8080 }
    "
  `);
});

test('flows that no policy can tell apart are unsolved', () => {
  const more = '  twin: { pods: { namespace: shop, podSelector: { matchLabels: { app: cart } } } }\n';
  const { unsolved } = suggested(
    shopWith("{ from: cart, to: 'api:80', expect: allowed }, { from: twin, to: 'api:80', expect: blocked }", more),
  );
  expect(unsolved.map(({ flow, verdict }) => `${flowLabel(flow)} ${verdict}`)).toEqual(['twin → api:80 allowed']);
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
