import { setInterval } from 'node:timers';
import type { Reporter, TestCase } from 'vitest/node';

const everyMs = 15_000;
const slowestCount = 15;
/** What is quicker is not worth a line. */
const slowMs = 1000;

/**
 * Says every now and then how far the run is, where no terminal shows it: a file of network namespaces takes a minute and
 * prints when it is through. At the end it lists the tests that took longest.
 */
export function progress(): Reporter {
  const startedAt = performance.now();
  const tests: TestCase[] = [];
  const running = new Set<string>();
  let fileCount = 0;
  let doneCount = 0;
  let ticking: NodeJS.Timeout | undefined;
  return {
    onTestRunStart(specifications) {
      fileCount = specifications.length;
      if (process.stdout.isTTY) return;
      ticking = setInterval(() => {
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        print(
          `   ${seconds} s: ${doneCount} of ${fileCount} files, ${tests.length} tests; now ${[...running].join(', ')}`,
        );
      }, everyMs);
    },
    onTestModuleStart: ({ relativeModuleId }) => void running.add(relativeModuleId),
    onTestModuleEnd({ relativeModuleId }) {
      running.delete(relativeModuleId);
      doneCount += 1;
    },
    onTestCaseResult: (testCase) => void tests.push(testCase),
    onTestRunEnd() {
      clearInterval(ticking);
      const slow = tests.filter((test) => msOf(test) >= slowMs).toSorted((one, other) => msOf(other) - msOf(one));
      if (slow.length > 0) print('\n Slowest tests');
      for (const test of slow.slice(0, slowestCount)) {
        print(`   ${(msOf(test) / 1000).toFixed(1).padStart(5)} s  ${test.module.relativeModuleId} > ${test.fullName}`);
      }
    },
  };
}

function msOf(test: TestCase): number {
  return test.diagnostic()?.duration ?? 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
