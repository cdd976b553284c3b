import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tool, ToolError } from '../../src/environments/tool.ts';

const node = process.execPath;
const options = { signal: new AbortController().signal, timeoutMs: 10_000 };

test('what a program prints is what a call resolves to', async () => {
  const echo = 'process.stdin.pipe(process.stdout)';
  expect(await tool(node, ['-e', echo], { ...options, input: 'hello' })).toBe('hello');
});

test('lines of standard error arrive while the program runs', async () => {
  const lines: string[] = [];
  await tool(node, ['-e', 'console.error("one\\ntwo")'], { ...options, onLine: (line) => lines.push(line) });
  expect(lines).toEqual(['one', 'two']);
});

test('a program that is not installed is named, with what to do', async () => {
  const failure = await tool('no-such-program', ['x'], options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ToolError);
  expect(failure).toMatchObject({
    reason: 'missing',
    message: 'Cannot run "no-such-program x": no-such-program is not installed, or not on the PATH.',
    hint: 'Install no-such-program, or put it on the PATH.',
    exitCode: 3,
  });
});

test('a program that fails is shown with its exit code and its last lines', async () => {
  const script = 'for (let i = 1; i < 10; i++) console.error("line " + i); process.exit(7)';
  const failure = await tool(node, ['-e', script], options).catch((error: unknown) => error);
  expect(failure).toMatchObject({ reason: 'failed' });
  expect(String(failure)).toMatch(/failed \(exit code 7\)\.\nline 5\nline 6\nline 7\nline 8\nline 9$/);
});

test('a program that takes too long is ended', async () => {
  const waiting = tool(node, ['-e', 'setInterval(() => {}, 1000)'], { ...options, timeoutMs: 300 });
  await expect(waiting).rejects.toThrow('did not end within 0.3 s.');
});

test('an abort ends the program and what it started, and its reason is thrown', async () => {
  const controller = new AbortController();
  const reason = new Error('stop');
  let child = 0;
  const script = `const { spawn } = require('node:child_process');
    console.error(spawn('sleep', ['60'], { stdio: 'ignore' }).pid); setInterval(() => {}, 1000);`;
  const onLine = (line: string): void => {
    child = Number(line);
    controller.abort(reason);
  };
  await expect(tool(node, ['-e', script], { ...options, signal: controller.signal, onLine })).rejects.toBe(reason);
  await expect.poll(async () => await isAlive(child)).toBe(false);
});

/** A process that ended but was not waited for, a zombie, does not count. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await execa('ps', ['-o', 'stat=', '-p', String(pid)], { reject: false });
  return stdout !== '' && !stdout.startsWith('Z');
}
