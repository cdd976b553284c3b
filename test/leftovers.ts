import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { root } from './helpers/cli.ts';
import { ofProcess, processes } from './helpers/processes.ts';

/** How long what was told to end may take to be gone. */
const graceMs = 5000;
const pauseMs = 100;

/**
 * Gives the run a folder for temporary files of its own. When the last test is through, fails the run if anything that
 * flowproof made is still there, naming it: files, processes, network namespaces, containers. Every project has this as its global
 * setup, and the first one that runs makes it so for all.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env[runVariable] !== undefined) return async () => undefined;
  const before = process.env['TMPDIR'];
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-tests-'));
  // As the system's own: tests run flowproof as other users, too.
  await chmod(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  process.env[runVariable] = folder;
  // Each run of the CLI starts in half the time when it need not compile what the one before did. Elsewhere, because the
  // last workers write to it when the folder is on its way out.
  process.env['NODE_COMPILE_CACHE'] = join(root, 'node_modules/.cache/flowproof-tests');
  const there = new Set(await ofTheMachine());
  return async () => {
    const found = async (): Promise<string[]> => [
      ...(await files(folder)),
      ...(await files('/dev/shm')),
      ...(await processesOf(folder)),
      ...(await ofTheMachine()).filter((name) => !there.has(name)),
    ];
    let left = await found();
    for (const end = Date.now() + graceMs; left.length > 0 && Date.now() < end; left = await found())
      await wait(pauseMs);
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    delete process.env[runVariable];
    delete process.env['NODE_COMPILE_CACHE'];
    await rm(folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`the tests left behind:\n${left.map((name) => `  ${name}`).join('\n')}`);
  };
}

/** Inherited by everything that a test starts, so that it can be found, whoever its parent is by then. */
const runVariable = 'FLOWPROOF_TEST_RUN';

/** What flowproof left in its folder for temporary files; what tests made there themselves is called otherwise. */
async function files(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('flowproof')).map((name) => `file ${name}`);
}

async function processesOf(folder: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const marked = await Promise.all(
    (await processes()).map(async ({ pid, parent, argv }) => {
      const environment = (await ofProcess(pid, 'environ')).split('\0');
      if (!environment.includes(`${runVariable}=${folder}`)) return [];
      // Vitest's own workers are ended after this.
      if (pid === process.pid || parent === process.pid) return [];
      const command = argv.join(' ').replaceAll(/\s+/g, ' ').trim();
      return command === '' ? [] : [`process ${pid}: ${command.slice(0, 200)}`];
    }),
  );
  return marked.flat();
}

/** What does not say who made it: only what was not there before can be this run's. */
async function ofTheMachine(): Promise<string[]> {
  const namespaces = await readdir('/run/netns').catch(() => []);
  const args = ['ps', '--all', '--filter', 'label=flowproof.dev/run', '--format', '{{.Names}}'];
  const docker = await execa('docker', args, { reject: false, timeout: 20_000 });
  const containers = docker.failed ? [] : docker.stdout.split('\n').filter((name) => name !== '');
  return [...namespaces.map((name) => `network namespace ${name}`), ...containers.map((name) => `container ${name}`)];
}
