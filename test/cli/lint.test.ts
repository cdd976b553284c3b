import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root, runCli, runMain } from '../helpers/cli.ts';
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
  [['nowhere'], 2, 'cannot read nowhere: there is no such file', 'a path that does not exist'],
  [['src'], 2, 'cannot read src: no file in it holds a Kubernetes object', 'a folder without manifests'],
  [['README.md'], 2, 'README.md:', 'a file that is no manifest'],
  [[], 2, "missing required argument 'path'", 'no path'],
  [
    ['scenarios', '--format', 'xml'],
    2,
    'Allowed choices are terminal, github, sarif, json',
    'a format that does not exist',
  ],
] as const)('lint %j ends with %i and says %j: %s', async ([args, code, text]) => {
  const { exitCode, all } = await runMain(['lint', ...args]);
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
  expect(await runMain(['lint', good])).toMatchObject({
    exitCode: 1,
    all: expect.stringContaining('1 policy: 1 error'),
  });
  const bad = await folderWith({ 'policy.yaml': `${policy}---\na: [\n` });
  expect(await runMain(['lint', bad])).toMatchObject({ exitCode: 2, all: expect.stringContaining('policy.yaml:') });
});

test('--fix mends the files, says so, and leaves what needs a decision', async () => {
  const folder = await temporaryFolder();
  await cp('scenarios', folder, { recursive: true });
  const { exitCode, all } = await runMain(['lint', folder, '--fix']);
  expect(exitCode).toBe(1);
  expect(all).toContain(`fixed ${folder}/mistakes/wrong-port/policies.yaml:44: service-port`);
  expect(all).toContain(`fixed ${folder}/mistakes/peers-split/policies.yaml:29: peers-split`);
  expect(all).toContain('error dns-egress-missing');
  const file = 'mistakes/wrong-port/policies.yaml';
  expect(await readFile(join(folder, file), 'utf8')).toBe(
    (await readFile(join('scenarios', file), 'utf8')).replace('port: 15432', 'port: 5432'),
  );
});

test('what another program renders is linted from standard input, or from what a shell makes of it', async () => {
  const lint = async (...args: string[]): Promise<string> => {
    const options = { cwd: root, reject: false, all: true, input: policy } as const;
    return (await execa(process.execPath, ['src/bin.ts', 'lint', ...args], options)).all;
  };
  expect(await lint('-')).toMatch(/^-:4:\d+: error empty-list-allows-all/m);
  expect(await lint('-', '--fix')).toContain('standard input cannot be fixed');
  expect(await lint('/dev/stdin')).toMatch(/^\/dev\/stdin:4:\d+: error empty-list-allows-all/m);
});

test('a FIFO is refused: it would be waited for until somebody writes', async () => {
  const fifo = join(await temporaryFolder(), 'fifo.yaml');
  await execa('sh', ['-c', 'mkfifo "$0"', fifo]);
  const { exitCode, all } = await runCli(['lint', fifo]);
  expect([exitCode, all]).toEqual([2, expect.stringContaining('it is no plain file')]);
});

test.for([
  ['Chart.yaml', 'name: x\n', 'is a Helm chart', 'Render it: helm template '],
  ['kustomization.yaml', 'resources: [a.yaml]\n', 'is a kustomization', 'Render it: kubectl kustomize '],
] as const)('a folder with a %s is to be rendered first', async ([name, text, what, hint]) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), text);
  const { exitCode, all } = await runMain(['lint', folder]);
  expect(exitCode, all).toBe(2);
  expect(all).toContain(what);
  expect(all).toContain(hint);
});
