import { PassThrough } from 'node:stream';
import { PortForward } from '@kubernetes/client-node';
import type { Client } from '../cluster/client.ts';

/** Where a server should listen. */
interface Listener {
  readonly namespace: string;
  readonly pod: string;
  /** The container's port, TCP. */
  readonly port: number;
}

const limitMs = 2000;

/**
 * Whether a server answers when it is asked from inside of its own pod, where no policy has a say: the kubelet connects
 * there for a port-forward. Silence of a server that took the connection is no answer, and neither is a connection that
 * the API server does not make.
 */
export async function answersInside(
  { kubeConfig, signal }: Client,
  { namespace, pod, port }: Listener,
): Promise<boolean> {
  const [output, errors, input] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const answered = Promise.withResolvers<boolean>();
  const end = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  end.addEventListener('abort', () => answered.resolve(false), { once: true });
  output.on('data', () => answered.resolve(true));
  // This is how the kubelet says that nothing listens.
  errors.on('data', () => answered.resolve(false));
  const opening = new PortForward(kubeConfig).portForward(namespace, pod, [port], output, errors, input);
  opening.then(
    (socket) => {
      if (typeof socket === 'function') return;
      // Hanging up on what it does not understand is an answer as well: a refusal would have come as an error.
      socket.on('close', () => answered.resolve(true));
      socket.on('error', () => answered.resolve(false));
      input.write(`HEAD / HTTP/1.0\r\n\r\n`);
      void answered.promise.then(() => socket.terminate());
    },
    () => answered.resolve(false),
  );
  return await answered.promise;
}
