import { liveManifest } from './core/live.ts';
import type { Manifest, Scenario } from './core/model.ts';
import { checkMayApply } from './environments/context/apply-list.ts';
import { openContext, type ContextOptions } from './environments/context/environment.ts';
import { loadTarget, type Target } from './environments/context/kube-config.ts';
import { readLive, type LiveObjects } from './environments/context/live.ts';
import { connect, type Client } from './environments/cluster/client.ts';
import type { Environment, Progress } from './environments/environment.ts';
import { loadScenarioFor } from './load.ts';

/** A cluster that exists, and what a run may do there. */
export interface ExistingOptions extends Target, ContextOptions {
  /** Manifests are applied, where the user's configuration allows it. */
  readonly apply: boolean;
}

/** A scenario held against a cluster that exists; nothing was created yet. */
interface Prepared {
  readonly scenario: Scenario;
  readonly open: () => Promise<Environment>;
}

interface Run {
  readonly runId: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Reads a scenario and the cluster that it is about.
 *
 * @throws {@link ScenarioError} for what the scenario names and the cluster does not have.
 * @throws {@link UsageError} for a context that does not exist, or that manifests may not be applied to.
 */
export async function prepareExisting(
  scenarioPath: string,
  options: ExistingOptions,
  { runId, progress, signal }: Run,
): Promise<Prepared> {
  const { client, cluster } = connectTo(options, signal);
  if (options.apply) await checkMayApply(cluster);
  progress.step(`Reading what stands in ${cluster}`);
  let live: LiveObjects = { manifests: [], unseen: [] };
  const read = async (namespaces: readonly string[]): Promise<readonly Manifest[]> => {
    live = await readLive(client, cluster, namespaces, signal);
    return [homeOf(options.home, cluster), ...live.manifests];
  };
  const scenario = await loadScenarioFor(scenarioPath, read, options.apply);
  const open = async (): Promise<Environment> =>
    await openContext({ ...options, client, cluster, live, scenario, runId, progress }, signal);
  return { scenario, open };
}

/** Clients for the cluster that a user named. */
export function connectTo(target: Target, signal: AbortSignal): { readonly client: Client; readonly cluster: string } {
  const { kubeConfig, name } = loadTarget(target);
  return { client: connect(kubeConfig, signal), cluster: name };
}

/** The home namespace may come into being with the run; one that stands is read after it, and counts. */
function homeOf(name: string, cluster: string): Manifest {
  return liveManifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, cluster);
}
