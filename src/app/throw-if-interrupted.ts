import { InterruptedError } from '../model/errors.ts';
import type { Report, RunRecord } from '../model/report.ts';

/**
 * Nobody who asked a run to stop waits for what it found; a report keeps it all the same.
 *
 * @throws {@link InterruptedError} for a run that was.
 */
export function throwIfInterrupted({ failure, leftovers }: RunRecord, report?: Report): void {
  if (failure?.kind !== InterruptedError.name) return;
  const hint = leftovers
    ? `Not all that the run had made is removed: ${leftovers.message}\n  ${leftovers.hint}`
    : 'What the run had made is removed.';
  throw new InterruptedError('interrupted', hint, { report });
}
