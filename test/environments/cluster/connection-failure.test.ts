import { ApiException, KubeConfig } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { refusalOf } from '../../../src/environments/cluster/api-failure.ts';
import { connectionFailure, HtmlAnswer } from '../../../src/environments/cluster/connection-failure.ts';
import { EnvironmentError } from '../../../src/model/errors.ts';

const kubeConfig = new KubeConfig();
kubeConfig.loadFromOptions({
  clusters: [{ name: 'c', server: 'https://10.0.0.1:6443' }],
  users: [{ name: 'u' }],
  contexts: [{ name: 'staging', cluster: 'c', user: 'u' }],
  currentContext: 'staging',
});

const coded = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

test.for<[error: unknown, reason: string]>([
  [coded('ECONNREFUSED'), 'connection refused'],
  [new TypeError('fetch failed', { cause: new AggregateError([coded('ETIMEDOUT')]) }), 'it does not answer in time'],
  [new Error('ended', { cause: new DOMException('too long', 'TimeoutError') }), 'it does not answer in time'],
  [coded('EHOSTUNREACH'), 'no route leads there'],
  [coded('ENOTFOUND'), 'its name cannot be resolved'],
  [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'its certificate is not trusted'],
  [coded('CERT_HAS_EXPIRED'), 'its certificate has expired'],
  [new HtmlAnswer('a page'), 'what answers is no Kubernetes API server'],
  [new TypeError('fetch failed', { cause: new Error('bad port') }), 'bad port'],
  [new ApiException(503, 'unavailable', '', {}), 'it answers 503'],
])('%s is told as a sentence: %s', ([error, reason]) => {
  expect(connectionFailure(error, kubeConfig)).toMatchObject({
    message: `cannot reach https://10.0.0.1:6443 (context staging): ${reason}`,
    hint: expect.stringMatching(/\? Try: kubectl --context staging get ns$/),
  });
});

test.for<[error: unknown, name: string]>([
  [new ApiException(404, 'not found', '', {}), 'an answer'],
  [new TypeError('undefined is not a function'), 'a defect'],
  [new EnvironmentError('said already', ''), 'what is told already'],
  [coded('constructor'), 'a code that is none'],
])('%s is no failure to connect: %s', ([error]) => {
  expect(connectionFailure(error, kubeConfig)?.message ?? 'none').toMatch(/^none$|: constructor$/);
});

test('an admission webhook that stays away is told as what it is', () => {
  const message = 'Internal error occurred: failed calling webhook "labels.example": no endpoints available';
  const failure = connectionFailure(new ApiException(500, 'x', { message }, {}), kubeConfig);
  expect(failure?.message).toBe(`an admission webhook of the cluster does not answer: ${message}`);
  expect(refusalOf(failure)).toBe(message);
});
