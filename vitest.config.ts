import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { progress } from './test/progress.ts';

/** The tests that need more than Node, each in a folder of its own, and what Stryker has installed; all others mirror `src`. */
const suites = ['cli', 'netns', 'library', 'executable', 'browser', 'kind', 'cluster', 'mutation'].map(
  (suite) => `test/${suite}/**`,
);
/** Those that hold for any case. */
const properties = globSync('test/**/*.test.ts', { exclude: suites }).filter((file) =>
  readFileSync(file, 'utf8').includes("from 'fast-check'"),
);
// Of every project, so that none leaves anything behind.
const globalSetup = ['test/leftovers.ts'];

export default defineConfig({
  test: {
    reporters: ['default', progress()],
    // Those that start programs wait for them half of the time, so that a few fit beside each other on two cores.
    maxWorkers: 3,
    // What is tested has no state of its own, so that it needs no new copy for every file: importing is half of the work.
    isolate: false,
    maxConcurrency: 3,
    tags: [{ name: 'long', description: 'repeats at length what another test proves once' }],
    projects: [
      // Properties run hundreds of cases each, which takes seconds where other things run as well.
      {
        test: {
          name: 'unit',
          globalSetup,
          include: ['test/**/*.test.ts'],
          exclude: suites,
          testTimeout: 30_000,
        },
      },
      // The same rules with five times as many cases of every property.
      {
        test: {
          name: 'long',
          globalSetup,
          setupFiles: ['test/more-cases.ts'],
          include: properties,
          testTimeout: 600_000,
        },
      },
      { test: { name: 'cli', globalSetup, include: ['test/cli/**/*.test.ts'], testTimeout: 30_000 } },
      // After the others, and few at a time: probes that starve are tried again, which starves others.
      {
        test: {
          name: 'netns',
          globalSetup,
          include: ['test/netns/**/*.test.ts'],
          testTimeout: 240_000,
          maxWorkers: 2,
          maxConcurrency: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { name: 'library', globalSetup, include: ['test/library/**/*.test.ts'], testTimeout: 240_000 } },
      // What is made for machines without Node, from the outside.
      {
        test: {
          name: 'executable',
          include: ['test/executable/**/*.test.ts'],
          globalSetup: [...globalSetup, 'test/executable/setup.ts'],
          testTimeout: 30_000,
        },
      },
      // Pages of reports, opened in Chromium.
      { test: { name: 'browser', globalSetup, include: ['test/browser/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'unenforced',
          globalSetup,
          include: ['test/cluster/unenforced.test.ts'],
          testTimeout: 600_000,
        },
      },
      // Apart, and before the others: Linux hands out too few inotify instances for the nodes of three clusters.
      {
        test: {
          name: 'kind',
          globalSetup,
          include: ['test/kind/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Two clusters that come up beside each other take longer than one after the other.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          exclude: ['test/cluster/unenforced.test.ts'],
          globalSetup: [...globalSetup, 'test/cluster/setup.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
