import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { runUnread } from '../helpers/closed-pipe.ts';

test.for([
  [['help'], 0],
  [['completion', 'bash'], 0],
  [['plan'], 0],
  [['lint', join(root, 'scenarios/mistakes/peers-split')], 1],
] as const)('%j whose output nobody reads ends quietly, with its own exit code', async ([args, exitCode]) => {
  expect(await runUnread(args)).toBe(`exit code ${exitCode}`);
});

test('so does one whose messages nobody reads either', async () => {
  expect(await runUnread(['nonsense'], '2>&1')).toBe('exit code 2');
});

test('head gets the lines that it asks for', async () => {
  const script = '"$@" | head -n 1';
  const command = [process.execPath, join(root, 'src/bin.ts'), 'help'];
  const { all } = await execa('/bin/sh', ['-c', script, 'sh', ...command], { all: true });
  expect(all).toBe('Usage: flowproof [options] [command]');
});
