import { randomBytes } from 'node:crypto';
import { openContext } from './environments/context/environment.ts';
import { readLive, type LiveObjects } from './environments/context/live.ts';
import { readOverview } from './environments/context/overview.ts';
import type { Progress } from './environments/environment.ts';
import { connectTo, type ExistingOptions } from './existing.ts';
import type { LiveCluster } from './probe.ts';

/**
 * The cluster that a user named, for probing without a scenario.
 *
 * @throws {@link UsageError} for a context that does not exist.
 */
export function liveCluster(
  options: Omit<ExistingOptions, 'apply'>,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): LiveCluster {
  const { client, cluster } = connectTo(options, signal);
  const runId = randomBytes(4).toString('hex');
  let live: LiveObjects = { manifests: [], unseen: [] };
  return {
    runId,
    home: options.home,
    overview: async () => await readOverview(client, cluster, signal),
    read: async (namespaces) => {
      live = await readLive(client, cluster, namespaces, signal);
      return live.manifests;
    },
    // What is observed needs no proof that policies are enforced: where they are not, it shows.
    open: async (scenario) =>
      await openContext({ ...options, client, cluster, live, scenario, runId, canaries: false, progress }, signal),
  };
}
