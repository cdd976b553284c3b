import { execa, ExecaError } from 'execa';
import { EnvironmentError } from '../model/errors.ts';

export interface ToolOptions {
  /** Ends the program, and all that it started, when it aborts. */
  readonly signal: AbortSignal;
  /** Milliseconds after which the program is ended and the call fails. */
  readonly timeoutMs: number;
  /** Written to its standard input. @defaultValue nothing: standard input is closed */
  readonly input?: string;
  /** Environment variables on top of those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives each line of its standard error while it runs. */
  readonly onLine?: (line: string) => void;
}

/** A program that could not be started, failed, or took too long. */
export class ToolError extends EnvironmentError {
  readonly reason: 'missing' | 'timed-out' | 'failed';
  /** All that the program wrote, to both streams, for those who know how to read it. */
  readonly output: string;

  constructor({ reason, output, message, hint, cause }: ToolErrorParts) {
    super(message, hint, { cause });
    this.reason = reason;
    this.output = output;
  }
}

interface ToolErrorParts {
  readonly reason: ToolError['reason'];
  readonly output: string;
  readonly message: string;
  readonly hint: string;
  readonly cause: unknown;
}

/**
 * Runs a program to its end and resolves to its standard output. Nothing else in flowproof starts a process.
 *
 * @throws {@link ToolError} when it is not installed, exits with a code other than 0, or exceeds the time limit.
 * @throws the signal's reason when it aborts.
 */
export async function tool(name: string, args: readonly string[], options: ToolOptions): Promise<string> {
  const { signal, timeoutMs, input, env = {}, onLine } = options;
  signal.throwIfAborted();
  try {
    const { stdout } = await execa(name, args, {
      cancelSignal: signal,
      timeout: timeoutMs,
      env,
      all: true,
      // A process group of its own: a Ctrl-C in the terminal reaches flowproof alone, which then ends the program in
      // order, and the programs that clean up afterwards survive an impatient second one.
      killDescendants: true,
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
      ...(onLine && { stderr: [echoTo(onLine), 'pipe'] }),
    });
    return stdout;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ExecaError) throw explain(name, error, timeoutMs);
    throw error;
  }
}

/** A program that runs until it is told to stop. */
export interface RunningTool {
  readonly pid: number;
  /** Ends it, by closing its standard input, and waits until it is gone. */
  stop(): Promise<void>;
  /** Leaves it running when flowproof ends; only for one that was started to outlive it. */
  letGo(): void;
}

/**
 * Starts a program that ends when its standard input does: by {@link RunningTool.stop}, and also when flowproof is killed;
 * unless it `outlives` flowproof.
 * Resolves once it has written its first line.
 *
 * @throws {@link ToolError} when it is not installed, or ends before it has written a line.
 */
export async function startTool(
  name: string,
  args: readonly string[],
  { signal, env = {}, outlives }: Pick<ToolOptions, 'signal' | 'env'> & { readonly outlives: boolean },
): Promise<RunningTool> {
  signal.throwIfAborted();
  const running = execa(name, args, {
    stdin: 'pipe',
    env,
    all: true,
    ...(outlives ? { detached: true, cleanup: false } : { killDescendants: true }),
  });
  const ended = running.then(
    () => `${name} ended`,
    (error: unknown) => error,
  );
  const ready = new Promise<undefined>((resolve) => running.stdout.once('data', () => resolve(undefined)));
  const failure = await Promise.race([ready, ended]);
  const { pid } = running;
  if (failure !== undefined || pid === undefined)
    throw failure instanceof ExecaError ? explain(name, failure, 0) : failure;
  return {
    pid,
    async stop() {
      running.stdin.end();
      await ended;
    },
    letGo() {
      for (const stream of [running.stdin, running.stdout, running.stderr]) stream.destroy();
      running.nodeChildProcess.unref();
    },
  };
}

/** A program that is talked with: it reads what is written to it until it is ended. */
export interface TalkingTool {
  write(text: string): void;
  /** Closes its standard input, which ends it. */
  end(): void;
}

/**
 * Starts a program that is talked with. It ends with flowproof, however that ends, unless it `outlives` it. `onEnd` is
 * called once, with what it last wrote to its standard error; also where it could not be started.
 */
export function talkTo(name: string, args: readonly string[], options: TalkOptions): TalkingTool {
  const { env = {}, outlives = false, onText, onEnd } = options;
  const running = execa(name, args, {
    stdin: 'pipe',
    env,
    buffer: { stdout: false },
    reject: false,
    ...(outlives ? { detached: true, cleanup: false } : { killDescendants: true }),
  });
  running.stdout.setEncoding('utf8').on('data', onText);
  // Writing to a program that has just ended is no error of its own: its end is told by what follows.
  running.stdin.on('error', () => undefined);
  void running.then(({ stderr, shortMessage }) => {
    const said = stderr.trim().split('\n').at(-1);
    onEnd(said === '' ? shortMessage : said);
  });
  return {
    write: (text) => void running.stdin.write(text),
    end() {
      running.stdin.end();
      if (!outlives) return;
      for (const stream of [running.stdout, running.stderr]) stream.destroy();
      running.nodeChildProcess.unref();
    },
  };
}

interface TalkOptions extends Pick<ToolOptions, 'env'> {
  /** @defaultValue false */
  readonly outlives?: boolean;
  readonly onText: (text: string) => void;
  readonly onEnd: (reason: string | undefined) => void;
}

function explain(name: string, error: ExecaError, timeoutMs: number): ToolError {
  const command = error.escapedCommand;
  const output = typeof error.all === 'string' ? error.all : '';
  const lastLines = output.trimEnd().split('\n').slice(-5).join('\n').trim();
  const details = lastLines === '' ? '' : `\n${lastLines}`;
  const parts = { output, cause: error };
  if (error.code === 'ENOENT') {
    const message = `Cannot run "${command}": ${name} is not installed, or not on the PATH.`;
    return new ToolError({ ...parts, reason: 'missing', message, hint: `Install ${name}, or put it on the PATH.` });
  }
  if (error.timedOut) {
    const message = `"${command}" did not end within ${timeoutMs / 1000} s.${details}`;
    return new ToolError({ ...parts, reason: 'timed-out', message, hint: `See what it waits for: ${command}` });
  }
  const ending = error.exitCode === undefined ? (error.signal ?? error.originalMessage) : `exit code ${error.exitCode}`;
  const message = `"${command}" failed (${ending}).${details}`;
  return new ToolError({ ...parts, reason: 'failed', message, hint: `Try it by hand: ${command}` });
}

function echoTo(onLine: (line: string) => void) {
  return function* echo(line: unknown): Generator {
    onLine(String(line));
    yield line;
  };
}
