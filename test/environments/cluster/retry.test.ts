import { ApiException } from '@kubernetes/client-node';
import { expect, test, vi } from 'vitest';
import { EnvironmentError } from '../../../src/model/errors.ts';
import { refusalOf } from '../../../src/environments/cluster/api-failure.ts';
import { retryTransient, transientReason } from '../../../src/environments/cluster/retry.ts';

const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

test.for([
  [new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED', 'a server that is starting'],
  [new TypeError('fetch failed', { cause: new AggregateError([refused]) }), 'ECONNREFUSED', 'both of its addresses'],
  [new ApiException(429, 'slow down', '', {}), 'it answers 429', 'a busy server'],
  [new ApiException(503, 'unavailable', '', {}), 'it answers 503', 'a server that is starting'],
  [new ApiException(404, 'not found', '', {}), undefined, 'an answer'],
  [new ApiException(409, 'conflict', '', {}), undefined, 'an answer'],
  [new DOMException('too long', 'TimeoutError'), 'it takes too long to answer', 'the limit of one request'],
  [
    new Error('ended', { cause: new DOMException('too long', 'TimeoutError') }),
    'it takes too long to answer',
    'the same, as requests are ended',
  ],
  [new TypeError('undefined is not a function'), undefined, 'our own mistake'],
  ['a string', undefined, 'whatever that is'],
] as const)('%s may pass because "%s": %s', ([error, reason]) => {
  expect(transientReason(error)).toBe(reason);
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
  await expect(failure).rejects.toBeInstanceOf(EnvironmentError);
  await expect(failure).rejects.toThrow("The cluster's API server cannot be used: ECONNREFUSED, 6 times in a row.");
  expect(action).toHaveBeenCalledTimes(6);
});

test('an admission webhook that stays away is reported as what it is', async () => {
  const message = 'Internal error occurred: failed calling webhook "labels.example": no endpoints available';
  const action = vi.fn<() => Promise<string>>().mockRejectedValue(new ApiException(500, 'x', { message }, {}));
  const failure = retryTransient(action, new AbortController().signal, { attempts: 2, firstPauseMs: 1 });
  await expect(failure).rejects.toThrow(`an admission webhook of the cluster does not answer: ${message}`);
  expect(refusalOf(await failure.catch((error: unknown) => error))).toBe(message);
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
