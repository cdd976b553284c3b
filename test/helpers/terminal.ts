import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import type { CliResult } from './cli.ts';
import { root } from './cli.ts';

/** A CLI run at a terminal. */
export interface TerminalRun {
  /** Resolves when something matches that was printed since the last keys; rejects when the run ended without. */
  sees(pattern: RegExp): Promise<void>;
  /** Waits for a question, and presses keys. */
  answer(question: RegExp, ...keys: readonly string[]): Promise<void>;
  readonly result: Promise<CliResult>;
}

/** What a terminal sends for keys that are no letters. */
export const key = {
  enter: '\r',
  space: ' ',
  up: '\u001B[A',
  down: '\u001B[B',
  erase: '\u007F',
  interrupt: '\u0003',
  end: '\u0004',
};

/** Why nothing can be run at a terminal here, or `undefined`. That of other systems takes other options. */
export async function noTerminal(): Promise<string | undefined> {
  const { stdout } = await execa('script', ['--version'], { reject: false });
  return stdout?.includes('util-linux') ? undefined : 'script of util-linux is not installed';
}

/** Starts the real CLI at a terminal of its own. No argument may have what a shell reads. */
export function startAtTerminal(args: readonly string[], cwd: string, env: Record<string, string> = {}): TerminalRun {
  const program = ['exec', process.execPath, join(root, 'src/bin.ts'), ...args].join(' ');
  const running = execa('script', ['-qefc', program, '/dev/null'], {
    cwd,
    timeout: 100_000,
    reject: false,
    stdin: 'pipe',
    all: true,
    // Where CI is set, ora takes no terminal for one, and a person's has none.
    env: { NO_COLOR: '1', TERM: 'xterm-256color', CI: undefined, ...env },
  });
  let text = '';
  running.all.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  let seen = 0;
  const sees = async (pattern: RegExp): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stripVTControlCharacters(text.slice(seen)))) resolve();
      };
      running.all.on('data', look);
      running.all.on('end', () => reject(new Error(`ended without ${pattern}:\n${text.slice(seen)}`)));
      look();
    });
  };
  return {
    sees,
    async answer(question, ...keys) {
      await sees(question);
      seen = text.length;
      running.stdin.write(keys.join(''));
    },
    result: running.then(({ exitCode, all }) => ({
      exitCode,
      all: stripVTControlCharacters(all).replaceAll('\r\n', '\n'),
    })),
  };
}
