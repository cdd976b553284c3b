import { availableParallelism } from 'node:os';
import { removeLeftovers } from '../cluster/remove-leftovers.ts';
import { connect, connectForTidying } from '../cluster/client.ts';
import { createClusterEnvironment } from '../cluster/cluster-environment.ts';
import { readNodes } from '../cluster/read-facts.ts';
import { kindLeaseNamespace, takeLease } from '../cluster/lease.ts';
import { createOwner } from '../cluster/owner.ts';
import { enterPod } from '../cluster/ephemeral.ts';
import { createSources } from '../cluster/sources.ts';
import { neverAborted } from '../never-aborted.ts';
import type { Environment, Progress } from '../environment.ts';
import { deleteCluster, openKindCluster } from './kind-cluster.ts';
import type { KindOptions } from './kind-options.ts';
import { removeOutsides, startOutside } from './outside.ts';

export interface KindEnvironmentOptions extends KindOptions {
  readonly runId: string;
  /** Leave the cluster, and in it what the run made. */
  readonly keep: boolean;
  /** Take the cluster as it stands: what an earlier run left there is what is to be probed. */
  readonly asItStands: boolean;
  readonly progress: Progress;
}

/**
 * Opens a kind cluster with Calico for one run. A cluster that this call created is deleted at the end, unless it is to
 * be kept; one that stood before stays.
 */
export async function openKind(options: KindEnvironmentOptions, signal: AbortSignal): Promise<Environment> {
  const { progress, runId, keep } = options;
  await using undo = new AsyncDisposableStack();
  const cluster = await openKindCluster(options, progress, signal);
  const { containerEngine: engine } = cluster;
  if (cluster.created && !keep) {
    undo.defer(async () => await deleteCluster(cluster.name, neverAborted));
    undo.defer(async () => void (await removeOutsides(engine)));
  }
  const client = connect(cluster.kubeConfig, signal);
  const tidying = connectForTidying(client);
  undo.use(await takeLease(client, { namespace: kindLeaseNamespace, runId }));
  if (!options.asItStands) {
    progress.step('Removing what earlier runs left');
    await Promise.all([removeLeftovers(tidying, {}), removeOutsides(engine)]);
  }
  // A cluster that goes away takes all of this with it.
  const stays = !keep && !cluster.created;
  if (stays) undo.defer(async () => void (await removeLeftovers(tidying, { runId })));
  const owner = await createOwner(client, runId);
  const sources = createSources(client, {
    owner,
    image: options.probeImage,
    replicas: 'all',
    enter: async (pod) => ({
      mode: 'ephemeral',
      containerRef: await enterPod(client, pod, { runId, image: options.probeImage }),
    }),
    startOutside: async (endpoint) =>
      await startOutside({ ...options, engine, endpoint, image: options.probeImage }, signal),
  });
  if (stays) undo.defer(async () => await sources.stop());
  const environment = createClusterEnvironment({
    ...options,
    client,
    owner,
    sources,
    nodes: await readNodes(client),
    launchers: availableParallelism(),
    notes: [],
    description: `kind cluster ${cluster.name}, Kubernetes ${cluster.kubernetesVersion}, ${cluster.calicoVersion === undefined ? 'its own CNI' : `Calico ${cluster.calicoVersion}`}`,
  });
  undo.defer(() => environment.leave());
  const end = undo.move();
  return {
    ...environment,
    ...(keep || options.asItStands ? {} : { byHand: () => '' }),
    [Symbol.asyncDispose]: async () => await end.disposeAsync(),
  };
}
