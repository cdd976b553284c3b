import { ApiException } from '@kubernetes/client-node';
import { EnvironmentError } from '../../errors.ts';
import { pause, retryTransient } from '../retry.ts';
import type { Client } from './client.ts';
import type { Place } from './sources.ts';

const limitMs = 60_000;

/**
 * Deletes a pod of the run and waits until its node has ended it: until then it takes room there.
 *
 * @throws {@link EnvironmentError} when it is still there after a minute.
 */
export async function removePod(
  client: Client,
  { namespace, pod: name }: Pick<Place, 'namespace' | 'pod'>,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  // Without a second of grace, the API server forgets a pod that its node still runs.
  const remove = async (): Promise<unknown> =>
    await client.core.deleteNamespacedPod({ namespace, name, gracePeriodSeconds: 1 });
  const look = async (): Promise<unknown> => await client.core.readNamespacedPod({ namespace, name });
  try {
    await retryTransient(remove, signal);
    for (;;) {
      await retryTransient(look, signal);
      if (performance.now() > deadline) {
        const hint = `Look at: kubectl describe pod -n ${namespace} ${name}`;
        throw new EnvironmentError(`pod ${namespace}/${name} is still there after ${limitMs / 1000} s`, hint);
      }
      await pause(200, signal);
    }
  } catch (error) {
    if (!(error instanceof ApiException && error.code === 404)) throw error;
  }
}
