import { ApiException } from '@kubernetes/client-node';
import { expect, test, vi } from 'vitest';
import { isTransient, retryTransient } from '../../../src/environments/cluster/retry.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

test.for([
  [new TypeError('fetch failed', { cause: refused }), true, 'a server that is starting'],
  [new TypeError('fetch failed', { cause: new AggregateError([refused]) }), true, 'both of its addresses'],
  [new ApiException(429, 'slow down', '', {}), true, 'a busy server'],
  [new ApiException(503, 'unavailable', '', {}), true, 'a server that is starting'],
  [new ApiException(404, 'not found', '', {}), false, 'an answer'],
  [new ApiException(409, 'conflict', '', {}), false, 'an answer'],
  [new DOMException('too long', 'TimeoutError'), true, 'the limit of one request'],
  [
    new Error('ended', { cause: new DOMException('too long', 'TimeoutError') }),
    true,
    'the same, as requests are ended',
  ],
  [new TypeError('undefined is not a function'), false, 'our own mistake'],
  ['a string', false, 'whatever that is'],
] as const)('%s may pass: %s: %s', ([error, passes]) => {
  expect(isTransient(error)).toBe(passes);
});

test('a failure that passes is not seen', async () => {
  const action = vi.fn<() => Promise<string>>().mockRejectedValueOnce(refused).mockResolvedValue('done');
  expect(await retryTransient(action, new AbortController().signal)).toBe('done');
  expect(action).toHaveBeenCalledTimes(2);
});

test('a failure that does not pass is thrown at once, as it is', async () => {
  const missing = new ApiException(404, 'not found', '', {});
  const action = vi.fn<() => Promise<string>>().mockRejectedValue(missing);
  await expect(retryTransient(action, new AbortController().signal)).rejects.toBe(missing);
  expect(action).toHaveBeenCalledTimes(1);
});

test('a server that stays away is reported after a bounded number of attempts', async () => {
  const action = vi.fn<() => Promise<string>>().mockRejectedValue(refused);
  const failure = retryTransient(action, new AbortController().signal, { attempts: 6, firstPauseMs: 1 });
  await expect(failure).rejects.toBe(refused);
  expect(action).toHaveBeenCalledTimes(6);
});

test('an abort ends the attempts with its own reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const action = async (): Promise<never> => {
    controller.abort(reason);
    throw refused;
  };
  await expect(retryTransient(action, controller.signal)).rejects.toBe(reason);
});
