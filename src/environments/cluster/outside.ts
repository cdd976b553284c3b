import type { Conversation, Listener } from '../sender/sender.ts';

/** A container beyond the cluster that probes are run in. */
export interface Outside {
  /** What reports call it. */
  readonly id: string;
  /** Runs a program there and resolves to its standard output, whatever the exit code. */
  run(command: readonly string[], timeoutMs: number): Promise<string>;
  /** Starts a program there that is talked with. */
  talk(command: readonly string[], listener: Listener): Conversation;
  remove(): Promise<void>;
}
