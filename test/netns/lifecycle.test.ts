import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { sandboxMarks } from '../../src/environments/netns/sandbox.ts';
import { root, runCli, startCli } from '../helpers/cli.ts';
import { processes, processesBelow, type Process } from '../helpers/processes.ts';
import { skipReason } from '../helpers/netns.ts';

const verify = ['verify', '--environment', 'netns', '--stage', 'databases', '--connect-timeout'];

/** Resolves once these have ended; how soon is the kernel's business. */
async function ended(held: readonly Process[]): Promise<void> {
  const pids = held.map(({ pid }) => pid);
  while ((await processes()).some(({ pid }) => pids.includes(pid)))
    await new Promise((resolve) => setTimeout(resolve, 50));
}

describe.skipIf(skipReason !== undefined)('network namespaces', () => {
  test.for([
    ['SIGKILL', undefined],
    ['SIGINT', 130],
    ['SIGTERM', 130],
  ] as const)('are gone after %s', async ([signal, exitCode]) => {
    const run = startCli([...verify, '5']);
    await run.printed(/Stage databases: applying/);
    const own = (await processesBelow(run.pid)).filter(({ argv }) => argv.includes(sandboxMarks.ofRun));
    expect(own).not.toEqual([]);
    run.kill(signal);
    expect((await run.result).exitCode).toBe(exitCode);
    await ended(own);
  });

  test('stay after --keep, for the command by hand, until clean ends them', async () => {
    const { exitCode, all } = await runCli(
      'verify scenarios/mistakes/wrong-port --environment netns --connect-timeout 1 --keep'.split(' '),
    );
    expect(exitCode, all).toBe(1);
    const [byHand = ''] = /^nsenter .*$/m.exec(all) ?? [];
    const { stderr } = await execa('sh', ['-c', byHand], { reject: false, timeout: 20_000 });
    expect(stderr).toContain('Failed to connect');
    const kept = (await processes()).filter(({ argv }) => argv.includes(sandboxMarks.kept));
    expect(kept).not.toEqual([]);
    const cleaned = await runCli(['clean', '--cluster', 'flowproof-none']);
    expect(cleaned.all).toContain('Ended 1 clusters of network namespaces.');
    await ended(kept);
  });

  test('are refused with what to do where the system forbids them', async () => {
    const forbid = 'echo 0 >/proc/sys/user/max_net_namespaces; exec "$@"';
    const args = [
      '--user',
      '--map-root-user',
      'sh',
      '-c',
      forbid,
      'sh',
      process.execPath,
      'src/bin.ts',
      ...verify,
      '1',
    ];
    const { exitCode, stdout } = await execa('unshare', args, { cwd: root, reject: false, timeout: 30_000 });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/network namespaces cannot be made here:[^]*or use\s+--environment kind/);
  });

  test.skipIf(process.getuid?.() !== 0)('need no root', async ({ skip }) => {
    const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    const readable = await execa('setpriv', [...nobody, process.execPath, '--version'], { cwd: root, reject: false });
    if (readable.failed) skip(`nobody may not read ${root}`);
    const args = [...nobody, process.execPath, 'src/bin.ts', ...verify, '1'];
    const { exitCode, stdout } = await execa('setpriv', args, { cwd: root, reject: false, timeout: 50_000 });
    expect(stdout).toContain('PASS  56 flows in 1 stage as expected');
    expect(exitCode).toBe(0);
  });
});
