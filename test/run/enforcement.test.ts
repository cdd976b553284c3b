import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Environment } from '../../src/environments/environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { EnforcementError, EnvironmentError } from '../../src/model/errors.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove } from '../../src/app/prove.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';

const scenario = await loadScenario('scenarios/task-api');
const unenforced = new EnforcementError('the CNI enforces nothing', 'Use another one.');
const refused = new EnvironmentError('the API server refuses it', 'Mend it.');

/** Runs the scenario where some calls are slow or fail, and tells which calls came in which order. */
async function order(changes: (done: (name: string) => void) => Partial<Environment>) {
  const calls: string[] = [];
  const environment = memoryEnvironment(scenario, () => true);
  const report = await prove(scenario, {
    runId: 'r',
    open: async () => ({
      ...environment,
      async resolve(endpoints) {
        calls.push('resolve');
        return await environment.resolve(endpoints);
      },
      async probe(...request) {
        calls.push('probe');
        return await environment.probe(...request);
      },
      async [Symbol.asyncDispose]() {
        calls.push('clean up');
      },
      ...changes((name) => void calls.push(name)),
    }),
    stage: scenario.stages[0]?.name,
    connectTimeoutMs: 10,
    apply: true,
    progress: { step: () => {}, detail: () => {} },
    signal: neverAborted,
  });
  return { calls, report };
}

test('what sends starts while enforcement is checked, and nothing is probed before it is known', async () => {
  const { calls } = await order((done) => ({
    async checkEnforcement() {
      for (let index = 0; index < 10; index += 1) await nextTurn();
      done('enforced');
    },
  }));
  expect(calls.slice(0, 3)).toEqual(['resolve', 'enforced', 'probe']);
});

test('nothing is probed where policies are not enforced', async () => {
  const { calls, report } = await order(() => ({
    async checkEnforcement() {
      throw unenforced;
    },
  }));
  expect(report.failure?.message).toBe(unenforced.message);
  expect(calls).toEqual(['resolve', 'clean up']);
});

test('nothing is cleaned up while enforcement is still being checked', async () => {
  const { calls, report } = await order((done) => ({
    async checkEnforcement() {
      for (let index = 0; index < 10; index += 1) await nextTurn();
      done('enforced');
    },
    async apply() {
      throw refused;
    },
  }));
  expect(report.failure?.message).toBe(refused.message);
  expect(calls).toEqual(['enforced', 'clean up']);
});
