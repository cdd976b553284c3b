import { UsageError } from '../model/errors.ts';
import type { ExistingOptions } from '../environments/existing/existing-options.ts';

/** New connections per second in an existing cluster, unless its user says otherwise. */
const gentleRate = 2000;

/**
 * The rate that a run keeps in a cluster that exists: new connections per second. Undefined with workers, which start their
 * probes each for itself.
 *
 * @throws {@link UsageError} when a rate was asked for that workers would not keep.
 */
export function rateFor(
  { workers }: Pick<ExistingOptions, 'workers'>,
  maxRate: number | undefined,
): number | undefined {
  if (!workers) return maxRate ?? gentleRate;
  if (maxRate === undefined) return undefined;
  throw new UsageError(
    '--max-rate does not work with workers: each of them starts its own probes',
    'Leave out one of the two.',
  );
}
