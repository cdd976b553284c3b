import { check, type CheckReport } from '../../src/analysis/check.ts';
import { podManifest, policyManifest } from './world.ts';
import { scenarioOf } from './scenario.ts';

const shop = [
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }',
  podManifest('shop/api app=api web:8080'),
  podManifest('shop/cart app=cart web:8080'),
].join('\n---\n');

const scenario = `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: shop, workload: pod/api } }
  cart: { pods: { namespace: shop, workload: pod/cart } }
  stranger: { client: { namespace: default } }
otherwise: blocked
flows:
  - { name: carts ask the api, from: cart, to: 'api:8080', expect: allowed, reason: incident 4711 }
stages:
  - name: open
    flows: [{ from: '*', to: '*', expect: allowed }]
  - { name: closed, manifests: [policies.yaml] }
  - { name: later }`;

const allow = (rule: string): string =>
  policyManifest('shop/allow', `{ podSelector: { matchLabels: { app: api } }, ingress: [${rule}] }`);

const badFiles = {
  'shop.yaml': shop,
  'policies.yaml': allow('{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }'),
};

/** Findings that stand in the last two stages of three: a flow cut off, which an edit mends, and two let through. */
export const badCheck: CheckReport = check(scenarioOf(scenario, badFiles), new Map(Object.entries(badFiles)));

/** Everything as declared, as far as can be told: there is a policy that is not understood. */
export const partialCheck: CheckReport = check(
  scenarioOf(scenario, {
    'shop.yaml': shop,
    'policies.yaml': [
      policyManifest('shop/deny', '{ podSelector: {} }'),
      allow('{ from: [{ podSelector: { matchLabels: { app: cart } } }], ports: [{ port: 8080 }] }'),
      'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: pass }',
    ].join('\n---\n'),
  }),
);

/** A stage whose pods are not there yet. */
export const unknownCheck: CheckReport = check(
  scenarioOf(
    `name: shop
endpoints:
  cart: { pods: { namespace: default, workload: pod/cart } }
  stranger: { client: { namespace: default } }
otherwise: allowed
stages: [{ name: empty }, { name: full, manifests: [cart.yaml] }]`,
    { 'cart.yaml': podManifest('default/cart app=cart web:80') },
  ),
);
