import { PassThrough, Readable } from 'node:stream';
import { Exec, type KubeConfig, type V1Status } from '@kubernetes/client-node';
import { EnvironmentError } from '../../errors.ts';

/** How an exec ended, apart from what it printed. */
export interface ExecResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The command's exit code; absent when the connection ended without saying it, which is no success. */
  readonly exitCode?: number | undefined;
}

interface ExecRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly stdin?: string | undefined;
  /** The exec is given up after so long, whatever the connection does. */
  readonly deadlineMs: number;
}

/**
 * Runs a command in a container and resolves to what it printed until the status, the end of the connection, an error
 * of it, the deadline or the signal, whichever comes first: the library itself waits for ever
 * (kubernetes-client/javascript#714).
 *
 * @throws the error that kept the connection from opening.
 */
export async function exec(kubeConfig: KubeConfig, request: ExecRequest, signal: AbortSignal): Promise<ExecResult> {
  const { namespace, pod, container, command, stdin, deadlineMs } = request;
  const [stdout, readStdout] = collector();
  const [stderr, readStderr] = collector();
  const ended = Promise.withResolvers<V1Status | undefined>();
  const stop = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  stop.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  const input = stdin === undefined ? null : endless(stdin);
  const opening = new Exec(kubeConfig)
    .exec(namespace, pod, container, [...command], stdout, stderr, input, false, ended.resolve)
    .catch((event: unknown) => {
      throw errorOf(event);
    });
  const socket = await Promise.race([opening, ended.promise]);
  if (!socket || !('on' in socket)) {
    // Opened too late for anybody to use it.
    void opening.then((late) => late.close()).catch(() => undefined);
    signal.throwIfAborted();
    throw new EnvironmentError(
      `no connection to ${namespace}/${pod} within ${deadlineMs / 1000} s`,
      `See whether it can be entered: kubectl exec -n ${namespace} ${pod} -- true`,
    );
  }
  socket.on('close', () => ended.resolve(undefined));
  socket.on('error', () => ended.resolve(undefined));
  const status = await ended.promise;
  socket.terminate();
  signal.throwIfAborted();
  return { stdout: readStdout(), stderr: readStderr(), exitCode: exitCodeOf(status) };
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
