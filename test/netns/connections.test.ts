import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observe } from '../agreement/observe.ts';
import { anyWorld } from '../agreement/world.ts';
import { skipReason } from '../helpers/netns.ts';

/** How many flows of some worlds get through, how many do not, and which of them connections tell otherwise. */
async function compare(seed: number, numRuns: number) {
  const worlds = fc.sample(anyWorld, { seed, numRuns });
  const flows = await observe(worlds, () => 'allowed', { target: { netns: {} }, connectTimeoutMs: 1000 });
  const count = (end: string): number => flows.filter(({ observed }) => observed === end).length;
  const wrong = flows.filter(({ observed, connections }) => observed !== connections);
  return { allowed: count('allowed'), blocked: count('blocked'), wrong };
}

describe.skipIf(skipReason !== undefined)('network namespaces', () => {
  test('connect whom the connections of two worlds do, and nobody else', async () => {
    expect(await compare(43, 2)).toEqual({ allowed: 68, blocked: 52, wrong: [] });
  });

  test('connect whom the connections of thirty worlds do', { tags: ['long'], timeout: 600_000 }, async () => {
    expect(await compare(30, 30)).toEqual({ allowed: 1201, blocked: 599, wrong: [] });
  });
});
