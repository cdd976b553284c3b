import { silent, type Progress } from '../environments/environment.ts';
import { withSize } from './with-size.ts';

/** Progress for a person: a live line on a terminal, one line per finished step elsewhere, and nothing for who wants quiet. */
export async function createProgress(
  stream: NodeJS.WriteStream,
  { quiet = false }: { readonly quiet?: boolean | undefined } = {},
): Promise<Progress & Disposable> {
  if (quiet) return { ...silent, [Symbol.dispose]: () => undefined };
  // Loading it takes a tenth of a second, and most runs have no terminal.
  const spinner = stream.isTTY
    ? (await import('ora')).default({ stream: withSize(stream), discardStdin: false })
    : undefined;
  let title = '';
  let started = 0;
  const line = (): string => `${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
  return {
    step(next) {
      if (title !== '' && spinner) spinner.succeed(line());
      else if (title !== '') stream.write(`${line()}\n`);
      title = next;
      started = performance.now();
      spinner?.start(next);
    },
    detail(text) {
      if (spinner) spinner.text = `${title}: ${text}`;
    },
    /** Ends the last step, of which nobody said that it succeeded. */
    [Symbol.dispose]() {
      if (title === '') return;
      if (spinner) spinner.stopAndPersist({ symbol: '-', text: line() });
      else stream.write(`${line()}\n`);
    },
  };
}
