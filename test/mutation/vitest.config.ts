import { defineConfig } from 'vitest/config';

/**
 * The tests that have to notice a mutant of a rule: those of the rules themselves, which start no process. Their modules are
 * loaded once, since it is inside of them that Stryker switches from one mutant to the next.
 */
export default defineConfig({
  test: {
    include: [
      'test/{analysis,identity,kubernetes,netns-plan,policy,probe,rbac,scenario,simulation,verdict}/**/*.test.ts',
    ],
    exclude: ['test/probe/script.test.ts'],
    testTimeout: 120_000,
    isolate: false,
  },
});
