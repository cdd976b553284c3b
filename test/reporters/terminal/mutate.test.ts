import { expect, test } from 'vitest';
import { mutate } from '../../../src/analysis/mutation/mutate.ts';
import { renderMutation } from '../../../src/reporters/terminal/mutate.ts';
import { podManifest, policyManifest } from '../../helpers/world.ts';
import { scenarioOf } from '../../helpers/scenario.ts';

test('what no flow would notice comes first, with the flow to add; what no pod could, is a number unless it is asked for', () => {
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  cart: { pods: { namespace: default, workload: pod/cart } }
  guest: { client: { namespace: default } }
flows: [{ from: cart, to: 'api:80', expect: allowed }]`,
    {
      'shop.yaml': [
        podManifest('default/api app=api web:80 admin:81'),
        podManifest('default/cart app=cart'),
        policyManifest(
          'default/p',
          '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cart } } }], ports: [{ port: 80 }] }] }',
        ),
      ].join('\n---\n'),
    },
  );
  const screen = { width: 100, color: false };
  const listed = renderMutation(mutate(scenario), { screen, all: true });
  expect(listed.slice(listed.indexOf('── no pod'))).toMatchInlineSnapshot(`
    "── no pod of the manifests could notice ─────────────────────────────────────────────── 2 changes ──
    default/p (shop.yaml:14)
      - it selects every pod
      - ingress rule 1, peer app=cart in namespace default is for every namespace

    mutation score 16 %: 1 of 6 changes that pods of the manifests could notice would be noticed
    "
  `);
  expect(renderMutation(mutate(scenario), { screen, all: false })).toMatchInlineSnapshot(`
    "flowproof mutate shop (scenario.yaml)
    8 changes to 1 policy, each made alone; no cluster was asked

    ── no flow would notice ─────────────────────────────────────────────────────────────── 5 changes ──
    default/p (shop.yaml:14)
      UNGUARDED the policy is gone (shop.yaml:14); to guard it: cart → api:81
      UNGUARDED ingress rule 1 is open to all (shop.yaml:17); to guard it: guest → api:80
      UNGUARDED ingress rule 1, peer app=cart in namespace default is for every pod (shop.yaml:17);
          to guard it: guest → api:80
      UNGUARDED ingress rule 1 is for every port (shop.yaml:17); to guard it: cart → api:81
      UNGUARDED ingress rule 1, TCP 80 is every TCP port (shop.yaml:17); to guard it: cart → api:81

    add to the flows of stage final:
      - { from: cart, to: 'api:81', expect: blocked }
      - { from: guest, to: 'api:80', expect: blocked }

    ── a flow would notice ───────────────────────────────────────────────────────────────── 1 change ──
    default/p (shop.yaml:14)
      ✓ ingress rule 1 is gone: cart → api:80 in stage final

    2 more changes, which no pod of the manifests could notice: --all lists them

    mutation score 16 %: 1 of 6 changes that pods of the manifests could notice would be noticed
    "
  `);
});
