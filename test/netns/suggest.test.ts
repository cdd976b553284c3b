import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { verify } from '../helpers/netns.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest } from '../helpers/world.ts';

const world = [
  ...['orders', 'db', 'edge'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`),
  podManifest('orders/orders app=orders web:8080'),
  podManifest('db/pg app=pg pg:5432'),
].join('\n---\n');

const scenario = `name: orders
manifests: [MANIFESTS]
endpoints:
  orders: { pods: { namespace: orders, workload: pod/orders } }
  pg: { pods: { namespace: db, workload: pod/pg } }
  gateway: { client: { namespace: edge, labels: { app: gateway } } }
  stranger: { client: { namespace: default, replicas: 1 } }
  mail: { host: { address: mail.example, ports: [443] } }
otherwise: blocked
flows:
  - { from: gateway, to: 'orders:8080', expect: allowed }
  - { from: orders, to: ['mail:443', 'pg:5432'], expect: allowed }
`;

test('the policies that suggest writes make the flows true, with real packets', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'world.yaml'), world);
  await writeFile(join(folder, 'scenario.yaml'), scenario.replace('MANIFESTS', 'world.yaml'));
  const bare = await runMain(['suggest', folder, '--clients']);
  expect(bare.exitCode, bare.all).toBe(0);
  await writeFile(join(folder, 'policies.yaml'), bare.all);
  await writeFile(join(folder, 'scenario.yaml'), scenario.replace('MANIFESTS', 'world.yaml, policies.yaml'));
  const { exitCode, all } = await verify(folder);
  expect(exitCode, all).toBe(0);
});
