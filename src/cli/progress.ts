import { silent, type Progress } from '../environments/environment.ts';
import { withSize } from './with-size.ts';

interface ProgressOptions {
  /** Tell nobody. @defaultValue false */
  readonly quiet?: boolean | undefined;
  /** Milliseconds of a clock that nobody sets. @defaultValue the time since this process started */
  readonly now?: () => number;
}

/** Progress for a person: a live line on a terminal, which says how far a step is, and one line per finished step elsewhere. */
export async function createProgress(
  stream: NodeJS.WriteStream,
  { quiet = false, now = () => performance.now() }: ProgressOptions = {},
): Promise<Progress & Disposable> {
  if (quiet) return { ...silent, [Symbol.dispose]: () => undefined };
  // Loading it takes a tenth of a second, and most runs have no terminal.
  const spinner = stream.isTTY
    ? (await import('ora')).default({ stream: withSize(stream), discardStdin: false })
    : undefined;
  let title = '';
  let detail = '';
  let started = 0;
  const seconds = (): number => (now() - started) / 1000;
  const line = (): string => `${title} (${seconds().toFixed(1)} s)`;
  return {
    step(next) {
      if (spinner) spinner.suffixText = '';
      if (title !== '' && spinner) spinner.succeed(line());
      else if (title !== '') stream.write(`${line()}\n`);
      title = next;
      detail = '';
      started = now();
      if (!spinner) return;
      // Asked at every frame, so that the seconds go on where nothing else does.
      spinner.suffixText = () => `(${detail}${Math.floor(seconds())} s)`;
      spinner.start(next);
    },
    detail(text) {
      detail = `${text}, `;
    },
    /** Ends the last step, of which nobody said that it succeeded. */
    [Symbol.dispose]() {
      if (title === '') return;
      if (spinner) spinner.stopAndPersist({ symbol: '-', text: line(), suffixText: '' });
      else stream.write(`${line()}\n`);
    },
  };
}
