import { cluster, flowTest } from 'flowproof/vitest';
import { expect } from 'vitest';

const shop = new URL('shop', import.meta.url);
const options = { target: { netns: {} }, connectTimeoutMs: 1000 };

// A test for each flow, all of them from one run.
await flowTest(shop, options);

// Or runs within tests.
const test = cluster(options);

test('the shop lets through what it should', async ({ verify }) => {
  expect(await verify(shop)).toMatchScenario();
});
