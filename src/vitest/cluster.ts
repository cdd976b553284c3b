import type { TestAPI } from 'vitest';
import type { Report } from '../model/report.ts';
import { testWithClusters } from './clusters.ts';
import type { TestRunOptions } from './job.ts';
import { callOf } from './located-error.ts';
import { pathOf } from './path-of.ts';

/**
 * Proves a scenario and resolves to what was found. It ends early, and removes what it made, when the test times out or is
 * cancelled.
 */
export type Verify = (scenario: string | URL, options?: Omit<TestRunOptions, 'target'>) => Promise<Report>;

/**
 * A `test` with a `verify` that proves scenarios at one place: a kind cluster is made before the first test of the file,
 * unless it stands already, and deleted after the last one; network namespaces are made for each run.
 *
 * @example
 * const test = cluster({ target: { kind: {} } });
 * test('the shop', { timeout: 300_000 }, async ({ verify }) => {
 *   expect(await verify('scenarios/shop')).toMatchScenario();
 * });
 */
export function cluster(options: TestRunOptions = {}): TestAPI<{ verify: Verify }> {
  const call = callOf(cluster);
  // Not within the time limit of the first test.
  testWithClusters.beforeAll(async ({ clusters }) => await clusters.open(options.target, call), 0);
  const extended = testWithClusters.extend('verify', ({ clusters, signal }): Verify => {
    const verify: Verify = async (scenario, own) =>
      await clusters.verify(pathOf(scenario), { ...options, ...own }, { signal, call: callOf(verify) });
    return verify;
  });
  // What the file's runs share is no business of the tests.
  return extended as unknown as TestAPI<{ verify: Verify }>;
}
