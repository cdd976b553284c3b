import { expect, test, describe } from 'vitest';
import { runCli } from '../helpers/cli.ts';
import { skipReason } from '../helpers/cluster.ts';

/** Name of a kind cluster whose CNI ignores NetworkPolicies; raising one is not flowproof's business. */
const cluster = process.env['FLOWPROOF_TEST_UNENFORCED'] ?? '';

describe.skipIf(skipReason !== undefined || cluster === '')('a cluster whose CNI ignores policies', () => {
  test('stops the run before any flow is judged, and says so', async () => {
    const { exitCode, all } = await runCli(['verify', 'scenarios/task-api', '--cluster', cluster, '--as-is']);
    expect(exitCode, all).toBe(3);
    expect(all).toContain("this cluster's CNI does not enforce NetworkPolicy");
    expect(all).toContain('Nothing after this was probed');
    expect(all).not.toContain('PASS');
  });
});
