import { cp, glob } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/analysis/check.ts';
import { root, runMain } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const mistakes: string[] = [];
for await (const file of glob('scenarios/mistakes/*/scenario.yaml', { cwd: root }))
  mistakes.push(basename(dirname(file)));

test.for(mistakes)('the edit that check suggests for %s can be applied, and mends it', async (mistake) => {
  const folder = await temporaryFolder();
  await cp(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
  const check = async () => await runMain(['check', `scenarios/mistakes/${mistake}`, '--format', 'json'], {}, folder);
  const before = await check();
  expect(before.exitCode).toBe(1);
  const { findings } = JSON.parse(before.all) as { findings: readonly Pick<CheckResult, 'edit'>[] };
  const diffs = findings.map(({ edit }) => edit?.diff);
  expect(diffs).not.toContain(undefined);
  for (const diff of diffs) await execa('git', ['apply', '-'], { cwd: folder, input: `${diff}\n` });
  expect((await check()).exitCode).toBe(0);
});
