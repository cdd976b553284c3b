import { describe, expect, test } from 'vitest';
import { mend, mistakes } from '../helpers/mend.ts';
import { skipReason } from '../helpers/netns.ts';

describe.skipIf(skipReason !== undefined)('in network namespaces', () => {
  test.for(mistakes)('the edit that a report suggests for %s mends it', async ([name, place]) => {
    const { exitCode, all } = await mend(name, place, '--environment', 'netns');
    expect(exitCode, all).toBe(0);
  });
});
