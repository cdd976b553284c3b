import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { version } from '../../src/model/version.ts';
import { flowproofPackage, readAction, runAction } from '../helpers/github-action.ts';

const installed = await flowproofPackage();

describe.concurrent('the GitHub Action', { timeout: 120_000 }, () => {
  test('passes a scenario whose policies mean what it declares', async () => {
    const scenario = 'scenarios/recipes/01-deny-all-to-an-application';
    const { exitCode, log, summary, outputs, used } = await runAction({ scenario, version: installed });
    expect(exitCode, log).toBe(0);
    expect(log).not.toContain('::');
    expect(summary).toMatch(/^### flowproof check\n\n~+text\n[^~]*PASS [^~]*\n~+\n$/);
    expect(outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', junit: '' });
    expect(JSON.parse(await readFile(outputs['json'] ?? '', 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(await readdir(outputs['reports'] ?? '')).toEqual(['check.html', 'check.json']);
    expect(used).toEqual(['actions/setup-node', 'actions/upload-artifact']);
  });

  test('annotates the line of a policy that is wrong, and fails when its reports are uploaded', async () => {
    const inputs = { scenario: 'scenarios/mistakes/wrong-port', version: '', 'node-version': '' };
    const { exitCode, log, summary, outputs, used } = await runAction(inputs, installed);
    expect(exitCode, log).toBe(1);
    expect(log).toMatch(/^::error file=scenarios\/mistakes\/wrong-port\/policies\.yaml,line=44,/m);
    expect(log).toMatch(/^::error title=flowproof::fail, exit code 1; /m);
    expect(summary).toContain('try       allow port 5432 instead of 15432');
    expect(outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1' });
    expect(used).toEqual(['actions/upload-artifact']);
  });

  test('hands its inputs on as they are, each to its option', async () => {
    const scenario = '$(echo no)`; exit 0; "\'--help';
    const inputs = { command: 'verify', scenario, version: '', args: '--stage=a b\n', baseline: 'no/such.json' };
    const { exitCode, log, outputs } = await runAction(inputs, installed);
    expect(exitCode, log).toBe(2);
    expect(log).toContain('::notice title=flowproof::There is no baseline yet');
    expect(log).toContain(`cannot read ${scenario}: there is no such file`);
    expect(outputs).toMatchObject({ verdict: 'invalid', 'exit-code': '2', json: '' });
  });

  test('refuses a command that is not its own', async () => {
    const { exitCode, log } = await runAction({ command: 'clean', scenario: '.', version: '' }, installed);
    expect(exitCode, log).toBe(2);
    expect(log).toContain('The input "command" is check or verify.');
  });
});

test('the version that the action installs is the one that it comes with', async () => {
  expect((await readAction()).inputs['version']?.default).toBe(version);
});
