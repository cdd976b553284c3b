import { describe, expect, test } from 'vitest';
import { clusterName, skipReason } from '../helpers/cluster.ts';
import { mend, mistakes } from '../helpers/mend.ts';

const [first, ...others] = mistakes;

describe.skipIf(skipReason !== undefined)('on a real cluster', () => {
  test('the edit that a report suggests mends a mistake', async () => {
    await isMended(first);
  });

  test.for(others)('the edit that a report suggests for %s mends it', { tags: ['long'] }, isMended);
});

async function isMended([name, place]: (typeof mistakes)[number]): Promise<void> {
  const { exitCode, all } = await mend(name, place, '--environment', 'kind', '--cluster', clusterName);
  expect(exitCode, all).toBe(0);
}
