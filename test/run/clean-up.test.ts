import { ApiException } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/verdict/summary.ts';
import { readEnding } from '../../src/run/ending.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';
import { EnforcementError, EnvironmentError, InterruptedError } from '../../src/model/errors.ts';
import { loadScenario } from '../../src/app/load.ts';
import { prove, type ProveOptions } from '../../src/app/prove.ts';
import { memoryEnvironment, type Lets } from '../helpers/memory-environment.ts';

const scenario = await loadScenario('scenarios/task-api');
const stuck = new EnvironmentError('still there: Namespace shop', 'kubectl delete ns shop');
const lost = new EnvironmentError('the API server is gone', 'Bring it back.');
const unenforced = new EnforcementError('the CNI enforces nothing', 'Use another one.');

const options: Omit<ProveOptions, 'open'> = {
  runId: 'r',
  connectTimeoutMs: 10,
  apply: true,
  progress: { step: () => {}, detail: () => {} },
  signal: neverAborted,
};

const everybody: Lets = () => true;

/** Everything goes well in it, but for what a test changes, and for its clean-up. */
function stubborn(changes: Partial<Environment> = {}): Environment {
  return {
    ...memoryEnvironment(scenario, everybody),
    ...changes,
    [Symbol.asyncDispose]: async () => {
      throw stuck;
    },
  };
}

test('what was proven stays proven when the clean-up fails, and what is left is told beside it', async () => {
  const clean = await prove(scenario, { ...options, open: async () => memoryEnvironment(scenario, everybody) });
  const report = await prove(scenario, { ...options, open: async () => stubborn() });
  expect(report.leftovers).toEqual({ message: stuck.message, hint: stuck.hint });
  expect(report.failure).toBeUndefined();
  expect(report.stages.map(({ results }) => results)).toEqual(clean.stages.map(({ results }) => results));
  expect(exitCodeOf(report)).toBe(exitCodeOf(clean));
  expect(exitCodeOf(report)).toBe(1);
});

test('a run whose flows are all as expected passes, whatever is left', async () => {
  const open = async (): Promise<Environment> => stubborn();
  const { stages } = await prove(scenario, { ...options, open });
  const flows = stages[0]?.results.filter(({ outcome }) => outcome === 'as-expected').map(({ flow }) => flow) ?? [];
  expect(flows).not.toEqual([]);
  const [stage] = scenario.stages;
  const report = await prove({ ...scenario, stages: stage ? [{ ...stage, flows }] : [] }, { ...options, open });
  expect([exitCodeOf(report), report.leftovers?.message]).toEqual([0, stuck.message]);
});

test('a failure on the way stays what it is, and what is left is told beside it', async () => {
  const checkEnforcement = async (): Promise<void> => {
    throw unenforced;
  };
  const report = await prove(scenario, { ...options, open: async () => stubborn({ checkEnforcement }) });
  expect(report.failure).toEqual({ kind: 'EnforcementError', message: unenforced.message, hint: unenforced.hint });
  expect(report.leftovers).toEqual({ message: stuck.message, hint: stuck.hint });
  expect([report.stages, exitCodeOf(report)]).toEqual([[], 3]);
});

test('an interrupted run says that something is left', async () => {
  const controller = new AbortController();
  const awaitEnforcement = async (): Promise<number> => {
    controller.abort(new Error('enough'));
    throw controller.signal.reason;
  };
  const open = async (): Promise<Environment> => stubborn({ awaitEnforcement });
  const ended = prove(scenario, { ...options, open, signal: controller.signal }).catch((error: unknown) => error);
  expect(await ended).toBeInstanceOf(InterruptedError);
  expect(await ended).toMatchObject({
    hint: `Not all that the run had made is removed: ${stuck.message}\n  ${stuck.hint}`,
  });
});

test.for([
  [stuck, true, { leftovers: { message: stuck.message, hint: stuck.hint } }, 'the clean-up alone'],
  [stuck, false, { cause: stuck, leftovers: undefined }, 'the run alone'],
  [
    new SuppressedError(stuck, lost),
    false,
    { cause: lost, leftovers: { message: stuck.message, hint: stuck.hint } },
    'the run, and then the clean-up',
  ],
  [
    new SuppressedError(new SuppressedError(stuck, lost), unenforced),
    false,
    {
      cause: unenforced,
      leftovers: { message: `${lost.message}\n${stuck.message}`, hint: `${lost.hint}\n${stuck.hint}` },
    },
    'the run, and two steps of the clean-up',
  ],
  [
    new SuppressedError(stuck, stuck),
    true,
    { leftovers: { message: stuck.message, hint: stuck.hint } },
    'two steps of the clean-up for the same reason',
  ],
] as const)('%o, after its end: %s, is %o: %s', ([thrown, isOver, ending]) => {
  expect(readEnding(thrown, isOver)).toEqual(ending);
});

test('an API server that refuses the clean-up is quoted, and a defect in it does not cost the verdicts', () => {
  const refused = new ApiException(403, 'x', { message: 'pods is forbidden' }, {});
  const { leftovers } = readEnding(new SuppressedError(new TypeError('x is undefined'), refused), true);
  expect(leftovers?.message).toBe('the API server refuses a request: pods is forbidden\nTypeError: x is undefined');
  expect(leftovers?.hint).toContain('flowproof clean');
});
