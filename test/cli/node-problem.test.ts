import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { minimum, nodeProblem } from '../../src/cli/node-problem.ts';
import { root } from '../helpers/cli.ts';
import { olderNode } from '../helpers/older-node.ts';
import { temporaryFolder } from '../helpers/temporary.ts';

const older = await olderNode();
if (older === undefined) process.stdout.write('flowproof is not started by an older Node: none is on the PATH\n');

test.for([
  ['24.12.0', true, 'the first that can'],
  ['24.21.0', true, 'a later one of the same line'],
  ['25.0.0', true, 'a later line, whatever its minor'],
  ['100.1.0', true, 'numbers, not letters'],
  ['26.0.0-nightly20260101', true, 'a nightly'],
  ['24.11.9', false, 'one minor too early'],
  ['24.9.0', false, 'numbers, not letters'],
  ['22.20.0', false, 'an earlier line, whatever its minor'],
  ['9.12.0', false, 'numbers, not letters'],
] as const)('Node %s runs flowproof: %s, %s', ([version, runs]) => {
  const words = expect.stringContaining(`needs Node 24.12 or later and was started with Node ${version}: `);
  expect(nodeProblem(version)).toEqual(runs ? undefined : words);
});

test('the Node that is asked for is the one that package.json asks for', async () => {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
  expect(engines.node).toBe(`>=${minimum.major}.${minimum.minor}`);
});

test.skipIf(older === undefined)('an older Node is told so in one sentence, before anything else', async () => {
  // Without node_modules: not one dependency may be needed to say it.
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const tsc = join(root, 'node_modules/.bin/tsc');
  const project = ['-p', join(root, 'tsconfig.build.json'), '--noCheck', '--declaration', 'false'];
  await execa(tsc, [...project, '--rootDir', root, '--outDir', folder], { cwd: root });
  const { exitCode, all } = await execa(older?.path ?? '', [join(folder, 'src/bin.js'), '--help'], {
    all: true,
    reject: false,
  });
  expect(exitCode, all).toBe(2);
  expect(all).toBe(`error: ${nodeProblem(older?.version ?? '')}`);
});
