import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runMain } from '../helpers/cli.ts';
import { skipReason, verify } from '../helpers/netns.ts';
import { labelsWhere } from '../helpers/results.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

test.skipIf(skipReason !== undefined)('what init writes is proven with real packets as it stands', async () => {
  const folder = join(await temporaryFolder(), 'proof');
  const endpoints = ['--server', 'api=shop:8000', 'db=data:5432,9000/udp', '--client', 'gateway=edge/app=envoy'];
  const flows = ['--allow', 'gateway to api:8000', 'api to db', 'api to coredns'];
  const written = await runMain(['init', folder, ...endpoints, '--protect', 'shop', 'db', ...flows]);
  expect(written.exitCode, written.all).toBe(0);
  const { exitCode, all, report } = await verify(folder);
  expect(exitCode, all).toBe(0);
  expect(labelsWhere(report, 'as-expected')).toContain('stranger → api:8000');
});
