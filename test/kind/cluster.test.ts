import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, startCli } from '../helpers/cli.ts';
import { skipReason } from '../helpers/cluster.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** Not the cluster that the other tests share: this one is interrupted, killed and deleted. */
const name = 'flowproof-kind-test';
const up = ['cluster', 'up', '--cluster', name];

describe.skipIf(skipReason !== undefined)('a kind cluster', () => {
  let folder = '';
  let env: Record<string, string> = {};
  beforeAll(async () => {
    folder = await temporaryFolder();
    env = { KUBECONFIG: join(folder, 'kubeconfig') };
    await runCli(['cluster', 'down', '--cluster', name], env);
  });
  afterAll(async () => {
    await runCli(['cluster', 'down', '--cluster', name], env);
    await rm(folder, { recursive: true });
  });

  test('Ctrl-C while docker creates the nodes leaves none behind', async () => {
    const running = startCli(up, env);
    await running.printed(/Docker and kind/);
    await expect.poll(async () => await containers(), { timeout: 30_000 }).not.toEqual([]);
    running.kill('SIGINT');
    const { exitCode, all } = await running.result;
    expect(exitCode, all).toBe(130);
    expect(await containers()).toEqual([]);
  });

  test('it is not touched by two at once; what a killed one left is finished, and then used again', async () => {
    const first = startCli(up, env);
    // Printed when that step is done, and Calico is being installed.
    await first.printed(/Cluster "/);
    const second = await runCli(up, env);
    expect(second.exitCode, second.all).toBe(3);
    expect(second.all).toMatch(/Another flowproof \(process \d+\) is creating or deleting the cluster/);
    first.kill('SIGKILL');
    await first.result;
    const finished = await runCli(up, env);
    expect(finished.exitCode, finished.all).toBe(0);
    expect(finished.all).toContain(`Cluster ${name} was there: Kubernetes v1.`);
    const again = await runCli(up, env);
    expect(again.exitCode, again.all).toBe(0);
    // Nothing is loaded or applied a second time.
    expect(again.all).not.toMatch(/Images|Installing Calico/);
  });

  test('it is refused when it is not what is asked for', async () => {
    const { exitCode, all } = await runCli([...up, '--node-image', 'kindest/node:v1.30.0'], env);
    expect(exitCode, all).toBe(3);
    expect(all).toMatch(/exists, but is not what was asked for: it runs Kubernetes v1\.\d+\.\d+, not 1\.30\./);
    expect(all).toContain('--fresh');
  });

  test("nothing was written to the user's kubeconfig, and after its deletion nothing is left", async () => {
    await expect(access(env['KUBECONFIG'] ?? '')).rejects.toThrow('ENOENT');
    const { exitCode, all } = await runCli(['cluster', 'down', '--cluster', name], env);
    expect(exitCode, all).toBe(0);
    expect(await containers()).toEqual([]);
  });
});

/** Names of the node containers, in whatever state. */
async function containers(): Promise<string[]> {
  const filter = `label=io.x-k8s.kind.cluster=${name}`;
  const { stdout } = await execa('docker', ['ps', '--all', '--filter', filter, '--format', '{{.Names}}']);
  return stdout.split('\n').filter((line) => line !== '');
}
