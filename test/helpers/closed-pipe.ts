import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { root } from './cli.ts';
import { temporaryFolder } from './temporary.ts';

/**
 * Runs flowproof in a shell, its standard output a pipe that nobody reads any more, and resolves to what it said elsewhere.
 *
 * @param redirection - `2>&1` has what goes to standard error go the same way.
 */
export async function runUnread(args: readonly string[], redirection = ''): Promise<string> {
  // The reader says when it has closed the pipe, so that nothing is written before.
  const pipeline = `{ read -r _ <closed; "$@" ${redirection}; echo "exit code $?" >&3; } | { exec <&-; echo >closed; }`;
  const { all } = await execa(
    '/bin/sh',
    ['-c', `mkfifo closed; exec 3>&1; ${pipeline}`, 'sh', process.execPath, join(root, 'src/bin.ts'), ...args],
    { cwd: await temporaryFolder(), all: true, timeout: 230_000 },
  );
  return all;
}
