import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import type { OwnTarget } from '../app/target.ts';
import type { Report } from '../model/report.ts';
import type { Answer, Job, TestRunOptions } from './job.ts';
import { locatedError } from './located-error.ts';

/** The program beside this file: TypeScript in a checkout, JavaScript in the package. */
const program = fileURLToPath(import.meta.url).replace(/own-process(\.\w+)$/, 'program$1');

/** How a process of flowproof's is used. */
export interface Use {
  /** Ends it, in order. */
  readonly signal: AbortSignal;
  /** The line of a stack that stands for whatever asked for it. */
  readonly call?: string | undefined;
}

/**
 * Proves a scenario in a process of its own: it removes what it made, however vitest and its workers end, and no fake timer
 * or DOM of a test is in its way.
 *
 * @throws what `verify` throws, as an error that leads to the user's files.
 */
export async function verifyApart(path: string, options: TestRunOptions, { signal, call }: Use): Promise<Report> {
  const { ipcOutput, stderr, shortMessage } = await start({ verify: { path, options } }, signal);
  return read(ipcOutput.at(0), { call, ending: `${shortMessage}\n${stderr}` }) as Report;
}

/**
 * Makes the kind cluster of a target, unless it stands already, in a process that deletes it when it is disposed of, and
 * however vitest ends.
 */
export async function holdApart(target: OwnTarget, { call }: Pick<Use, 'call'>): Promise<AsyncDisposable> {
  const end = new AbortController();
  const running = start({ hold: target }, end.signal);
  const ended = running.then(({ ipcOutput, stderr, shortMessage }) =>
    read(ipcOutput.at(-1), { call, ending: `${shortMessage}\n${stderr}` }),
  );
  // It says that the cluster stands, or it ends, with a failure that tells why.
  const first = await running.getOneMessage().catch(() => undefined);
  if (first === undefined || 'failure' in (first as object)) await ended;
  return {
    async [Symbol.asyncDispose]() {
      end.abort();
      await ended;
    },
  };
}

function start(job: Job, cancelSignal: AbortSignal) {
  return execaNode(program, {
    ipcInput: job as never,
    cancelSignal,
    gracefulCancel: true,
    // To remove what it made takes as long as it takes.
    forceKillAfterDelay: false,
    // Those of a vitest worker are for it alone.
    nodeOptions: [],
    stdin: 'ignore',
    reject: false,
  });
}

/** Reads what a process said; `ending` is what there is to tell where it said nothing. */
function read(message: unknown, { call, ending }: Pick<Use, 'call'> & { readonly ending: string }): unknown {
  if (message === undefined) throw locatedError({ kind: 'Error', message: `flowproof failed: ${ending}` }, call);
  const answer = message as Answer<unknown>;
  if ('failure' in answer) throw locatedError(answer.failure, call);
  return answer.value;
}
