import { listenLine, zoneFile, type Listener } from '../../netns-plan/planned-servers.ts';
import { serversProgram } from '../../netns-plan/servers-program.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Conversation } from '../sender/sender.ts';
import type { Sandbox } from './sandbox.ts';

/** The servers of all pods of a sandbox: one process, which is started again when it ends. */
export interface Servers extends AsyncDisposable {
  /** Resolves when these listen as well, and when names that were changed are known. */
  listen(listeners: readonly Listener[]): Promise<void>;
  /**
   * Resolves when all listen, to the number of times that they ended so far: what was probed while it changed met servers
   * that were not there.
   *
   * @throws {@link EnvironmentError} when they end whenever they are started.
   */
  standing(): Promise<number>;
}

/** Argument of the process, so that it can be found. */
export const serversMark = 'flowproof-servers';

/** How often they are started again. */
const maxEnds = 5;

export async function startServers(sandbox: Sandbox, signal: AbortSignal): Promise<Servers> {
  const listeners: Listener[] = [];
  let ends = 0;
  let isOver = false;
  let running = start();

  function start(): Promise<Running> {
    const starting = startProgram(sandbox, (reason) => {
      if (isOver || signal.aborted) return;
      ends += 1;
      running = ends < maxEnds ? start() : Promise.reject(endedAgain(reason));
      running.catch(() => undefined);
    });
    return starting.then(async (program) => {
      await program.tell(listeners);
      return program;
    });
  }

  await running;
  return {
    async listen(added) {
      const program = await running;
      listeners.push(...added);
      await program.tell(added);
    },
    async standing() {
      await running;
      return ends;
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      await running.then(
        (program) => program.end(),
        () => undefined,
      );
    },
  };
}

function endedAgain(reason: string | undefined): EnvironmentError {
  return new EnvironmentError(
    `flowproof's own servers ended ${maxEnds} times: ${reason ?? 'they were killed'}`,
    'Is there memory left? Please report it otherwise: this is a defect.',
  );
}

interface Running {
  /** Resolves when it listens at these, and has read the names again. */
  tell(listeners: readonly Listener[]): Promise<void>;
  end(): void;
}

async function startProgram(sandbox: Sandbox, onEnd: (reason: string | undefined) => void): Promise<Running> {
  let rest = '';
  /** One for every line of output that is to come; the first is for the sign that it is ready. */
  const awaited: PromiseWithResolvers<void>[] = [];
  const answer = async (): Promise<void> => {
    const next = Promise.withResolvers<void>();
    awaited.push(next);
    await next.promise;
  };
  const ready = answer();
  const command = ['perl', '-e', serversProgram, '--', zoneFile, serversMark, ...(sandbox.kept ? ['kept'] : [])];
  const conversation: Conversation = sandbox.serve(command, {
    onText(text) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('failed'))
          awaited
            .shift()
            ?.reject(new EnvironmentError(`flowproof's own servers: ${line}`, 'Please report it: this is a defect.'));
        else awaited.shift()?.resolve();
      }
    },
    onEnd(reason) {
      const error = new EnvironmentError(
        `flowproof's own servers ended: ${reason ?? 'they were killed'}`,
        'Try again.',
      );
      for (const one of awaited.splice(0)) one.reject(error);
      onEnd(reason);
    },
  });
  await ready;
  return {
    async tell(listeners) {
      conversation.write(`${listeners.map(listenLine).join('')}names\n`);
      const answers = [...listeners, undefined].map(async () => await answer());
      await Promise.all(answers);
    },
    end: () => conversation.end(),
  };
}
