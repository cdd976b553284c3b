import { resolve } from 'node:path';
import { FlowproofError, ScenarioError } from '../model/errors.ts';
import type { Position } from '../model/scenario.ts';

/** What a failure says of itself: in this process an error, from another one plain data. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The places in the user's files that it is about. */
  readonly positions?: readonly Position[] | undefined;
}

/** Reads what was thrown. What is no failure of the user's is a defect, and keeps its stack. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FlowproofError) {
    const positions = thrown instanceof ScenarioError ? thrown.problems.map(({ position }) => position) : [];
    return { kind: thrown.name, message: thrown.message, hint: thrown.hint, positions };
  }
  return { kind: 'Error', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
}

/**
 * An error whose stack leads to the user's files and, last, to the call of flowproof, which is the place that vitest's GitHub
 * reporter marks. Vitest prints errors that are alike in all of this once.
 */
export function locatedError({ kind, message, hint, positions = [] }: Failure, call?: string): Error {
  const error = new Error(hint === undefined || hint === '' ? message : `${message}\n  ${hint}`);
  error.name = kind;
  const frames = positions
    // What was read from a cluster stands in no file.
    .filter(({ line }) => line > 0)
    .map(({ file, line, column }) => `    at ${resolve(file)}:${line}:${column}`);
  error.stack = [`${kind}: ${error.message}`, ...new Set(frames), ...(call === undefined ? [] : [call])].join('\n');
  return error;
}

/** The line of a stack for the call of a function that is under way. */
export function callOf(called: (...args: never) => unknown): string | undefined {
  const at = { stack: '' };
  Error.captureStackTrace(at, called);
  return at.stack.split('\n').find((line) => line.startsWith('    at '));
}
