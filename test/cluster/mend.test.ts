import { describe, expect, test } from 'vitest';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { mend, mistakes } from '../helpers/mend.ts';

const [first, ...others] = mistakes;

const flags = ['--environment', 'kind', '--cluster', clusterName];

describe.skipIf(skipReason !== undefined)('on a real cluster', () => {
  test('the edit that a report suggests mends a mistake', async () => {
    const { exitCode, all } = await mend(...first, ...flags);
    expect(exitCode, all).toBe(0);
  });

  test.for(others)('the edit that a report suggests for %s mends it', { tags: ['long'] }, async ([name, place]) => {
    const { exitCode, all } = await mend(name, place, ...flags);
    expect(exitCode, all).toBe(0);
  });
});
