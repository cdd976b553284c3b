/** What the CLI has of the process that it runs in. */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** What a command is given besides its own flags. */
export interface CommandContext {
  readonly io: Io;
  /** Aborts at Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  /** Sets the exit code of a command that ended in order; 0 if it does not. */
  readonly exit: (code: number) => void;
}
