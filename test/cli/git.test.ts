import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { startCli, type CliResult } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const policy = (port: number): string =>
  [
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    'metadata: { name: web, namespace: shop }',
    `spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], ports: [{ port: ${port} }] }] }`,
  ].join('\n');
const pods = ['web', 'db'].map((name) =>
  [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }`,
    'spec: { containers: [{ name: main, image: main }] }',
  ].join('\n'),
);

interface Repository {
  readonly folder: string;
  /** Where flowproof may write what it needs for a while. */
  readonly temporary: string;
  readonly diff: (...args: string[]) => Promise<CliResult>;
}

async function repository(): Promise<Repository> {
  const [folder, temporary] = [await temporaryFolder(), await temporaryFolder()];
  const git = async (...args: string[]): Promise<void> => {
    await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@a.example', ...args], { cwd: folder });
  };
  await git('init', '--quiet');
  await mkdir(join(folder, 'k8s'));
  await writeFile(join(folder, 'k8s/all.yaml'), [...pods, policy(80)].join('\n---\n'));
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'first');
  await writeFile(join(folder, 'k8s/all.yaml'), [...pods, policy(81)].join('\n---\n'));
  const diff = async (...args: string[]): Promise<CliResult> =>
    await startCli(['diff', ...args], { TMPDIR: temporary }, folder).result;
  return { folder, temporary, diff };
}

test('a revision is compared with the files as they are, and named as the user named it', async () => {
  const { folder, temporary, diff } = await repository();
  const { exitCode, all } = await diff('k8s', 'git:HEAD:k8s', '--fail-on', 'opened');
  expect(exitCode, all).toBe(1);
  expect(all).toMatchInlineSnapshot(`
    "changed
      every workload of shop → every workload of shop: 81, now 80
          no policy isolates egress of shop/db; ingress rule 1 of web (git:HEAD:k8s/all.yaml:14) allows
          80 from every pod in namespace shop
          no ingress rule of web (git:HEAD:k8s/all.yaml:11) matches port 81; the rule for every pod in
          namespace shop allows 80

    1 changed"
  `);
  expect((await execa('git', ['status', '--porcelain'], { cwd: folder })).stdout).toBe(' M k8s/all.yaml');
  expect(await readdir(temporary)).toEqual([]);
});

test('a mistake in a revision is told with its place there', async () => {
  const { folder, diff } = await repository();
  const file = join(folder, 'k8s/all.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('ingress:', 'ingres:'));
  await execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@a.example', 'commit', '-qam', 'x'], { cwd: folder });
  const { exitCode, all } = await diff('git:HEAD:k8s', 'git:HEAD~1:k8s');
  expect([exitCode, all]).toEqual([2, expect.stringContaining('error: git:HEAD:k8s/all.yaml:14:')]);
});

test.for<[string, string]>([
  ['git:nowhere:k8s', 'git knows no revision "nowhere"'],
  ['git:--all:k8s', 'git knows no revision "--all"'],
  ['git:HEAD:none', 'revision "HEAD" has no none'],
  ['git::k8s', 'git::k8s names no revision'],
  ['git:k8s', 'git:k8s names no path'],
])('%s is refused: %s', async ([name, problem]) => {
  const { diff } = await repository();
  const { exitCode, all } = await diff(name, 'k8s');
  expect([exitCode, all]).toEqual([2, expect.stringContaining(problem)]);
});

test('outside of a repository, a revision is refused', async () => {
  const { folder, diff } = await repository();
  await rm(join(folder, '.git'), { recursive: true });
  const { exitCode, all } = await diff('git:HEAD:k8s', 'k8s');
  expect([exitCode, all]).toEqual([2, expect.stringContaining('this folder is in no git repository')]);
});
