import { EnvironmentError } from '../../model/errors.ts';
import { appliedKinds, removeLeftovers, type Scope } from '../cluster/remove-leftovers.ts';
import { connect, connectForTidying } from '../cluster/client.ts';
import { takeLease } from '../cluster/lease.ts';
import { openToolNamespace, removeToolNamespace } from './tool-namespace.ts';
import { loadKubeconfig, type Kubeconfig } from './kube-config.ts';

interface CleanOptions extends Kubeconfig {
  readonly toolNamespace: string;
  /** Where to look besides the tool namespace. @defaultValue in all namespaces, which takes the permission to list there */
  readonly namespaces?: readonly string[] | undefined;
}

/** What was removed, and what nobody looked for. */
interface Cleaned {
  readonly objects: number;
  /** Kinds that this user may not list, with the place: `Service in namespace shop`. */
  readonly unseen: readonly string[];
}

/**
 * Removes what dead runs left in an existing cluster. An account that may not list a kind has made none of it, either.
 *
 * @throws {@link ClusterBusyError} when a run that lives holds the cluster.
 * @throws {@link EnvironmentError} when this user may not look for pods there.
 */
export async function cleanExisting(options: CleanOptions, signal: AbortSignal): Promise<Cleaned> {
  const { toolNamespace, namespaces } = options;
  const client = connect(loadKubeconfig(options).kubeConfig, signal);
  const tidying = connectForTidying(client);
  await using undo = new AsyncDisposableStack();
  const owner = await openToolNamespace(client, toolNamespace, 'clean');
  undo.use(await takeLease(client, { namespace: toolNamespace, runId: 'clean' }));
  undo.defer(async () => await removeToolNamespace(tidying, owner));
  const kinds = appliedKinds.filter(([, kind]) => kind !== 'Namespace');
  const scopes: readonly Scope[] = namespaces
    ? [toolNamespace, ...namespaces].map((namespace) => ({ namespace, kinds }))
    : [{ kinds }];
  const unseen = new Set<string>();
  const onForbidden = (kind: string, namespace: string | undefined): void => {
    const where = namespace === undefined ? 'in every namespace' : `in namespace ${namespace}`;
    if (kind === 'Pod') {
      const hint = 'Name the namespaces that runs were in: flowproof clean --context NAME -n NAMESPACE ...';
      throw new EnvironmentError(`you may not list pods ${where}`, hint);
    }
    unseen.add(`${kind} ${where}`);
  };
  return { objects: await removeLeftovers(tidying, { toolNamespace, scopes, onForbidden }), unseen: [...unseen] };
}
