import { copyFile, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../src/model/version.ts';
import { missingPackages } from '../../src/environments/netns/programs.ts';
import { root } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const made = join(root, 'executable');
const executable = join(made, 'flowproof-linux-x64');

/** An empty folder, which is the home of whoever runs it as well. */
let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});

/** Runs it there with nothing in its environment but this. */
async function run(args: readonly string[], env: Record<string, string> = {}, file = executable) {
  const { TMPDIR = '/tmp', FLOWPROOF_TEST_RUN = '' } = process.env;
  const { exitCode, all } = await execa(file, args, {
    cwd: folder,
    env: { HOME: folder, TMPDIR, FLOWPROOF_TEST_RUN, ...env },
    extendEnv: false,
    reject: false,
    all: true,
    timeout: 100_000,
  });
  return { exitCode, all };
}

test('the checksums are those of what was made', async () => {
  const { stdout } = await execa('sha256sum', ['--check', 'SHA256SUMS'], { cwd: made });
  expect(stdout).toBe('flowproof-linux-x64: OK');
});

test('the licences of what is in it come with it', async () => {
  const { stdout } = await execa('grep', ['-A1', '^=====', join(made, 'NOTICES')]);
  expect(stdout).toContain('Node.js');
  expect(stdout).toContain('@kubernetes/client-node');
});

describe('in an empty folder, without a PATH', () => {
  test.for<[args: string[], exitCode: number, text: string, what: string]>([
    [['--version'], 0, version, 'the version'],
    [['--help'], 0, 'Usage: flowproof [options] [command]', 'every command loads'],
    [['nonsense'], 2, "unknown command 'nonsense'", 'a command that there is not'],
    [['completion', 'bash'], 0, 'complete -o default -F _flowproof flowproof', 'what a shell reads'],
    [['complete', '--', 'verify', '--env'], 0, '--environment', 'what a shell asks'],
    [['check'], 0, 'PASS', 'the case that comes with it'],
    [['lint', join(root, 'scenarios/mistakes/wrong-port')], 1, 'wrong-port', 'policies with a mistake'],
    [['rbac', '-n', 'shop'], 0, 'kind: Role', 'a command that writes manifests'],
    [['cluster', 'down'], 3, 'Install kind, or put it on the PATH.', 'no kind'],
    [['verify', '--environment', 'kind'], 3, 'kind is not installed', 'no kind for a run'],
    [['probe', '--context', 'staging', '-n', 'shop'], 2, 'there is no kubeconfig', 'no cluster'],
    [['worker', '--plan', 'nowhere', '--index', '0'], 2, 'nowhere holds no plan', 'what runs inside of a cluster'],
  ])('%j ends with %i and says %j: %s', async ([args, exitCode, text]) => {
    const ended = await run(args);
    expect(ended.exitCode, ended.all).toBe(exitCode);
    expect(ended.all).toContain(text);
    expect(ended.all).not.toContain('Warning');
  });

  test('network namespaces name the programs that are missing', async () => {
    const { exitCode, all } = await run(['verify', '--environment', 'netns']);
    expect(exitCode, all).toBe(3);
    expect(all).toMatch(/not installed: .*curl.*\nInstall them: sudo apt-get install/);
  });

  test('a scenario that it wrote is one that it checks', async () => {
    const written = await run(['init', 'proof', '--server', 'api=shop:8000', '--protect', 'shop']);
    expect(written.exitCode, written.all).toBe(0);
    const checked = await run(['check', 'proof']);
    expect(checked.all).toContain('PASS');
  });
});

test('a cluster of namespaces is made, probed and gone, as if it were installed', async ({ skip }) => {
  if ((await missingPackages()).length > 0) skip('network namespaces need programs that are not here');
  const scenario = join(root, 'scenarios/recipes/01-deny-all-to-an-application');
  const { exitCode, all } = await run(['verify', '--environment', 'netns', scenario], {
    PATH: ['/usr/bin', '/usr/sbin'].join(delimiter),
  });
  expect(exitCode, all).toBe(0);
  expect(all).toContain('PASS  4 flows in 2 stages as expected');
}, 100_000);

describe('the files that come with it', () => {
  test('are where a report says, and are mended', async () => {
    const cache = join(folder, 'cache');
    const config = join(cache, 'flowproof', version, 'scenarios/task-api/scenario.yaml');
    await mkdir(join(config, '..'), { recursive: true });
    await writeFile(config, 'half');
    const { exitCode, all } = await run(['check'], { XDG_CACHE_HOME: cache });
    expect(exitCode, all).toBe(0);
    expect(all).toContain(`cache/flowproof/${version}/scenarios/task-api/scenario.yaml`);
    expect((await readdir(join(config, '..'))).toSorted()).toEqual(['policies', 'scenario.yaml', 'workloads.yaml']);
  });

  test('need a place, which nothing else does', async () => {
    const env = { XDG_CACHE_HOME: '/dev/null/cache' };
    const { exitCode, all } = await run(['check'], env);
    expect(exitCode, all).toBe(3);
    expect(all).toContain('Set XDG_CACHE_HOME to a folder that may be written to');
    const { exitCode: named } = await run(['check', join(root, 'scenarios/task-api')], env);
    expect(named).toBe(0);
  });
});

describe('as a plugin of kubectl', () => {
  test('it says what to type', async () => {
    const plugin = join(folder, 'kubectl-flowproof');
    await symlink(executable, plugin);
    const { all } = await run(['--help'], {}, plugin);
    expect(all).toContain('Usage: kubectl flowproof [options] [command]');
  });

  test('kubectl finds it', async ({ skip }) => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await copyFile(executable, join(bin, 'kubectl-flowproof'));
    const PATH = [bin, process.env['PATH']].join(delimiter);
    const { code, all } = await execa('kubectl', ['flowproof', '--version'], {
      env: { PATH },
      reject: false,
      all: true,
    });
    if (code === 'ENOENT') skip('kubectl is not installed');
    expect(all).toBe(version);
  });
});
