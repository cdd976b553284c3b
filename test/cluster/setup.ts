import { clusterName, skipReason } from '../helpers/cluster.ts';
import { runMain } from '../helpers/cli.ts';

/** Creates the shared cluster with the product's own command, and deletes it when the last test is through. One that was there stays. */
export async function setup(): Promise<() => Promise<void>> {
  if (skipReason !== undefined) {
    process.stdout.write(`cluster tests are skipped: ${skipReason}\n`);
    return async () => undefined;
  }
  const { exitCode, all } = await runMain(['cluster', 'up', '--cluster', clusterName]);
  if (exitCode !== 0) throw new Error(`the cluster for the tests could not be made:\n${all}`);
  if (all.includes('was there')) return async () => undefined;
  return async () => void (await runMain(['cluster', 'down', '--cluster', clusterName]));
}
