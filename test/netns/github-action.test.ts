import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { flowproofPackage, runAction } from '../helpers/github-action.ts';
import { skipReason } from '../helpers/netns.ts';

test.skipIf(skipReason !== undefined)('the GitHub Action proves a scenario with real packets', async () => {
  const inputs = {
    command: 'verify',
    scenario: 'scenarios/recipes/01-deny-all-to-an-application',
    version: '',
    environment: 'netns',
    args: '--connect-timeout=1\n--stage=denied',
  };
  const { exitCode, log, summary, outputs, used } = await runAction(inputs, await flowproofPackage());
  expect(exitCode, log).toBe(0);
  expect(summary).toMatch(/PASS/);
  expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0' });
  expect(JSON.parse(await readFile(outputs['json'] ?? '', 'utf8'))).toMatchObject({ stages: [{ name: 'denied' }] });
  expect(await readFile(outputs['junit'] ?? '', 'utf8')).toContain('<testsuite');
  expect(used).toContain('actions/upload-artifact');
});
