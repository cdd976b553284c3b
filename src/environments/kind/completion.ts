import type { KubeConfig } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import type { Progress } from '../environment.ts';
import { connect, type Client } from '../cluster/client.ts';
import type { ImageArchive } from './archives.ts';
import { readCalicoManifest, type CalicoManifest } from './calico-manifest.ts';
import { awaitCalico, installCalico, installedCalico } from './calico.ts';
import { findMissing, loadImages, mayHoldCalico } from './images.ts';
import type { KindOptions } from './kind-options.ts';
import { runConcurrently } from './run-concurrently.ts';

/** What one opening of a cluster carries along. */
export interface Job {
  readonly options: KindOptions;
  readonly archives: readonly ImageArchive[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A cluster that is ready for workloads. */
export interface Complete {
  readonly kubeConfig: KubeConfig;
  /** "v1.34.4" */
  readonly kubernetesVersion: string;
  /** "v3.31.0" */
  readonly calicoVersion: string;
}

/**
 * Brings a cluster whose API server answers to the end of its set-up: Calico installed and ready, images on the nodes.
 * What was done before is not done again.
 *
 * @throws {@link EnvironmentError} when a step fails, or something does not become ready in time.
 */
export async function completeCluster(job: Job, kubeConfig: KubeConfig, manifest?: CalicoManifest): Promise<Complete> {
  const { archives, progress, signal } = job;
  const { clusterName } = job.options;
  const client = connect(kubeConfig, signal);
  const missing = Map.groupBy(await findMissing(client, archives), mayHoldCalico);
  const [first, later] = [missing.get(true) ?? [], missing.get(false) ?? []];
  if (first.length > 0) progress.step('Images for Calico');
  await loadImages(client, clusterName, first);
  let loading = later.length > 0;
  // Side by side: loading keeps the disk busy, while Calico mostly waits.
  await runConcurrently(
    [
      async (either) => {
        await loadImages(connect(kubeConfig, either), clusterName, later);
        loading = false;
      },
      async (either) => {
        await startCalico(job, connect(kubeConfig, either), manifest);
        if (loading) progress.step('Images');
      },
    ],
    signal,
  );
  const { gitVersion } = await client.call(async () => await client.version.getCode());
  const calicoVersion = await installedCalico(client);
  if (calicoVersion === undefined) {
    throw new EnvironmentError(`Calico is gone from "${clusterName}".`, 'Add --fresh to create it anew.');
  }
  return { kubeConfig, kubernetesVersion: gitVersion, calicoVersion };
}

async function startCalico({ options, progress }: Job, client: Client, manifest?: CalicoManifest): Promise<void> {
  if ((await installedCalico(client)) === undefined) {
    progress.step('Installing Calico');
    await installCalico(client, manifest ?? (await readCalicoManifest(options.calicoManifest, client.signal)));
  }
  await awaitCalico(client, progress);
}
