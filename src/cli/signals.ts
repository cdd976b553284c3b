import process from 'node:process';

/** npm hands one Ctrl-C to its script several times (npm/cli#5021): those within a second are the same. */
const repeatMs = 1000;

/**
 * An abort signal for Ctrl-C and SIGTERM. The first asks for an orderly end, which removes what the run had made; a
 * second one, more than a second later, ends the process at once. Until somebody asks for the signal there is nothing to
 * remove, and the process ends as any other does, in the middle of whatever it is computing.
 */
export function abortOnSignals(): Disposable & { readonly signal: AbortSignal } {
  let controller: AbortController | undefined;
  let first = 0;
  const onSignal = (): void => {
    if (controller && !controller.signal.aborted) {
      first = Date.now();
      controller.abort();
    } else if (Date.now() - first > repeatMs) process.exit(130);
  };
  return {
    get signal() {
      if (!controller) {
        controller = new AbortController();
        process.on('SIGINT', onSignal);
        process.on('SIGTERM', onSignal);
      }
      return controller.signal;
    },
    [Symbol.dispose]() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
