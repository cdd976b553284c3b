import { silent, type Progress } from '../environments/environment.ts';
import { cleanKind } from '../environments/kind/clean-kind.ts';
import { deleteCluster, openKindCluster, type KindCluster } from '../environments/kind/kind-cluster.ts';
import { defaultKindOptions, type KindOptions } from '../environments/kind/kind-options.ts';
import { neverAborted } from '../environments/never-aborted.ts';

interface Attended {
  /** Told what is being done. @defaultValue nobody */
  readonly progress?: Progress;
  /** Ends it early, and in order. */
  readonly signal?: AbortSignal;
}

/**
 * Makes the kind cluster that runs use again, or takes and finishes the one that is there.
 *
 * @throws {@link EnvironmentError} when the machine cannot run it, or a cluster of that name is something else.
 * @throws {@link UsageError} when a file that the options name cannot be used.
 * @throws {@link ClusterBusyError} when another process is making or deleting it.
 */
export async function clusterUp(
  options: Partial<KindOptions> = {},
  { progress = silent, signal = neverAborted }: Attended = {},
): Promise<KindCluster> {
  return await openKindCluster({ ...defaultKindOptions, ...options }, progress, signal);
}

/** Deletes a kind cluster, if there is one. */
export async function clusterDown(
  name: string = defaultKindOptions.clusterName,
  { signal = neverAborted }: Pick<Attended, 'signal'> = {},
): Promise<void> {
  await deleteCluster(name, signal);
}

/**
 * Removes what dead runs left in a kind cluster and beside it; resolves to the number of objects.
 *
 * @throws {@link ClusterBusyError} when a run that lives holds the cluster.
 */
export async function clean(
  name: string = defaultKindOptions.clusterName,
  { signal = neverAborted }: Pick<Attended, 'signal'> = {},
): Promise<number> {
  return await cleanKind(name, signal);
}
