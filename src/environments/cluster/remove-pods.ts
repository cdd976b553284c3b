import type { V1Pod } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';
import type { Client } from './client.ts';
import type { ContainerRef } from './container-ref.ts';

const unchangedMs = 60_000;

/**
 * Deletes pods of the run and waits until their nodes have ended them: until then they take room there.
 *
 * @throws {@link EnvironmentError} when some are still there, and for a minute nothing happened to any of them.
 */
export async function removePods(client: Client, pods: readonly Where[]): Promise<void> {
  // Together, not each for itself: a node that ends a hundred pods gets to the last one late.
  const stalled = watchForStall({ unchangedMs });
  // Without a second of grace, the API server forgets a pod that its node still runs.
  let left = await present(
    pods,
    async ({ namespace, pod: name }) =>
      await client.find(async () => await client.core.deleteNamespacedPod({ namespace, name, gracePeriodSeconds: 1 })),
  );
  while (left.length > 0) {
    const reason = stalled(versionsOf(left.map(([, pod]) => pod)));
    if (reason !== undefined) throw stillThere(left, reason);
    await pause(200, client.signal);
    left = await present(
      left.map(([where]) => where),
      async ({ namespace, pod: name }) =>
        await client.find(async () => await client.core.readNamespacedPod({ namespace, name })),
    );
  }
}

type Where = Pick<ContainerRef, 'namespace' | 'pod'>;

/** What an action says of each pod that is there. */
async function present(
  pods: readonly Where[],
  action: (where: Where) => Promise<V1Pod | undefined>,
): Promise<(readonly [Where, V1Pod])[]> {
  const found = await Promise.all(pods.map(async (where) => [where, await action(where)] as const));
  return found.flatMap(([where, pod]) => (pod ? [[where, pod] as const] : []));
}

function stillThere(left: readonly (readonly [Where, V1Pod])[], reason: string): EnvironmentError {
  const [first] = left.map(([{ namespace, pod }]) => ({ namespace, pod }));
  const names = left.map(([{ namespace, pod }]) => `${namespace}/${pod}`).join(', ');
  const hint = `Look at: kubectl describe pod -n ${first?.namespace} ${first?.pod}`;
  return new EnvironmentError(`pods that were deleted are still there, and ${reason}: ${names}`, hint);
}
