import { expect, test } from 'vitest';
import { mutate } from '../../../src/analysis/mutation/mutate.ts';
import { renderMutation } from '../../../src/reporters/terminal/mutate.ts';
import { podManifest, policyManifest } from '../../helpers/world.ts';
import { scenarioOf } from '../../helpers/scenario.ts';

test('each change is told with the flow that would notice, or with the flow to add', () => {
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
  expect(renderMutation(mutate(scenario), { width: 100, color: false })).toMatchInlineSnapshot(`
    "flowproof mutate shop (scenario.yaml)
    8 changes to 1 policy, each made alone; no cluster was asked

    ── default/p ───────────────────────────────────────────────────────────────────── 1 of 6 guarded ──
    shop.yaml:14
    UNGUARDED the policy is gone: no flow would notice (shop.yaml:14); add to stage final: { from:
        cart, to: 'api:81', expect: blocked }
    - it selects every pod: no pod of the manifests would notice
    ✓ ingress rule 1 is gone: cart → api:80 in stage final would notice
    UNGUARDED ingress rule 1 is open to all: no flow would notice (shop.yaml:17); add to stage
        final: { from: guest, to: 'api:80', expect: blocked }
    - ingress rule 1, peer app=cart in namespace default is for every namespace: no pod of the
        manifests would notice
    UNGUARDED ingress rule 1, peer app=cart in namespace default is for every pod: no flow would
        notice (shop.yaml:17); add to stage final: { from: guest, to: 'api:80', expect: blocked }
    UNGUARDED ingress rule 1 is for every port: no flow would notice (shop.yaml:17); add to stage
        final: { from: cart, to: 'api:81', expect: blocked }
    UNGUARDED ingress rule 1, TCP 80 is every TCP port: no flow would notice (shop.yaml:17); add to
        stage final: { from: cart, to: 'api:81', expect: blocked }

    mutation score 16 %: 1 of 6 changes that pods of the manifests could notice would be noticed
    "
  `);
});
