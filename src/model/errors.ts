import type { Report } from './report.ts';
import type { Position } from './scenario.ts';

/** A failure that the user can act on. Whatever else reaches the CLI is a defect of flowproof. */
export abstract class FlowproofError extends Error {
  /** Exit code of the process, one per class; docs/verdicts.md lists them. */
  abstract readonly exitCode: number;
  /** What to do about it: one imperative sentence. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** Something wrong at a place in a file of the user's. */
export interface Problem {
  readonly position: Position;
  /** What was found there, and what was probably meant. */
  readonly text: string;
}

/** A scenario cannot be run as it is written. Carries every problem found; its message names the first few of each file. */
export class ScenarioError extends FlowproofError {
  override readonly exitCode = 2;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], hint = 'Nothing was touched. Correct the file and run again.') {
    super(listing(problems), hint);
    this.problems = problems;
  }
}

/** A command line that asks for something impossible: an unknown stage, a file that cannot be read. */
export class UsageError extends FlowproofError {
  override readonly exitCode = 2;
}

/** The machine or the cluster is not able to run the scenario: no Docker, pods that do not start, a lost API server. */
export class EnvironmentError extends FlowproofError {
  override readonly exitCode = 3;
}

/** The cluster's CNI was seen to let traffic through that a NetworkPolicy denies: no verdict would mean anything. */
export class EnforcementError extends FlowproofError {
  override readonly exitCode = 3;
}

/** Another run holds the cluster. */
export class ClusterBusyError extends FlowproofError {
  override readonly exitCode = 3;
}

/** The account that flowproof uses is not allowed what the run needs; the hint is the Role that would allow it. */
export class PermissionError extends FlowproofError {
  override readonly exitCode = 3;
}

/** The user (or the system) asked the run to stop. */
export class InterruptedError extends FlowproofError {
  override readonly exitCode = 130;
  /** What was found until then, of a run that had begun. */
  readonly report?: Report | undefined;

  constructor(
    message: string,
    hint: string,
    { report, ...options }: ErrorOptions & { report?: Report | undefined } = {},
  ) {
    super(message, hint, options);
    this.report = report;
  }
}

/** One mistake may have many, and a file that is something else altogether has no end of them. */
const mostOfFile = 5;

function listing(problems: readonly Problem[]): string {
  const byFile = Map.groupBy(problems, ({ position }) => position.file);
  const lines = [...byFile].flatMap(([file, own]) => {
    const more = own.length - mostOfFile;
    return [...own.slice(0, mostOfFile).map(describe), ...(more > 0 ? [`${file}: and ${more} more`] : [])];
  });
  return lines.join('\n');
}

function describe({ position: { file, line, column }, text }: Problem): string {
  return `${file}:${line}:${column}: ${clipped(text)}`;
}

/** On one line, whatever it quotes, and short enough to be read. */
function clipped(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/\S{150,}/g, (run) => `${run.slice(0, 60)}…`);
  return line.length > 600 ? `${line.slice(0, 600)}…` : line;
}
