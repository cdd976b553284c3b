import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A test that calls verify() takes as long as its run.
    testTimeout: 60_000,
    // No test imports a scenario or a policy: this is what runs again when one is saved.
    watchTriggerPatterns: [{ pattern: /\/shop\/.*\.yaml$/, testsToRun: () => 'shop.test.ts' }],
  },
});
