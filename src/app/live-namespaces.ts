import { checkPermissions } from '../environments/existing/permissions.ts';
import type { Kubeconfig } from '../environments/existing/kube-config.ts';
import { readLive, type LiveObjects } from '../environments/existing/read-live.ts';
import type { Progress } from '../environments/environment.ts';
import { UsageError } from '../model/errors.ts';
import { lookRules } from '../rbac/namespace-rules.ts';
import { connectTo } from './existing.ts';

/**
 * Reads what stands in some namespaces of a cluster, and creates nothing.
 *
 * @throws {@link UsageError} for a context or a namespace that does not exist.
 * @throws {@link PermissionError} for what may not be read.
 */
export async function readLiveNamespaces(
  namespaces: readonly string[],
  options: Kubeconfig,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<LiveObjects> {
  const { client, cluster } = connectTo(options, signal);
  progress.step(`Reading what stands in ${cluster}`);
  await checkPermissions(client, namespaces.flatMap(lookRules));
  const live = await readLive(client, cluster, namespaces);
  const there = live.manifests
    .filter(({ object }) => object.kind === 'Namespace')
    .map(({ object }) => object.metadata.name);
  const missing = namespaces.find((namespace) => !there.includes(namespace));
  if (missing === undefined) return live;
  throw new UsageError(`there is no namespace "${missing}" in ${cluster}`, 'List them with: kubectl get namespaces');
}
