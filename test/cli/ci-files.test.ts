import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { actionFolder, readAction } from '../helpers/github-action.ts';
import { temporaryFolder } from '../helpers/temporary.ts';
import { workflowProblems } from '../helpers/workflow-problems.ts';

const ours = 'OWNER/flowproof/scripts/github/action@v1';
const workflows = ['nightly.yaml', 'pull-request.yaml'];

async function textOf(name: string): Promise<string> {
  return await readFile(join(root, 'scripts', name), 'utf8');
}

test('the action is one that GitHub takes', async () => {
  const text = await textOf('github/action/action.yml');
  expect(await workflowProblems('action.yml', text)).toEqual([]);
  const broken = text.replace('shell: bash', 'shel: bash').replace('runner.environment', 'runnr.environment');
  expect(await workflowProblems('action.yml', broken)).toMatchInlineSnapshot(`
    [
      "66: Unexpected value 'shel'",
      "64: Required property is missing: shell",
      "72: Unrecognized named-value: 'runnr'",
    ]
  `);
});

test.for(workflows)('%s is a workflow that GitHub takes', async (name) => {
  expect(await workflowProblems(`.github/workflows/${name}`, await textOf(`github/${name}`))).toEqual([]);
});

test('a workflow that gives the action what it does not take is told', async () => {
  const text = (await textOf('github/pull-request.yaml')).replace('command: check', 'comand: check');
  expect(await workflowProblems('.github/workflows/x.yaml', text)).toMatchInlineSnapshot(`
    [
      "22: Invalid action input 'comand'",
    ]
  `);
});

test.for(workflows)('actionlint has nothing to say of %s, nor shellcheck of its scripts', async (name, { skip }) => {
  const input = (await textOf(`github/${name}`)).replace(ours, './scripts/github/action');
  const { code, exitCode, all } = await execa('actionlint', ['-'], { cwd: root, input, all: true, reject: false });
  if (code === 'ENOENT') skip('actionlint is not installed');
  expect(exitCode, all).toBe(0);
});

test('shellcheck has nothing to say of the scripts of the action', async ({ skip }) => {
  const { code, exitCode, all } = await execa({
    all: true,
    reject: false,
    cwd: actionFolder,
    shell: true,
  })`shellcheck *.sh`;
  if (code === 'ENOENT' || exitCode === 127) skip('shellcheck is not installed');
  expect(exitCode, all).toBe(0);
});

test('the action uses the inputs that it has, and none of them in a script', async () => {
  const { inputs, runs } = await readAction();
  const used = [...JSON.stringify(runs).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(new Set(used)).toEqual(new Set(Object.keys(inputs)));
  expect(runs.steps.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
});

test('what others have made is pinned by its hash', async () => {
  const texts = await Promise.all(['action/action.yml', ...workflows].map((name) => textOf(`github/${name}`)));
  const used = texts.flatMap((text) => [...text.matchAll(/uses: (.*)/g)].map(([, one = '']) => one));
  expect(used).toContain(ours);
  expect(used.filter((one) => one !== ours && !/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
});

test('the pipeline for GitLab is one that GitLab takes', async () => {
  const folder = await temporaryFolder();
  await copyFile(join(root, 'scripts/gitlab/flowproof.gitlab-ci.yml'), join(folder, '.gitlab-ci.yml'));
  const variables = ['--variable', 'CI_PIPELINE_SOURCE=merge_request_event'];
  const { all, exitCode } = await execa('gitlab-ci-local', ['--list-csv', ...variables], {
    cwd: folder,
    preferLocal: true,
    localDir: root,
    all: true,
    reject: false,
  });
  expect(exitCode, all).toBe(0);
  expect(all.split('\n').filter((line) => line.startsWith('flowproof:'))).toMatchInlineSnapshot(`
    [
      "flowproof:check;test;on_success;false;;",
      "flowproof:verify;test;on_success;false;;",
    ]
  `);
});
