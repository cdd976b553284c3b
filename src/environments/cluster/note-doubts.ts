import { EnforcementError, EnvironmentError } from '../../model/errors.ts';
import { apiFailure } from './api-failure.ts';
import type { Canaries } from './canary-pods.ts';

/**
 * Canaries of a run that observes and judges nothing. What they cannot show is no reason to see nothing at all: it becomes
 * a note, a whole sentence, and the run goes on.
 */
export function noteDoubts(canaries: Canaries, note: (sentence: string) => void): Canaries {
  let areUsable = true;

  const tolerate = async <T>(action: () => Promise<T>, otherwise: T): Promise<T> => {
    // What did not start, or reaches nobody, would be waited for in vain at every mark.
    if (!areUsable) return otherwise;
    try {
      return await action();
    } catch (thrown) {
      const error = apiFailure(thrown) ?? thrown;
      if (error instanceof EnforcementError) note(unenforced(error));
      else if (error instanceof EnvironmentError) {
        areUsable = false;
        note(unknown(error));
      } else throw thrown;
      return otherwise;
    }
  };

  return {
    checkEnforcement: async () => await tolerate(async () => await canaries.checkEnforcement(), undefined),
    awaitMark: async () => await tolerate(async () => await canaries.awaitMark(), 0),
  };
}

function unenforced({ message }: EnforcementError): string {
  return `Policies are not enforced here: ${message}. What gets through although the policies block it may be due to that.`;
}

function unknown({ message }: EnvironmentError): string {
  return `Whether the policies were in force for new pods when they were probed is not known, so that a leak may be one of their first moments: ${message}.`;
}
