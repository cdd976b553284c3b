import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { Command } from 'commander';
import { execa } from 'execa';

/**
 * Changes the rules that make verdicts, line by line, and counts the changes that no test notices: `npm run test:mutation`.
 * What passed is remembered by its content in a file that is checked in, so that `-- --changed` tries only the rules that
 * somebody touched since, themselves or the tests that are called after them.
 */
const record = 'test/mutation/proven.json';
const command = new Command('test:mutation')
  .option('--changed', 'only what was touched since it passed', false)
  .argument('[files...]', 'rules to try; all of stryker.config.json, if none is named')
  .parse();

const { mutate } = JSON.parse(await readFile('stryker.config.json', 'utf8')) as { mutate: string[] };
const named = command.args.length > 0 ? command.args : globSync(mutate).toSorted();
const proven = JSON.parse(await readFile(record, 'utf8')) as Record<string, string>;
const now = Object.fromEntries(
  await Promise.all(named.map(async (rule): Promise<[string, string]> => [rule, await contentOf(rule)])),
);
const tried = command.opts<{ changed: boolean }>().changed ? named.filter((rule) => proven[rule] !== now[rule]) : named;

if (tried.length === 0) process.stdout.write('Every rule is as it was when its mutants were last tried.\n');
else {
  await execa('npm', ['ci', '-s', '--prefix', 'test/mutation'], { stdio: 'inherit', timeout: 300_000 });
  const stryker = 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js';
  const { exitCode = 1 } = await execa(process.execPath, [stryker, 'run', '--mutate', tried.join(',')], {
    stdio: 'inherit',
    reject: false,
  });
  process.exitCode = exitCode;
  if (exitCode === 0) await remember();
}

async function remember(): Promise<void> {
  for (const rule of tried) proven[rule] = now[rule] ?? '';
  const sorted = Object.entries(proven).toSorted(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(record, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** What a rule and its tests are, as a hash. */
async function contentOf(rule: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(rule));
  const test = rule.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');
  return hash
    .update(await readFile(test).catch(() => ''))
    .digest('hex')
    .slice(0, 16);
}
