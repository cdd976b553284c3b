import { jobCount, type Batch } from '../../probe/batch.ts';
import { readMark } from '../../probe/parse-output.ts';
import { EnvironmentError } from '../../model/errors.ts';

/** A program that runs where probes are sent from, and reads batches from its standard input until that ends. */
export interface Conversation {
  readonly write: (text: string) => void;
  /** Ends the program, if it has not ended. */
  readonly end: () => void;
}

/** Receives what such a program does. */
export interface Listener {
  readonly onText: (text: string) => void;
  /** Called once. The reason is a clause, where one is known. */
  readonly onEnd: (reason: string | undefined) => void;
}

/** A source that was entered: it runs any number of batches, also side by side. */
export interface Sender {
  /**
   * Resolves to a batch's output, complete or not. `onLaunched` is called when all of its probes were started.
   *
   * @throws {@link EnvironmentError} when nothing of it came back.
   */
  run(batch: Batch, onLaunched: () => void): Promise<string>;
  end(): void;
}

interface Pending {
  text: string;
  jobsLeft: number;
  readonly onLaunched: () => void;
  readonly ended: PromiseWithResolvers<void>;
}

/** A program with batches to run that says nothing for so long is lost: it shows four times in a timeout that it lives. */
const silenceMs = 15_000;

/** Talks with such a program, which `start` starts. `onEnd` is called once it cannot be used any more. */
export async function openSender(
  start: (listener: Listener) => Promise<Conversation>,
  onEnd: () => void,
): Promise<Sender> {
  const pending = new Map<string, Pending>();
  let rest = '';
  let endReason: string | undefined;
  let watchdog: NodeJS.Timeout | undefined;

  const lose = (reason: string | undefined): void => {
    clearTimeout(watchdog);
    endReason ??= reason ?? 'its connection was lost';
    onEnd();
    for (const { ended } of pending.values()) ended.resolve();
  };
  const watch = (): void => {
    clearTimeout(watchdog);
    if (pending.size === 0 || endReason !== undefined) return;
    watchdog = setTimeout(() => {
      lose(`it said nothing for ${silenceMs / 1000} s`);
      conversation.end();
    }, silenceMs);
  };
  const take = (line: string): void => {
    const mark = readMark(line);
    const batch = pending.get(mark.nonce);
    if (!batch) return;
    batch.text += `${line}\n`;
    if (mark.what === 'launched') batch.onLaunched();
    if (mark.what === 'job-ended') batch.jobsLeft -= 1;
    if (mark.what === 'done' || batch.jobsLeft === 0) batch.ended.resolve();
  };
  const conversation = await start({
    onText(text) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
      watch();
    },
    onEnd: lose,
  });

  return {
    async run(batch, onLaunched) {
      const own: Pending = { text: '', jobsLeft: jobCount(batch), onLaunched, ended: Promise.withResolvers() };
      pending.set(batch.nonce, own);
      if (endReason === undefined) conversation.write(batch.stdin);
      else own.ended.resolve();
      watch();
      await own.ended.promise;
      pending.delete(batch.nonce);
      watch();
      if (own.text === '' && endReason !== undefined)
        throw new EnvironmentError(endReason, 'It is entered again when it is needed.');
      return own.text;
    },
    end() {
      lose('it was ended');
      conversation.end();
    },
  };
}
