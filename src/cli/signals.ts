import process from 'node:process';

/** npm hands one Ctrl-C to its script several times (npm/cli#5021): those within a second are the same. */
const repeatMs = 1000;

/**
 * An abort signal for Ctrl-C and SIGTERM. The first asks for an orderly end, which removes what the run had made; a
 * second one, more than a second later, ends the process at once.
 */
export function abortOnSignals(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  let first = 0;
  const onSignal = (): void => {
    if (!controller.signal.aborted) {
      first = Date.now();
      controller.abort();
    } else if (Date.now() - first > repeatMs) process.exit(130);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
