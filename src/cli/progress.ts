import ora from 'ora';
import type { Progress } from '../environments/environment.ts';

/** Progress for a person: a live line on a terminal, one line per finished step elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress & Disposable {
  const spinner = ora({ stream, discardStdin: false });
  let title = '';
  let started = 0;
  const line = (): string => `${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`;
  return {
    step(next) {
      if (title !== '' && stream.isTTY) spinner.succeed(line());
      else if (title !== '') stream.write(`${line()}\n`);
      title = next;
      started = performance.now();
      if (stream.isTTY) spinner.start(next);
    },
    detail(text) {
      if (stream.isTTY) spinner.text = `${title}: ${text}`;
    },
    /** Ends the last step, of which nobody said that it succeeded. */
    [Symbol.dispose]() {
      if (title === '') return;
      if (stream.isTTY) spinner.stopAndPersist({ symbol: '-', text: line() });
      else stream.write(`${line()}\n`);
    },
  };
}
