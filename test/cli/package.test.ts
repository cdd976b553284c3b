import { cp, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeProblem } from '../../src/cli/node-problem.ts';
import { version } from '../../src/model/version.ts';
import { readPage } from '../docs/page.ts';
import { root, type CliResult } from '../helpers/cli.ts';
import { olderNode } from '../helpers/older-node.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

describe('the packed package', { timeout: 120_000 }, () => {
  let user = '';
  beforeAll(async () => {
    user = await temporaryFolder();
    await execa('npm', ['pack', '--pack-destination', user], { cwd: root });
    const modules = join(user, 'node_modules');
    await mkdir(modules);
    await execa('tar', ['-xzf', join(user, `flowproof-${version}.tgz`), '-C', modules]);
    await rename(join(modules, 'package'), join(modules, 'flowproof'));
    await symlink(join(root, 'node_modules'), join(modules, 'flowproof/node_modules'));
    for (const name of ['@types', 'vitest']) await symlink(join(root, 'node_modules', name), join(modules, name));
    await writeFile(join(user, 'package.json'), '{ "type": "module" }');
  }, 120_000);

  test('runs from a folder of its own', async () => {
    const bin = join(user, 'node_modules/flowproof/dist/bin.js');
    const { stdout } = await execa(process.execPath, [bin, 'plan'], { env: { NO_COLOR: '1' } });
    expect(stdout).toContain('flowproof task-api');
  });

  test('tells an older Node what it needs, before anything else', async ({ skip }) => {
    const older = await olderNode();
    if (older === undefined) return skip('there is no older Node on the PATH');
    const bin = join(user, 'node_modules/flowproof/dist/bin.js');
    const { exitCode, all } = await execa(older.path, [bin, 'check'], { reject: false, all: true });
    expect(exitCode, all).toBe(2);
    expect(all).toBe(`error: ${nodeProblem(older.version)}`);
  });

  test('is a library: what its functions take and return has names', async () => {
    await writeFile(join(user, 'user.ts'), userProgram);
    const documented = readPage('docs/api.md').blocks.map(
      ({ content }, index) => [`api-${index}.ts`, content] as const,
    );
    for (const [name, content] of documented) await writeFile(join(user, name), content);
    const checked = await check('user.ts', ...documented.map(([name]) => name));
    expect(checked.exitCode, checked.all).toBe(0);
    const { stdout } = await execa(process.execPath, ['user.ts', join(root, 'scenarios/task-api')], { cwd: user });
    expect(stdout).toMatch(/UsageError: no endpoint is called "nobody".*\ncheck: 5 stages/s);
  });

  test('is for vitest: its example is well typed, and what it takes and returns is', async () => {
    await cp(join(root, 'docs/examples/vitest/shop.test.ts'), join(user, 'shop.test.ts'));
    await cp(join(root, 'docs/examples/vitest/vitest.config.ts'), join(user, 'vitest.config.ts'));
    await writeFile(join(user, 'user.test.ts'), userTest);
    const { exitCode, all } = await check('shop.test.ts', 'vitest.config.ts', 'user.test.ts');
    expect(exitCode, all).toBe(0);
  });

  async function check(...files: string[]): Promise<CliResult> {
    const options = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--types', 'node'];
    const args = [...options, '--skipLibCheck', ...files];
    const { exitCode, all } = await execa('tsc', args, { cwd: user, reject: false, all: true });
    return { exitCode, all };
  }
});

const userProgram = `
import { check, loadScenario, readManifestTexts, verify, UsageError } from 'flowproof';
import type { CheckReport, ExistingOptions, KindTarget, NetnsTarget, Progress, Report, Target } from 'flowproof';

const [, , path = ''] = process.argv;
const kind: KindTarget = { clusterName: 'other', keep: true };
const netns: NetnsTarget = { faults: { dead: ['nobody'] } };
const existing: Partial<ExistingOptions> = { context: 'staging', sendAs: 'exec' };
const targets: Target[] = ['auto', { kind }, { netns }, { existing }, { auto: { kind, netns } }];
const progress: Progress = { step: () => undefined, detail: () => undefined };
const run: Promise<Report> = verify(path, { target: targets[2], progress });
await run.catch((error: unknown) => console.log(error instanceof UsageError ? String(error) : error));
const scenario = await loadScenario(path);
const report: CheckReport = check(scenario, await readManifestTexts(scenario));
console.log('check:', report.stages.length, 'stages');
`;

const userTest = `
import type { Report } from 'flowproof';
import { cluster, flowTest, type TestRunOptions, type Verify } from 'flowproof/vitest';
import { expect } from 'vitest';

const options: TestRunOptions = { target: { kind: { clusterName: 'other' } }, maxRate: 100, stage: 'final' };
await flowTest('scenarios/shop', options);
// @ts-expect-error: a run has one place.
await flowTest('scenarios/shop', { target: 'kind' });

const test = cluster(options).extend('shop', async ({ verify }): Promise<Report> => await verify('scenarios/shop'));
test('the shop', async ({ verify, shop }) => {
  const again: Verify = verify;
  expect(await again('scenarios/shop', { stage: 'open' })).not.toMatchScenario();
  expect(shop).toMatchScenario();
  await expect(verify('scenarios/shop')).resolves.toMatchScenario();
  // @ts-expect-error: the cluster is the file's.
  await verify('scenarios/shop', { target: 'auto' });
  // @ts-expect-error: not awaited.
  expect(verify('scenarios/shop')).toMatchScenario();
});
`;
