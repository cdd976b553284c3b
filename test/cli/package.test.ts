import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPage } from '../docs/page.ts';
import { root } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

describe('the packed package', { timeout: 120_000 }, () => {
  let user = '';
  beforeAll(async () => {
    user = await temporaryFolder();
    await execa('npm', ['pack', '--pack-destination', user], { cwd: root });
    const modules = join(user, 'node_modules');
    await mkdir(modules);
    await execa('tar', ['-xzf', join(user, 'flowproof-0.1.0.tgz'), '-C', modules]);
    await rename(join(modules, 'package'), join(modules, 'flowproof'));
    await symlink(join(root, 'node_modules'), join(modules, 'flowproof/node_modules'));
  }, 120_000);

  test('runs from a folder of its own', async () => {
    const bin = join(user, 'node_modules/flowproof/dist/bin.js');
    const { stdout } = await execa(process.execPath, [bin, 'plan'], { env: { NO_COLOR: '1' } });
    expect(stdout).toContain('flowproof task-api');
  });

  test('is a library: what its functions take and return has names', async () => {
    await writeFile(join(user, 'package.json'), '{ "type": "module" }');
    await writeFile(join(user, 'user.ts'), userProgram);
    const documented = readPage('docs/api.md').blocks.map(
      ({ content }, index) => [`api-${index}.ts`, content] as const,
    );
    for (const [name, content] of documented) await writeFile(join(user, name), content);
    await symlink(join(root, 'node_modules/@types'), join(user, 'node_modules/@types'));
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
    const files = ['user.ts', ...documented.map(([name]) => name)];
    const checked = await execa('tsc', [...options, ...files], { cwd: user, reject: false, all: true });
    expect(checked.exitCode, checked.all).toBe(0);
    const { stdout } = await execa(process.execPath, ['user.ts', join(root, 'scenarios/task-api')], { cwd: user });
    expect(stdout).toMatch(/UsageError: no endpoint is called "nobody".*\ncheck: 5 stages/s);
  });
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
