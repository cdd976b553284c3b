import { describe, expect, test } from 'vitest';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { mend, mistakes } from '../helpers/mend.ts';

describe.skipIf(skipReason !== undefined)('on a real cluster', () => {
  test.for(mistakes)('the edit that a report suggests for %s mends it', async ([name, place]) => {
    const { exitCode, all } = await mend(name, place, '--environment', 'kind', '--cluster', clusterName);
    expect(exitCode, all).toBe(0);
  });
});
