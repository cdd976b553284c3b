import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderJson } from '../../src/reporters/json/report.ts';
import { runMain } from '../helpers/cli.ts';
import { reportOf, resultOf, stageOf } from '../helpers/report.ts';
import { twoNights } from '../helpers/sample-drift.ts';
import { badReport } from '../helpers/sample-report.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

test('a run is shown again in every format, and what changed since an earlier one', async () => {
  const folder = await temporaryFolder();
  const [before, now] = twoNights;
  await writeFile(join(folder, 'before.json'), renderJson(before));
  await writeFile(join(folder, 'now.json'), renderJson(now));
  const files = ['--html', 'a.html', '--junit', 'a.xml', '--markdown', 'a.md'];
  const plain = await runMain(['report', 'now.json', ...files], {}, folder);
  expect(plain.exitCode, plain.all).toBe(0);
  expect(plain.all).toContain('LEAK worker → db:5432');
  expect(await readFile(join(folder, 'a.html'), 'utf8')).toContain('<script type="text/plain" id="evidence-0">');
  expect(await readFile(join(folder, 'a.xml'), 'utf8')).toContain('<testsuites');
  expect(await readFile(join(folder, 'a.md'), 'utf8')).toContain('LEAK');
  const since = await runMain(['report', 'now.json', '--baseline', 'before.json'], {}, folder);
  expect(since.all).toContain('newly open: was blocked, is allowed');
});

test('a folder of nights is a history; what is no report is left out, and named', async () => {
  const folder = await temporaryFolder();
  const nights = join(folder, 'nights');
  await mkdir(nights);
  for (const [index, night] of twoNights.entries()) await writeFile(join(nights, `${index}.json`), renderJson(night));
  await writeFile(join(nights, 'drift.json'), '{}');
  const { exitCode, all } = await runMain(['report', 'nights', '--html', 'nights.html'], {}, folder);
  expect(exitCode).toBe(0);
  expect(all).toContain('left out, since they are no reports of verify: drift.json');
  expect(all).toContain('flowproof shop: 2 runs');
  expect(all).toMatch(/worker → db:5432 in stage final: blocked, LEAK since /);
  expect(await readFile(join(folder, 'nights.html'), 'utf8')).toContain('id="data"');
});

test('what cannot be shown is told', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, 'mixed'));
  await writeFile(join(folder, 'mixed/a.json'), renderJson(badReport));
  const other = reportOf({ scenario: 'shop', stages: [stageOf({ results: [resultOf({ flow: 'a → b:1' })] })] });
  await writeFile(join(folder, 'mixed/b.json'), renderJson(other));
  const said = async (...words: string[]) => {
    const { exitCode, all } = await runMain(['report', ...words], {}, folder);
    return [exitCode, all];
  };
  expect(await said('empty')).toMatchInlineSnapshot(`
    [
      2,
      "
    error: there is no JSON report of flowproof verify in empty
      Name a folder with files that were written by: flowproof verify SCENARIO --json FILE",
    ]
  `);
  expect(await said('mixed')).toMatchInlineSnapshot(`
    [
      2,
      "
    error: mixed has reports of several scenarios: task-api, shop
      Keep those of each scenario in a folder of its own.",
    ]
  `);
  expect(await said('mixed', '--junit', 'a.xml')).toMatchInlineSnapshot(`
    [
      2,
      "
    error: --junit is for the report of one run, and mixed is a folder
      Name one of its files.",
    ]
  `);
  expect(await said('no.json')).toMatchInlineSnapshot(`
    [
      2,
      "
    error: cannot read no.json: there is no such file
      Name a file that can be read.",
    ]
  `);
});
