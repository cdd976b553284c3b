import { describe, expect, test } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { clusterName, kubectl, leftovers, skipReason } from '../helpers/cluster.ts';

describe.skipIf(skipReason !== undefined)('the namespace of a run', () => {
  test('owns all that the run made: its deletion alone removes everything', async () => {
    const { exitCode, all } = await runCli(['verify', '--stage', 'databases', '--keep', '--cluster', clusterName]);
    expect(exitCode, all).toBe(0);
    const [namespace = ''] = /flowproof-[0-9a-f]{8}/.exec(await kubectl('get', 'ns', '-o', 'name')) ?? [];
    await kubectl('delete', `namespace/${namespace}`, '--wait=false');
    await expect
      .poll(
        async () => await kubectl('get', 'ns,pods,svc,networkpolicies', '-A', '-l', 'flowproof.dev/run', '-o', 'name'),
        { timeout: 120_000, interval: 2000 },
      )
      .toBe('');
    // The container beside the cluster is no object of it.
    await runCli(['clean', '--cluster', clusterName]);
    expect(await leftovers()).toEqual([]);
  });
});
