import type { Leftovers } from '../model/report.ts';
import { apiFailure } from '../environments/cluster/api-failure.ts';
import { FlowproofError } from '../model/errors.ts';

/** What ended a run, and what became of its clean-up. */
interface Ending {
  /** What went wrong first, which the user has to know; undefined where only the clean-up did. */
  readonly cause?: unknown;
  readonly leftovers?: Leftovers | undefined;
}

/** Reads an error that came out of a block which cleans up at its end; `isOver` where the block itself had reached its end. */
export function readEnding(thrown: unknown, isOver: boolean): Ending {
  const errors = errorsOf(thrown).map((error) => apiFailure(error) ?? error);
  return isOver ? { leftovers: leftoversOf(errors) } : { cause: errors[0], leftovers: leftoversOf(errors.slice(1)) };
}

/** In the order in which they occurred: what fails while an error is on its way suppresses it. */
function errorsOf(thrown: unknown): unknown[] {
  return thrown instanceof SuppressedError ? [...errorsOf(thrown.suppressed), ...errorsOf(thrown.error)] : [thrown];
}

function leftoversOf(errors: readonly unknown[]): Leftovers | undefined {
  if (errors.length === 0) return undefined;
  const known = errors.map((error) =>
    error instanceof FlowproofError ? error : { message: String(error), hint: defect },
  );
  const lines = (key: 'message' | 'hint'): string => [...new Set(known.map((error) => error[key]))].join('\n');
  return { message: lines('message'), hint: lines('hint') };
}

/** What was proven is worth more than the stack of a clean-up that went wrong. */
const defect = 'Remove what is left with flowproof clean, and report this: it is a defect of flowproof.';
