import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { execa } from 'execa';
import { main } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/context.ts';

/** Root of the project. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** How a CLI run ended, and what it printed to both streams. */
export interface CliResult {
  readonly exitCode: number | undefined;
  readonly all: string;
}

/** A CLI run that is under way. */
export interface CliRun {
  readonly pid: number;
  readonly result: Promise<CliResult>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the run has printed something that matches; rejects when it ended without. */
  printed(pattern: RegExp): Promise<void>;
}

/**
 * Runs a command line within this process, which takes a tenth of what it costs to start one: for what a command says and
 * writes. How flowproof starts, ends and is killed, and what depends on the PATH that it starts with, is for {@link runCli}.
 * Several may run at a time, but not with an `env` or `cwd` of their own.
 */
export async function runMain(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd: string = root,
): Promise<CliResult> {
  const before = { ...process.env };
  Object.assign(process.env, env);
  process.chdir(cwd);
  let all = '';
  const stream = { write: (text: string) => (all += text) !== '' } as Io['stdout'];
  try {
    const exitCode = await main(['node', 'flowproof', ...args], {
      stdin: process.stdin,
      stdout: stream,
      stderr: stream,
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { exitCode, all: all.replace(/\n$/, '') };
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    process.chdir(root);
  }
}

/** Runs the real CLI as a user would, without colours, to its end, whatever that is. */
export async function runCli(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd: string = root,
): Promise<CliResult> {
  return await startCli(args, env, cwd).result;
}

/** Starts the real CLI and leaves it running. */
export function startCli(args: readonly string[], env: Record<string, string> = {}, cwd: string = root): CliRun {
  const running = execa(process.execPath, [join(root, 'src/bin.ts'), ...args], {
    cwd,
    timeout: 400_000,
    reject: false,
    all: true,
    env: { NO_COLOR: '1', ...env },
  });
  let text = '';
  running.all.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const result = running.then(({ exitCode, all }) => ({ exitCode, all }));
  return {
    pid: running.pid ?? 0,
    result,
    kill: (signal) => void running.kill(signal),
    async printed(pattern) {
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(text)) resolve();
        };
        running.all.on('data', look);
        running.all.on('end', () => reject(new Error(`ended without ${pattern}:\n${text}`)));
        look();
      });
    },
  };
}
