import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: open, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [] }] }
`;

test.for([
  [['scenarios/task-api'], 0, '4 policies: nothing to report', 'a good scenario'],
  [['scenarios/task-api/scenario.yaml'], 0, '4 policies: nothing to report', 'a scenario file'],
  [['scenarios/mistakes/wrong-port'], 1, '4 policies: 1 error', 'a scenario with a mistake'],
  [['scenarios'], 1, 'error peers-split: NetworkPolicy task-api/allow-gateway-ingress', 'a folder of scenarios'],
  [['scenarios/mistakes/wrong-port/policies.yaml'], 0, '4 policies: nothing to report', 'policies without workloads'],
  [['nowhere'], 2, 'cannot lint nowhere: there is no such file', 'a path that does not exist'],
  [['src'], 2, 'cannot lint src: no file in it holds a Kubernetes object', 'a folder without manifests'],
  [['README.md'], 2, 'README.md:', 'a file that is no manifest'],
  [[], 2, "missing required argument 'path'", 'no path'],
  [
    ['scenarios', '--format', 'xml'],
    2,
    'Allowed choices are terminal, github, sarif, json',
    'a format that does not exist',
  ],
] as const)('lint %j ends with %i and says %j: %s', async ([args, code, text]) => {
  const { exitCode, all } = await runCli(['lint', ...args]);
  expect(exitCode, all).toBe(code);
  expect(all).toContain(text);
  expect(all).not.toMatch(/\n\s+at .*\(/);
});

test('a file with a mistake of syntax ends with 2, and files that are no manifests are passed over', async () => {
  const good = await folderWith({
    'policy.yaml': policy,
    'values.yaml': 'image: x\n',
    'kustomization.yaml': 'kind: K\n',
  });
  expect(await runCli(['lint', good])).toMatchObject({
    exitCode: 1,
    all: expect.stringContaining('1 policy: 1 error'),
  });
  const bad = await folderWith({ 'policy.yaml': `${policy}---\na: [\n` });
  expect(await runCli(['lint', bad])).toMatchObject({ exitCode: 2, all: expect.stringContaining('policy.yaml:') });
});

test('--fix mends the files, says so, and leaves what needs a decision', async () => {
  const folder = await temporaryFolder();
  await cp('scenarios', folder, { recursive: true });
  const { exitCode, all } = await runCli(['lint', folder, '--fix']);
  expect(exitCode).toBe(1);
  expect(all).toContain(`fixed ${folder}/mistakes/wrong-port/policies.yaml:44: service-port`);
  expect(all).toContain(`fixed ${folder}/mistakes/peers-split/policies.yaml:29: peers-split`);
  expect(all).toContain('error dns-egress-missing');
  const file = 'mistakes/wrong-port/policies.yaml';
  expect(await readFile(join(folder, file), 'utf8')).toBe(
    (await readFile(join('scenarios', file), 'utf8')).replace('port: 15432', 'port: 5432'),
  );
});
