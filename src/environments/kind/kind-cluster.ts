import { EnvironmentError } from '../../model/errors.ts';
import type { Progress } from '../environment.ts';
import { connect } from '../cluster/client.ts';
import { findArchives } from './archives.ts';
import { installedCalico } from './calico.ts';
import { findMissing, loadImages } from './images.ts';
import { readCalicoManifest } from './calico-manifest.ts';
import { completeCluster, type Complete, type Job } from './completion.ts';
import type { ContainerEngine, Machine } from './engine.ts';
import { readWanted } from './wanted-cluster.ts';
import { lockCluster } from './lock.ts';
import type { KindOptions } from './kind-options.ts';
import { preflight, requireMemory } from './preflight.ts';
import { createNodes, deleteNodes, listClusters, readKubeConfig } from './program.ts';
import { reachCluster } from './reuse.ts';

const DELETE_LIMIT_MS = 180_000;

/** A cluster that answers. */
interface Opened extends Pick<Complete, 'kubeConfig' | 'kubernetesVersion'> {
  /** "v3.31.0"; undefined where a cluster that was taken as it is has another CNI. */
  readonly calicoVersion: string | undefined;
}

/** A kind cluster that is ready for workloads. */
export interface KindCluster extends Opened {
  readonly name: string;
  /** Whether this call made it; otherwise it was there before. */
  readonly created: boolean;
  readonly containerEngine: ContainerEngine;
}

/**
 * Makes the cluster that the options describe, or takes the one that is there; a set-up that was cut short is finished.
 * What this call makes it deletes again when it fails or is aborted.
 *
 * @throws {@link EnvironmentError} when the machine cannot run it, or a cluster of that name is something else.
 * @throws {@link UsageError} when a file that the options name cannot be used.
 * @throws {@link ClusterBusyError} when another process is making or deleting it.
 */
export async function openKindCluster(
  options: KindOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<KindCluster> {
  const { clusterName: name, fresh } = options;
  progress.step('Docker and kind');
  const [wanted, archives] = await Promise.all([readWanted(options), findArchives(options.imageArchives)]);
  const machine = await preflight(signal);
  await using held = new AsyncDisposableStack();
  held.use(await lockCluster(name));
  const job: Job = { options, archives, progress, signal };
  const exists = await clusterExists(name, signal);
  progress.step(`Cluster "${name}"`);
  if (options.asIs) return { name, created: false, containerEngine: machine.engine, ...(await takeAsIs(job, exists)) };
  const created = !exists || fresh;
  const opened = created
    ? await create(job, machine, exists)
    : await completeCluster(job, await reachCluster(name, wanted, signal));
  return { name, created, containerEngine: machine.engine, ...opened };
}

/**
 * Deletes a cluster, whoever made it. It is no error when there is none.
 *
 * @throws {@link ClusterBusyError} when another process is making or deleting it.
 */
export async function deleteCluster(name: string, signal: AbortSignal): Promise<void> {
  await using held = new AsyncDisposableStack();
  held.use(await lockCluster(name));
  await deleteNodes(name, signal);
}

/** Whether kind has a cluster of that name, in whatever state. */
export async function clusterExists(name: string, signal: AbortSignal): Promise<boolean> {
  return (await listClusters(signal)).includes(name);
}

async function takeAsIs({ options, archives, signal }: Job, exists: boolean): Promise<Opened> {
  const { clusterName } = options;
  if (!exists) {
    throw new EnvironmentError(`There is no kind cluster "${clusterName}" to take as it is.`, 'See: kind get clusters');
  }
  const kubeConfig = await readKubeConfig(clusterName, signal);
  const client = connect(kubeConfig, signal);
  await loadImages(client, clusterName, await findMissing(client, archives));
  const { gitVersion } = await client.call(async () => await client.version.getCode());
  return { kubeConfig, kubernetesVersion: gitVersion, calicoVersion: await installedCalico(client) };
}

async function create(job: Job, machine: Machine, replaces: boolean): Promise<Complete> {
  const { options, progress, signal } = job;
  // Before anything is made or deleted: without a network, this is what fails.
  const manifest = await readCalicoManifest(options.calicoManifest, signal);
  if (replaces) await deleteNodes(options.clusterName, signal);
  else requireMemory(machine);
  try {
    await createNodes(options, (text) => progress.detail(text), signal);
    const kubeConfig = await readKubeConfig(options.clusterName, signal);
    return await completeCluster(job, kubeConfig, manifest);
  } catch (error) {
    throw await undo(options.clusterName, error);
  }
}

/** Deletes what there is of a cluster after a failure, and returns what to throw. */
async function undo(name: string, failure: unknown): Promise<unknown> {
  try {
    // With a time limit of its own: the run's signal has aborted, perhaps.
    await deleteNodes(name, AbortSignal.timeout(DELETE_LIMIT_MS));
    return failure;
  } catch (cause) {
    const [first, second] = [failure, cause].map((error) => (error instanceof Error ? error.message : String(error)));
    const message = `${first}\nThe half-made cluster "${name}" could not be deleted: ${second}`;
    return new EnvironmentError(message, `Delete it: kind delete cluster --name ${name}`, { cause: failure });
  }
}
