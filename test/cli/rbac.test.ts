import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { grantsIn, objectsIn } from '../helpers/access.ts';
import { runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(
    join(folder, 'scenario.yaml'),
    `name: live
endpoints:
  api: { pods: { namespace: shop, workload: deployment/api, service: api } }
  postgres: { pods: { namespace: database, podSelector: {}, ports: [5432] } }
flows: [{ from: api, to: 'postgres:5432', expect: allowed }]
`,
  );
});

test('of workloads that are in no manifest, rbac prints what each namespace takes', async () => {
  const { exitCode, all } = await runMain(['rbac', folder, '--send-as', 'exec', '--tool-namespace', 'proofs']);
  expect(exitCode, all).toBe(0);
  expect(all).toContain(`# flowproof verify ${folder} --send-as exec --tool-namespace proofs\n`);
  expect(objectsIn(all)[0]).toMatchObject({
    kind: 'Namespace',
    metadata: { name: 'proofs', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
  const grants = grantsIn(all);
  expect(grants).toContain('create pods/exec. "" in "shop"');
  expect(grants).not.toContain('create pods/exec. "" in "database"');
  expect(grants.filter((grant) => grant.startsWith('create pods. '))).toEqual(['create pods. "" in "proofs"']);
});

test('rbac --apply prints what the manifests take', async () => {
  const plain = grantsIn((await runMain(['rbac', 'scenarios/task-api'])).all);
  const applying = grantsIn((await runMain(['rbac', 'scenarios/task-api', '--apply'])).all);
  expect(plain).not.toContain('create deployments.apps "" in "task-api"');
  expect(applying).toContain('create deployments.apps "" in "task-api"');
  expect(applying).toEqual(expect.arrayContaining(plain));
});

test('rbac -n prints what it takes to probe namespaces, from their pods and by a Job', async () => {
  const { exitCode, all } = await runMain([
    'rbac',
    '-n',
    'shop',
    '-n',
    'database',
    '--service-account',
    'nightly',
    '--in-cluster-workers',
  ]);
  expect(exitCode, all).toBe(0);
  const grants = grantsIn(all);
  for (const namespace of ['shop', 'database']) expect(grants).toContain(`create pods. "" in "${namespace}"`);
  expect(grants).toContain('create jobs.batch "" in "flowproof"');
  expect(all).toContain('- {kind: ServiceAccount, name: nightly, namespace: flowproof}');
});

test('a tool namespace that every cluster has, or that endpoints live in, is not made anew', async () => {
  for (const home of ['default', 'shop']) {
    const { all } = await runMain(['rbac', folder, '--tool-namespace', home]);
    expect(objectsIn(all).map(({ kind }) => kind)).not.toContain('Namespace');
  }
});

test.for([
  [['rbac'], 'rbac is about either a scenario or namespaces', 'neither'],
  [['rbac', 'scenarios/task-api', '-n', 'shop'], 'rbac is about either a scenario or namespaces', 'both'],
  [['rbac', '-n', 'shop', '--apply'], '--apply is for a scenario', 'nothing to apply'],
  [['rbac', '-n', 'Shop'], 'A name has lower-case letters, digits and "-", 63 at most.', 'no name'],
  [['rbac', '-n', 'shop', '--send-as', 'debug'], 'Allowed choices are auto, stand-in, ephemeral, exec.', 'no mode'],
  [['rbac', 'nowhere'], 'cannot read nowhere: there is no such file', 'no scenario'],
] as const)('%j ends with 2 and says %s: %s', async ([args, text]) => {
  const { exitCode, all } = await runMain(args);
  expect(exitCode, all).toBe(2);
  expect(all).toContain(text);
});
