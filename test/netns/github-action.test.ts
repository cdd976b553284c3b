import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { actionFolder, flowproofPackage, runAction } from '../helpers/github-action.ts';
import { skipReason } from '../helpers/netns.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

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

test.skipIf(skipReason !== undefined)(
  'flowproof ends in order when a runner cancels the script of the action',
  async () => {
    const folder = await temporaryFolder();
    const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
    await writeFile(output, '');
    const running = execa('bash', [join(actionFolder, 'run.sh')], {
      cwd: root,
      reject: false,
      all: true,
      env: {
        PATH: `${await flowproofPackage()}:${process.env['PATH']}`,
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        INPUT_COMMAND: 'verify',
        INPUT_SCENARIO: 'scenarios/recipes/01-deny-all-to-an-application',
        INPUT_ENVIRONMENT: 'netns',
        INPUT_CONTEXT: '',
        INPUT_KUBECONFIG: '',
        INPUT_BASELINE: '',
        INPUT_ARGS: '--connect-timeout=60',
      },
    });
    await new Promise((resolve) => {
      running.all.once('data', resolve);
    });
    running.kill('SIGINT');
    const { exitCode, all } = await running;
    expect(exitCode, all).toBe(0);
    expect(await readFile(output, 'utf8')).toContain('verdict=interrupted\nexit-code=130\n');
  },
);
