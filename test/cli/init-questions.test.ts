import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { root, runMain } from '../helpers/cli.ts';
import { key, noTerminal, startAtTerminal } from '../helpers/terminal.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { kubeconfigFor } from '../helpers/kubeconfig.ts';
import { podManifest } from '../helpers/world.ts';

const { down, end, enter, erase, interrupt, space, up } = key;

beforeEach(async ({ skip }) => {
  const why = await noTerminal();
  if (why) skip(why);
});

const pods = ['shop/api app=api http:8000 metrics:9090', 'shop/worker app=worker', 'data/db app=db sql:5432'];

/** A folder with the manifests of a system that has no scenario. */
async function system(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'k8s'));
  await writeFile(join(folder, 'k8s/all.yaml'), pods.map(podManifest).join('\n---\n'));
  return folder;
}

test('answers become a folder, and a command line that makes the same one', { timeout: 120_000 }, async () => {
  const folder = await system();
  const run = startAtTerminal(['init', 'proof'], folder);
  await run.answer(/Where are the workloads\?/, enter);
  await run.answer(/Which files and folders\?\s+│ +k8s\//, enter);
  await run.answer(/Which namespaces are protected\?[^]*shop[^]*data/, enter);
  await run.answer(/Who may reach api\?/, up, space, enter);
  await run.answer(/Who else may reach api\?/, 'gateway=edge/app=envoy', enter);
  await run.answer(/On which ports of api\?/, down, space, enter);
  await run.answer(/Who may reach db\?/, space, enter);
  await run.answer(/What does api need\?/, up, space, enter);
  await run.answer(/Which host does api need\?/, 'bank=203.0.113.7:443', enter);
  await run.answer(/What does worker need\?/, enter);
  await run.answer(/What does db need\?[^]*coredns/, up, up, space, enter);
  await run.answer(/Write proof\?/, enter);
  const { exitCode, all } = await run.result;
  expect(exitCode, all).toBe(0);
  expect(await readFile(join(folder, 'proof/scenario.yaml'), 'utf8')).toMatchInlineSnapshot(`
    "name: proof
    manifests: ['../k8s', namespaces.yaml, policies.yaml]
    protect: [shop, data]

    endpoints:
      api: { pods: { namespace: shop, workload: pod/api, ports: [8000, 9090] } }
      worker: { pods: { namespace: shop, workload: pod/worker } }
      db: { pods: { namespace: data, workload: pod/db, ports: [5432] } }
      gateway: { client: { namespace: edge, labels: { app: envoy } } }
      bank: { host: { address: '203.0.113.7', ports: [443] } }

    flows:
      - { from: gateway, to: 'api:8000', expect: allowed }
      - { from: api, to: 'db:5432', expect: allowed }
      - { from: api, to: coredns, expect: allowed }
      - { from: api, to: 'bank:443', expect: allowed }
      - { from: worker, to: coredns, expect: allowed }
    "
  `);
  const checked = await runMain(['check', 'proof'], {}, folder);
  expect(checked.exitCode, checked.all).toBe(0);

  const [, line = ''] = /\n {2}flowproof (init [^]*?)\n\n/.exec(all) ?? [];
  expect(line).toMatchInlineSnapshot(
    `"init proof --manifests k8s/ --protect shop data --client gateway=edge/app=envoy --host bank=203.0.113.7:443 --allow 'gateway to api:8000' 'api to db:5432' 'api to coredns' 'api to bank:443' 'worker to coredns'"`,
  );
  await rename(join(folder, 'proof'), join(folder, 'answered'));
  await execa('sh', ['-c', `"${process.execPath}" "${join(root, 'src/bin.ts')}" ${line}`], { cwd: folder });
  const files = await readdir(join(folder, 'proof'));
  expect(files).toEqual(await readdir(join(folder, 'answered')));
  for (const file of files) {
    const answered = await readFile(join(folder, 'answered', file), 'utf8');
    expect(await readFile(join(folder, 'proof', file), 'utf8'), file).toBe(answered);
  }
});

test('who has no manifests names servers and clients; a no writes nothing', async () => {
  const folder = await temporaryFolder();
  const run = startAtTerminal(['init'], folder);
  await run.answer(/Where are the workloads\?/, up, enter);
  await run.answer(/Which servers are there\?/, 'api=shop:8000', enter);
  await run.answer(/who only sends\?/, 'gateway=edge', enter);
  await run.answer(/Which namespaces are protected\?[^]*shop/, enter);
  await run.answer(/Who may reach api\?[^]*gateway/, space, enter);
  await run.answer(/What does api need\?/, enter);
  await run.answer(/Write flowproof\?/, 'n');
  const { exitCode, all } = await run.result;
  expect(exitCode, all).toBe(0);
  expect(all).toContain(
    "flowproof init flowproof --protect shop --client gateway=edge --server api=shop:8000 --allow 'gateway to api:8000' 'api to coredns'",
  );
  expect(await readdir(folder)).toEqual([]);
});

test('what is wrong is told at its question, and can be corrected there', async () => {
  const folder = await system();
  const run = startAtTerminal(['init', 'proof'], folder);
  await run.answer(/Where are the workloads\?/, enter);
  await run.answer(/Which files and folders\?/, 'x', enter);
  await run.answer(/cannot read ".*k8s\/x": there is no such file/, erase, enter);
  await run.answer(/Which namespaces are protected\?/, enter);
  await run.answer(/Who may reach api\?/, up, space, enter);
  await run.answer(/Who else may reach api\?/, 'gw', enter);
  await run.answer(/It is NAME=NAMESPACE, or/, '=Edge', enter);
  await run.answer(/"Edge" is no name/, ...Array.from('gw=Edge', () => erase), 'db=edge', enter);
  await run.answer(/two endpoints are called "db"/, ...Array.from('db=edge', () => erase), 'gw=edge', enter);
  await run.answer(/On which ports of api\?/, interrupt);
  const { exitCode, all } = await run.result;
  expect(exitCode, all).toBe(130);
});

test(
  'a context is chosen, never assumed, and what cannot be read is asked for again',
  { timeout: 60_000 },
  async () => {
    const folder = await temporaryFolder();
    const without = startAtTerminal(['init'], folder, { KUBECONFIG: join(folder, 'nowhere') });
    await without.answer(/Where are the workloads\?/, down, enter);
    await without.answer(/there is no kubeconfig: .*nowhere[^]*Where are the workloads\?/, interrupt);
    expect((await without.result).exitCode).toBe(130);

    await using kubeconfig = await kubeconfigFor('http://127.0.0.1:1');
    const run = startAtTerminal(['init'], folder, { KUBECONFIG: kubeconfig.file });
    await run.answer(/Where are the workloads\?/, down, enter);
    await run.answer(/Which context of the kubeconfig\?[^]*staging/, enter);
    await run.answer(/Which namespaces\?/, 'shop Data', enter);
    await run.answer(/A name has lower-case letters/, ...Array.from('Data', () => erase), enter);
    const { exitCode, all } = await run.result;
    expect(exitCode, all).toBe(3);
    expect(all).toContain('cannot reach http://127.0.0.1:1 (context staging)');
  },
);

test.for([
  ['Ctrl-C', /Where are the workloads\?/, interrupt, []],
  ['Ctrl-C', /Which files and folders\?/, interrupt, [[/Where are the workloads\?/, enter]]],
  ['Ctrl-D', /Where are the workloads\?/, end, []],
] as const)('%s at %s writes nothing', async ([, last, pressed, answers]) => {
  const folder = await system();
  const run = startAtTerminal(['init', 'proof'], folder);
  for (const [question, keys] of answers) await run.answer(question, keys);
  await run.answer(last, pressed);
  const { exitCode, all } = await run.result;
  expect(exitCode, all).toBe(130);
  expect(all).toMatch(/\nerror: interrupted\n {2}Nothing was written\.$/);
  expect(await readdir(folder)).toEqual(['k8s']);
});

test('nobody answers in vain for a folder that has a scenario', async () => {
  const folder = await system();
  await mkdir(join(folder, 'proof'));
  await writeFile(join(folder, 'proof/scenario.yaml'), '');
  const { exitCode, all } = await startAtTerminal(['init', 'proof'], folder).result;
  expect(exitCode, all).toBe(2);
  expect(all).toContain('proof/scenario.yaml is there already');
});
