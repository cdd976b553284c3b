import { expect } from 'vitest';
import type { Report } from '../model/report.ts';
import { toMatchScenario } from './match-scenario.ts';

expect.extend({ toMatchScenario });

declare module 'vitest' {
  interface Matchers<R, T> {
    /**
     * Passes when every flow did what its scenario declares. With `.not`, when one is known to have done something else:
     * what is inconclusive passes neither way.
     */
    toMatchScenario: T extends Report ? () => R : never;
  }
}

export { cluster, type Verify } from './cluster.ts';
export { flowTest } from './flow-test.ts';
export type { TestRunOptions } from './job.ts';
