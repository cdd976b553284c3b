/**
 * Runs actions side by side. When one fails, the others are aborted, and its error is thrown once all have ended: none
 * goes on behind the caller's back.
 */
export async function runConcurrently(
  actions: readonly ((signal: AbortSignal) => Promise<void>)[],
  signal: AbortSignal,
): Promise<void> {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  await Promise.all(
    actions.map(async (action) => {
      try {
        await action(either);
      } catch (error) {
        // Only the first counts: later ones are its consequences.
        failure.abort(error);
      }
    }),
  );
  signal.throwIfAborted();
  failure.signal.throwIfAborted();
}
