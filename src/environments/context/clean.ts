import { ApiException } from '@kubernetes/client-node';
import { EnvironmentError } from '../../errors.ts';
import { appliedKinds, clean, type Scope } from '../cluster/clean.ts';
import { connectUnaborted } from '../cluster/client.ts';
import { takeLease } from '../cluster/lease.ts';
import { openHome, removeHome } from './home.ts';
import { loadTarget, type Target } from './kube-config.ts';

interface CleanOptions extends Target {
  readonly home: string;
  /** Where to look besides the home. @defaultValue in all namespaces, which takes the permission to list there */
  readonly namespaces?: readonly string[] | undefined;
}

/**
 * Removes what dead runs left in an existing cluster; resolves to the number of objects.
 *
 * @throws {@link ClusterBusyError} when a run that lives holds the cluster.
 * @throws {@link EnvironmentError} when this user may not look everywhere.
 */
export async function cleanContext(options: CleanOptions, signal: AbortSignal): Promise<number> {
  const { home, namespaces } = options;
  const client = connectUnaborted(loadTarget(options).kubeConfig);
  await using undo = new AsyncDisposableStack();
  const owner = await openHome(client, home, 'clean', signal);
  undo.use(await takeLease(client, { namespace: home, runId: 'clean' }, signal));
  undo.defer(async () => await removeHome(client, owner));
  const kinds = appliedKinds.filter(([, kind]) => kind !== 'Namespace');
  const scopes: readonly Scope[] = namespaces
    ? [home, ...namespaces].map((namespace) => ({ namespace, kinds }))
    : [{ kinds }];
  try {
    return await clean(client, { home, scopes });
  } catch (cause) {
    if (!(cause instanceof ApiException) || cause.code !== 403) throw cause;
    throw new EnvironmentError(
      'you may not list what runs left in every namespace',
      'Name the namespaces that they were in: flowproof clean --context NAME -n NAMESPACE ...',
      { cause },
    );
  }
}
