import pLimit from 'p-limit';
import type { Source } from '../../model/facts.ts';
import type { Batch } from '../../probe/batch.ts';
import { openSender, type Conversation, type Listener, type Sender } from './sender.ts';

/** Starts the program that runs batches at a source. @throws {@link EnvironmentError} when it cannot be started. */
export type Enter = (source: Source, listener: Listener) => Promise<Conversation>;

/** The sources of a run. Each is entered once, when its first batch comes; one that was lost is entered again. */
export interface Senders {
  /**
   * Runs a batch and resolves to its output, complete or not. `onLaunched` is called when all of its probes were started.
   *
   * @throws {@link EnvironmentError} when the source could not be entered, or nothing of the batch came back.
   */
  readonly run: (source: Source, batch: Batch, onLaunched: () => void) => Promise<string>;
  /** Leaves all of them. */
  readonly end: () => void;
}

/** Entering is mostly the work of this machine. */
const enteredTogether = 8;

/** Aborting leaves all of them, too. */
export function createSenders(enter: Enter, signal: AbortSignal): Senders {
  const limit = pLimit(enteredTogether);
  const entered = new Map<string, Promise<Sender>>();
  const senderAt = async (source: Source): Promise<Sender> => {
    const standing = entered.get(source.id);
    if (standing) return await standing;
    const forget = (): void => {
      if (entered.get(source.id) === entering) entered.delete(source.id);
    };
    const entering = limit(async () => await openSender(async (listener) => await enter(source, listener), forget));
    entered.set(source.id, entering);
    entering.catch(forget);
    return await entering;
  };
  const end = (): void => {
    for (const entering of entered.values()) void entering.then((sender) => sender.end()).catch(() => undefined);
  };
  signal.addEventListener('abort', end, { once: true });
  return {
    async run(source, batch, onLaunched) {
      signal.throwIfAborted();
      try {
        return await (await senderAt(source)).run(batch, onLaunched);
      } finally {
        signal.throwIfAborted();
      }
    },
    end,
  };
}
