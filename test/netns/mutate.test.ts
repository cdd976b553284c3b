import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { skipReason } from '../helpers/netns.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Carts may ask the api; that nobody else may is declared nowhere. */
const files = {
  'scenario.yaml': `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  cart: { pods: { namespace: default, workload: pod/cart } }
  guest: { client: { namespace: default } }
flows: [{ from: cart, to: 'api:80', expect: allowed }]
`,
  'shop.yaml': [
    podManifest('default/api app=api web:80 admin:81'),
    podManifest('default/cart app=cart'),
    policyManifest(
      'default/p',
      '{ podSelector: { matchLabels: { app: api } }, ingress: [{ from: [{ podSelector: { matchLabels: { app: cart } } }], ports: [{ port: 80 }] }] }',
    ),
  ].join('\n---\n'),
};

describe.skipIf(skipReason !== undefined)('mutate --live', () => {
  test('applies what no declared flow would notice, and sees that only the flow to add does', async () => {
    const folder = await temporaryFolder();
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const { exitCode, all } = await runMain(['mutate', folder, '--live']);
    expect(exitCode, all).toBe(0);
    // One line each, however wide the terminal is.
    const [, live = ''] = all.replaceAll('\n    ', ' ').split('── live');
    expect(live).toMatch(/5 of 5 confirmed/);
    expect(live.split('\n').filter((line) => line.startsWith('✓'))).toEqual([
      '✓ default/p, the policy is gone: no declared flow noticed, and cart → api:81 did',
      '✓ default/p, ingress rule 1 is open to all: no declared flow noticed, and guest → api:80 did',
      '✓ default/p, ingress rule 1, peer app=cart in namespace default is for every pod: no declared flow noticed, and guest → api:80 did',
      '✓ default/p, ingress rule 1 is for every port: no declared flow noticed, and cart → api:81 did',
      '✓ default/p, ingress rule 1, TCP 80 is every TCP port: no declared flow noticed, and cart → api:81 did',
    ]);
  });

  test('opens nothing where every change is guarded', async () => {
    const { exitCode, all } = await runMain(['mutate', 'scenarios/task-api', '--live']);
    expect(exitCode, all).toBe(0);
    expect(all).toContain('nothing to confirm');
    expect(all).not.toContain('applying');
  });
});
