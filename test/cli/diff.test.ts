import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderJson } from '../../src/reporters/json/report.ts';
import { runMain } from '../helpers/cli.ts';
import { failureOf, reportOf, resultOf, stageOf, type ResultSpec } from '../helpers/report.ts';
import { twoNights } from '../helpers/sample-drift.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const folder = await temporaryFolder();

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

async function reportFile(name: string, report: Report): Promise<string> {
  return await written(name, renderJson(report));
}

function runWith(spec: Omit<ResultSpec, 'flow'>): Report {
  return reportOf({ stages: [stageOf({ results: [resultOf({ flow: 'a → b:80', ...spec })] })] });
}

const good = runWith({ expect: 'blocked' });
const leak = runWith({ expect: 'blocked', outcome: 'mismatch', verdict: 'allowed' });
const unproven = runWith({ expect: 'blocked', outcome: 'inconclusive' });
const opened = runWith({ expect: 'allowed' });

test.for([
  ['a leak', 1, good, leak, 'FAIL 1 change that the scenario does not expect'],
  ['a leak that is mended', 0, leak, good, 'PASS 1 change as the scenario expects'],
  ['what was opened on purpose', 0, good, opened, 'newly open in stage default-deny'],
  ['what is wrong as before', 0, leak, leak, 'PASS no flow changed, 1 known mismatch still there'],
  ['what is unknown now', 3, good, unproven, 'INCONCLUSIVE 1 flow unknown now'],
  ['a run that ended early', 3, good, { ...good, failure: failureOf() }, 'INCONCLUSIVE the run ended early'],
] as const)('diff of %s ends with %i', async ([, code, before, after, text]) => {
  const { exitCode, all } = await runMain([
    'diff',
    await reportFile('before.json', before),
    await reportFile('after.json', after),
  ]);
  expect(exitCode, all).toBe(code);
  expect(all.replaceAll(/\s+/g, ' ')).toContain(text);
});

test('diff that is to be quiet prints nothing but the verdict where nothing is wrong', async () => {
  const files = [await reportFile('leak.json', leak), await reportFile('mended.json', good)];
  const { all } = await runMain(['diff', ...files, '--quiet']);
  expect(all).toBe('PASS  1 change as the scenario expects');
});

test('diff writes what changed as JSON and as Markdown', async () => {
  const [json, markdown] = [join(folder, 'drift.json'), join(folder, 'drift.md')];
  const files = [await reportFile('one.json', twoNights[0]), await reportFile('two.json', twoNights[1])];
  const { exitCode, all } = await runMain(['diff', ...files, '--json', json, '--markdown', markdown]);
  expect(exitCode, all).toBe(1);
  const { outcome, endpoints, policies } = JSON.parse(await readFile(json, 'utf8'));
  expect([outcome, endpoints]).toEqual(['fail', { new: ['cache'], vanished: ['old'] }]);
  expect(policies.changed).toMatchObject([{ name: 'deny', resourceVersion: '8' }]);
  expect(await readFile(markdown, 'utf8')).toContain('| ❌ | newly open | worker → db:5432 | final |');
});

const file = await reportFile('good.json', good);
const other = await reportFile('other.json', { ...good, scenario: 'shop' });
const future = await written('future.json', renderJson(good).replace('"schemaVersion": 1', '"schemaVersion": 9'));
test.for([
  [['/nowhere.json', file], 'cannot read /nowhere.json: there is no such file'],
  [['README.md', file], 'README.md is not JSON: '],
  [['package.json', file], 'package.json is not a JSON report of flowproof verify'],
  [[file, future], 'is a report of another version of flowproof: it has version 9'],
  [[file, other], 'is a report of scenario "task-api", not of "shop"'],
  [[file, file, '--json', '/nowhere/drift.json'], 'cannot write /nowhere/drift.json'],
  [[file], 'diff compares two, and one is named'],
] as const)('diff %j is refused: %s', async ([args, text]) => {
  const { exitCode, all } = await runMain(['diff', ...args]);
  expect(exitCode, all).toBe(2);
  expect(all).toContain(text);
  expect(all).not.toMatch(/\n\s+at .*\(/);
});

test.for([
  [['--baseline', '/nowhere.json'], 'cannot read /nowhere.json: there is no such file'],
  [['--baseline', 'package.json'], 'package.json is not a JSON report of flowproof verify'],
  [['--baseline', other], 'is a report of scenario "shop", not of "task-api"'],
  [['--baseline', file, '--watch'], "option '--watch' cannot be used with option '--"],
  [['--max-rate', '10', '--watch'], "option '--watch' cannot be used with option '--"],
  [['--max-rate', '0'], 'It is a whole number, 1 or more.'],
  [
    ['--max-rate', '5', '--in-cluster-workers', '2', '--context', 'nowhere'],
    "option '--max-rate <number>' cannot be used with option '--in-cluster-workers <number>'",
  ],
] as const)('verify %j is refused before anything is touched: %s', async ([flags, text]) => {
  // Without programs, whatever is touched fails in another way.
  const { exitCode, all } = await runMain(['verify', ...flags], { PATH: folder });
  expect(exitCode, all).toBe(2);
  expect(all).toContain(text);
});

test('a set-up that fails ends with 3, whatever the run before saw', async () => {
  const markdown = join(folder, 'failed.md');
  const { exitCode, all } = await runMain(
    ['verify', '--environment', 'kind', '--baseline', file, '--markdown', markdown],
    { PATH: folder },
  );
  expect(exitCode, all).toBe(3);
  expect(all).toContain('INCONCLUSIVE  the run ended early');
  expect(await readFile(markdown, 'utf8')).toContain('flowproof task-api: INCONCLUSIVE');
});

test('plan tells how long a rate takes', async () => {
  const { all } = await runMain(['plan', '--max-rate', '10']);
  expect(all.replaceAll(/\s+/g, ' ')).toContain(
    'probing takes about 57.5 s once cluster and workloads are up, at 10 new connections per second at most.',
  );
});
