import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { podManifest, policyManifest } from '../helpers/world.ts';

const pods = ['shop/api app=api http:8000', 'shop/worker app=worker', 'data/db app=db sql:5432'].map(podManifest);
const service =
  'apiVersion: v1\nkind: Service\nmetadata: { name: front, namespace: shop }\nspec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8000 }] }\n';

/** A folder with the manifests of a system that has no scenario. */
async function system(...more: string[]): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'k8s'));
  await writeFile(join(folder, 'k8s/all.yaml'), [...pods, service, ...more].join('\n---\n'));
  return folder;
}

test('manifests and a few words become a scenario that its policies make true', async () => {
  const folder = await system();
  const args = [
    'init',
    'proof',
    '--manifests',
    'k8s',
    '--protect',
    'shop',
    '--client',
    'gateway=edge/app=envoy,tier=front',
  ];
  const flows = ['gateway to api:80', 'api to db:5432', 'api to coredns'];
  const { exitCode, all } = await runMain([...args, '--host', 'bank=203.0.113.7:443', '--allow', ...flows], {}, folder);
  expect(exitCode, all).toBe(0);
  expect(await readFile(join(folder, 'proof/scenario.yaml'), 'utf8')).toMatchInlineSnapshot(`
    "name: proof
    manifests: ['../k8s', namespaces.yaml, policies.yaml]
    protect: [shop]

    endpoints:
      api: { pods: { namespace: shop, workload: pod/api, service: front, ports: [80] } }
      worker: { pods: { namespace: shop, workload: pod/worker } }
      db: { pods: { namespace: data, workload: pod/db, ports: [5432] } }
      gateway: { client: { namespace: edge, labels: { app: envoy, tier: front } } }
      bank: { host: { address: '203.0.113.7', ports: [443] } }

    flows:
      - { from: gateway, to: 'api:80', expect: allowed }
      - { from: api, to: 'db:5432', expect: allowed }
      - { from: api, to: coredns, expect: allowed }
    "
  `);
  expect(await readFile(join(folder, 'proof/namespaces.yaml'), 'utf8')).toMatch(
    /name: shop[^]*name: data[^]*name: edge/,
  );
  const checked = await runMain(['check', 'proof'], {}, folder);
  expect(checked.exitCode, checked.all).toBe(0);
  const again = await runMain(args, {}, folder);
  expect(again.exitCode).toBe(2);
  expect(again.all).toContain('proof/scenario.yaml is there already');
});

test('without manifests it is what was declared', async () => {
  const folder = await temporaryFolder();
  const args = [
    'init',
    '--server',
    'api=shop:8000',
    'db=data:5432,9187/http',
    '--protect',
    'shop',
    '--allow',
    'api to db:5432',
  ];
  const { exitCode, all } = await runMain(args, {}, folder);
  expect(exitCode, all).toBe(0);
  expect(all.split('\n').slice(0, 4)).toEqual([
    'wrote flowproof/scenario.yaml',
    'wrote flowproof/namespaces.yaml',
    'wrote flowproof/policies.yaml',
    'wrote flowproof/README.md',
  ]);
  const checked = await runMain(['check', 'flowproof'], {}, folder);
  expect(checked.exitCode, checked.all).toBe(0);
});

test('what is there is left as it is, and nothing is written beside it', async () => {
  const folder = await system();
  await writeFile(join(folder, 'README.md'), 'mine');
  const { exitCode, all } = await runMain(['init', '.', '--manifests', 'k8s'], {}, folder);
  expect(exitCode, all).toBe(2);
  expect(all).toContain('README.md is there already');
  expect(await readdir(folder)).toEqual(['README.md', 'k8s']);
  const below = await runMain(['init', 'README.md/proof', '--manifests', 'k8s'], {}, folder);
  expect(below.exitCode, below.all).toBe(2);
  expect(below.all).toContain('cannot write README.md/proof');
});

test('who has policies is given none, and everything that has labels is protected unless something is named', async () => {
  const folder = await system(policyManifest('shop/own', '{ podSelector: {} }'));
  const { exitCode, all } = await runMain(['init', '--manifests', 'k8s'], {}, folder);
  expect(exitCode, all).toBe(0);
  expect(all).toContain('There are policies already: none was written.');
  expect(await readdir(join(folder, 'flowproof'))).toEqual(['README.md', 'namespaces.yaml', 'scenario.yaml']);
  expect(await readFile(join(folder, 'flowproof/scenario.yaml'), 'utf8')).toContain('protect: [shop, data]\n');
});

test.for<[args: string[], says: string, why: string]>([
  [[], 'there is nothing to protect', 'no word'],
  [['k8s', '--manifests', 'k8s/'], 'manifests and scenario need a folder each', 'the folder of the manifests'],
  [['--manifests', 'nowhere'], 'cannot read "../nowhere": there is no such file', 'manifests that are not there'],
  [
    ['--manifests', 'k8s', '--allow', 'api to db:80'],
    '"db" does not serve port 80; it serves 5432/tcp',
    'a port that is not there',
  ],
  [
    ['--manifests', 'k8s', '--allow', 'apo to db'],
    'no endpoint is called "apo"; did you mean "api"?',
    'a sender that is not there',
  ],
  [['--manifests', 'k8s', '--protect', 'shpo'], 'did you mean "shop"?', 'a namespace that is not there'],
  [['--manifests', 'k8s', '--allow', 'api db:5432'], 'It is "FROM to RECEIVER:PORT".', 'a flow without to'],
  [['--client', 'gw'], 'It is NAME=NAMESPACE, or NAME=NAMESPACE/KEY=VALUE,KEY=VALUE.', 'a client without a namespace'],
  [['--client', 'gw=edge/app'], 'A label is KEY=VALUE, and "app" is not.', 'a label without a value'],
  [
    ['--manifests', 'k8s', '--client', 'gw=Edge'],
    'Namespace Edge, metadata.name: "Edge" is no name that it can have',
    'a namespace that cannot be',
  ],
  [['--server', 'api=shop'], 'It is NAME=NAMESPACE:PORT', 'a server without a port'],
  [['--server', 'api=shop:http', '--protect', 'shop'], 'a port is a number from 1 to 65535', 'a port that is none'],
  [['--host', 'bank=203.0.113.7'], 'It is NAME=ADDRESS:PORT', 'a host without a port'],
  [['--server', 'a=shop:80', '--client', 'a=shop', '--protect', 'a'], 'two endpoints are called "a"', 'a name twice'],
])('%j is told, and nothing is written: %s (%s)', async ([args, says]) => {
  const folder = await system();
  const { exitCode, all } = await runMain(['init', ...args], {}, folder);
  expect(exitCode, all).toBe(2);
  expect(all.replaceAll(/\s+/g, ' ')).toContain(says);
  expect(await readdir(folder, { recursive: true })).toEqual(['k8s', 'k8s/all.yaml']);
});
