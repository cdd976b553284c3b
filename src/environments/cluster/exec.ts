import { PassThrough, Readable, type Writable } from 'node:stream';
import { Exec, type V1Status } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from './client.ts';
import type { Conversation, Listener } from '../sender/sender.ts';

/** How an exec ended, apart from what it printed. */
export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The command's exit code; absent when the connection ended without saying it, which is no success. */
  readonly exitCode?: number | undefined;
}

export interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin?: string | undefined;
  /** The exec is given up after so long, whatever the connection does. */
  readonly deadlineMs: number;
}

/** A command in a container that runs. */
interface RunningExec {
  /** Its status, or undefined where the connection ended without one. */
  readonly ended: Promise<V1Status | undefined>;
  readonly end: () => void;
}

/** Where the API server is, and what ends all that is under way there. */
type Connection = Pick<Client, 'kubeConfig' | 'signal'>;

interface Talk extends Pick<ExecRequest, 'namespace' | 'pod' | 'container' | 'command'> {
  readonly stdin: Readable | null;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The connection has to be open by then. */
  readonly openWithinMs: number;
}

/**
 * Starts a command in a container and resolves when it is connected. It ends with its status, the end of the connection or
 * an error of it, whichever comes first: the library itself waits for ever (kubernetes-client/javascript#714).
 *
 * @throws the error that kept the connection from opening.
 * @throws {@link EnvironmentError} when it takes too long.
 */
async function startExec({ kubeConfig, signal }: Connection, talk: Talk): Promise<RunningExec> {
  const { namespace, pod, container, command, stdin, stdout, stderr, openWithinMs } = talk;
  const ended = Promise.withResolvers<V1Status | undefined>();
  const late = Promise.withResolvers<undefined>();
  const stop = AbortSignal.any([signal, AbortSignal.timeout(openWithinMs)]);
  stop.addEventListener('abort', () => late.resolve(undefined), { once: true });
  signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  const opening = new Exec(kubeConfig)
    .exec(namespace, pod, container, [...command], stdout, stderr, stdin, false, ended.resolve)
    .catch((event: unknown) => {
      throw errorOf(event);
    });
  const socket = await Promise.race([opening, late.promise]);
  if (!socket || !('on' in socket)) {
    // Opened too late for anybody to use it.
    void opening.then((tooLate) => tooLate.close()).catch(() => undefined);
    signal.throwIfAborted();
    throw new EnvironmentError(
      `no connection to ${namespace}/${pod} within ${openWithinMs / 1000} s`,
      `See whether it can be entered: kubectl exec -n ${namespace} ${pod} -- true`,
    );
  }
  socket.on('close', () => ended.resolve(undefined));
  socket.on('error', () => ended.resolve(undefined));
  return {
    ended: ended.promise,
    end() {
      ended.resolve(undefined);
      socket.terminate();
    },
  };
}

/**
 * Runs a command in a container and resolves to what it printed until it ended, the connection did, or time was up.
 *
 * @throws the error that kept the connection from opening.
 */
export async function exec(connection: Connection, request: ExecRequest): Promise<ExecResult> {
  const { stdin, deadlineMs } = request;
  const [stdout, readStdout] = collector();
  const [stderr, readStderr] = collector();
  const input = stdin === undefined ? null : endless(stdin);
  const talk = { ...request, stdin: input, stdout, stderr, openWithinMs: deadlineMs };
  const { ended, end } = await startExec(connection, talk);
  const deadline = setTimeout(end, deadlineMs);
  const status = await ended;
  clearTimeout(deadline);
  end();
  connection.signal.throwIfAborted();
  return { stdout: readStdout(), stderr: readStderr(), exitCode: exitCodeOf(status) };
}

/** Entering a container that runs takes less than a second; an API server that is busy takes its time. */
const openWithinMs = 20_000;

/**
 * Starts a command in a container that is talked with over its standard input.
 *
 * @throws the error that kept the connection from opening.
 */
export async function talkInside(
  connection: Connection,
  request: Pick<ExecRequest, 'namespace' | 'pod' | 'container' | 'command'>,
  { onText, onEnd }: Listener,
): Promise<Conversation> {
  const stdin = endless('');
  const stdout = new PassThrough();
  stdout.setEncoding('utf8').on('data', onText);
  const [stderr, readStderr] = collector();
  const { ended, end } = await startExec(connection, { ...request, stdin, stdout, stderr, openWithinMs });
  void ended.then((status) => onEnd(readStderr().trim().split('\n').at(-1) || status?.message));
  return { write: (text) => void stdin.push(text), end };
}

/** What went wrong: a web socket that does not open rejects with an event, which has the error inside. */
function errorOf(event: unknown): Error {
  const inner = typeof event === 'object' && event !== null && 'error' in event ? event.error : event;
  return inner instanceof Error ? inner : new Error(String(inner));
}

/** Input that is not followed by an end: older API servers take the end for the end of the whole connection. */
function endless(text: string): Readable {
  const stream = new Readable({ read: () => undefined });
  stream.push(text);
  return stream;
}

function collector(): [stream: PassThrough, read: () => string] {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return [stream, () => Buffer.concat(chunks).toString('utf8')];
}

/** Kubernetes says "Success", or the exit code among the causes of a failure. */
function exitCodeOf(status: V1Status | undefined): number | undefined {
  if (status?.status === 'Success') return 0;
  const cause = status?.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  return cause?.message === undefined ? undefined : Number(cause.message);
}
