import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { renderOpenMetrics } from '../../src/reporters/openmetrics/report.ts';
import { root, runMain } from '../helpers/cli.ts';
import { goodReport } from '../helpers/sample-report.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

/** A run that ends early, since there is no program that it needs. */
const failing = ['verify', '--environment', 'kind', '--openmetrics'];

test('a run that ends early says so, and keeps when one last passed', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'flowproof.prom');
  const earlier = renderOpenMetrics(goodReport, 1_767_500_000);
  await writeFile(file, earlier);
  await using reader = await open(file);
  const { exitCode, all } = await runMain([...failing, file], { PATH: folder });
  expect(exitCode, all).toBe(3);
  const metrics = await readFile(file, 'utf8');
  expect(metrics).toContain('\nflowproof_run_failed{scenario="task-api"} 1\n');
  expect(metrics).toContain('\nflowproof_last_pass_timestamp_seconds{scenario="task-api"} 1767500000\n');
  // Who has begun to read the earlier ones reads them to their end, and nothing else is left.
  expect(await reader.readFile('utf8')).toBe(earlier);
  expect(await readdir(folder)).toEqual(['flowproof.prom']);
});

test('a pipe can be named, and no run is known to have passed then', async () => {
  const command = [process.execPath, 'src/bin.ts', ...failing, '/dev/fd/1'];
  const { stdout } = await execa('/bin/sh', ['-c', '"$@" | /bin/cat', 'sh', ...command], {
    cwd: root,
    env: { PATH: await temporaryFolder() },
    extendEnv: false,
  });
  expect(stdout).toContain('flowproof_last_pass_timestamp_seconds{scenario="task-api"} 0\n');
});

test('a file in a folder that takes no other is refused before anything is touched', async () => {
  const { exitCode, all } = await runMain([...failing, '/proc/self/oom_score_adj']);
  expect(exitCode, all).toBe(2);
  expect(all).toMatch(/cannot write \/proc\/self\/oom_score_adj\.\d+: there is no such file/);
});
