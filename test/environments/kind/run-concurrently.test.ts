import { expect, test } from 'vitest';
import { pause } from '../../../src/environments/pause.ts';
import { runConcurrently } from '../../../src/environments/kind/run-concurrently.ts';

test('the first failure aborts the others and is thrown when all have ended', async () => {
  const ended: string[] = [];
  const failure = new Error('first');
  const actions = [
    async (): Promise<void> => {
      ended.push('failing');
      throw failure;
    },
    async (signal: AbortSignal): Promise<void> => {
      await pause(60_000, signal).finally(() => ended.push('waiting'));
    },
  ];
  await expect(runConcurrently(actions, new AbortController().signal)).rejects.toBe(failure);
  expect(ended).toEqual(['failing', 'waiting']);
});

test('an abort from outside ends all actions, and its reason is thrown', async () => {
  const controller = new AbortController();
  const reason = new Error('stop');
  const waiting = runConcurrently([async (signal) => await pause(60_000, signal)], controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
