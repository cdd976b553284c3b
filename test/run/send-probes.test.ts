import { expect, test } from 'vitest';
import type { Path } from '../../src/probe/paths.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { EnvironmentError } from '../../src/model/errors.ts';
import { createLauncher } from '../../src/run/launcher.ts';
import { createRateLimiter } from '../../src/run/rate-limiter.ts';
import { probePaths } from '../../src/run/send-probes.ts';
import { memoryEnvironment } from '../helpers/memory-environment.ts';
import { neverAborted } from '../../src/environments/never-aborted.ts';

const hosts = ['10.0.0.1', '10.0.0.2'];
const sources = ['a', 'b', 'c'].map((name) => ({ endpoint: name, id: `${name}/${name}-1` }));
const paths = sources.flatMap((source): Path[] =>
  hosts.map((host) => ({ source, probe: { protocol: 'tcp', host, port: 80 } })),
);
const here = memoryEnvironment({ name: '', file: '', endpoints: [], standing: [], stages: [] }, () => false);
const launcher = createLauncher(2, neverAborted);
const rateLimiter = createRateLimiter(undefined, neverAborted);
const elsewhere = memoryEnvironment({ name: '', file: '', endpoints: [], standing: [], stages: [] }, () => true);

/** Probes all paths where the batches of these sources come back from elsewhere, and tells where each was tried from. */
async function probe(back: readonly string[], round = 1) {
  const asked: string[] = [];
  const local: string[] = [];
  let done = 0;
  const environment: Environment = {
    ...here,
    async probe(source, batch, onLaunched) {
      local.push(source.endpoint);
      return await here.probe(source, batch, onLaunched);
    },
    async probeElsewhere(requests) {
      asked.push(...requests.map(({ source }) => source.endpoint));
      return await Promise.all(
        requests.map(async ({ source, batch }) =>
          back.includes(source.endpoint) ? await elsewhere.probe(source, batch, () => undefined) : undefined,
        ),
      );
    },
  };
  const options = { connectTimeoutMs: 1000, launcher, rateLimiter, round, signal: neverAborted };
  const onProbed = (count: number): void => void (done += count);
  const results = await probePaths(environment, paths, { ...options, onProbed });
  const verdicts = results.map(([{ source }, { verdict }]) => `${source.endpoint} ${verdict}`);
  return { asked, local, done, verdicts: [...new Set(verdicts)], order: results.map(([path]) => path) };
}

test('a round is handed over whole, and its outputs are read as those of its own sources', async () => {
  const { asked, local, done, verdicts, order } = await probe(['a', 'b', 'c']);
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(local).toEqual([]);
  expect(verdicts).toEqual(['a allowed', 'b allowed', 'c allowed']);
  expect(order).toEqual(paths);
  expect(done).toBe(6);
});

test('what does not come back is probed from here, and is no verdict of elsewhere', async () => {
  const { local, done, verdicts } = await probe(['a', 'c']);
  expect(local).toEqual(['b']);
  expect(verdicts).toEqual(['a allowed', 'b blocked', 'c allowed']);
  expect(done).toBe(6);
});

test('later rounds are probed from here', async () => {
  const { asked, local } = await probe(['a', 'b', 'c'], 2);
  expect(asked).toEqual([]);
  expect(local).toEqual(['a', 'b', 'c']);
});

test('an output of another batch has no result for this one', async () => {
  const environment: Environment = {
    ...here,
    probe: async () => '',
    probeElsewhere: async (requests) => {
      const outputs = await Promise.all(
        requests.map(async ({ source, batch }) => await elsewhere.probe(source, batch, () => undefined)),
      );
      return outputs.toReversed();
    },
  };
  const options = { connectTimeoutMs: 1000, launcher, rateLimiter, round: 1, signal: neverAborted };
  const results = await probePaths(environment, paths, { ...options, onProbed: () => undefined });
  expect(results.map(([{ source }, { verdict }]) => `${source.endpoint} ${verdict}`)).toEqual([
    'a failed',
    'a failed',
    'b allowed',
    'b allowed',
    'c failed',
    'c failed',
  ]);
});

test('what keeps all of it from being started ends the run', async () => {
  const environment: Environment = {
    ...here,
    probeElsewhere: async () => await Promise.reject(new EnvironmentError('no image', 'Name one.')),
  };
  const options = { connectTimeoutMs: 1000, launcher, rateLimiter, round: 1, signal: neverAborted };
  await expect(probePaths(environment, paths, { ...options, onProbed: () => undefined })).rejects.toThrow('no image');
});
