import { describe, expect, test } from 'vitest';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { mend, mistakes } from '../helpers/mend.ts';

const flags = ['--environment', 'kind', '--cluster', clusterName];

// As network namespaces show at every landing.
describe.skipIf(skipReason !== undefined)('on a real cluster', () => {
  test.for(mistakes)('the edit that a report suggests for %s mends it', { tags: ['long'] }, async ([name, place]) => {
    const { exitCode, all } = await mend(name, place, ...flags);
    expect(exitCode, all).toBe(0);
  });
});
