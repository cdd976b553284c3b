import { removeLeftovers } from '../cluster/remove-leftovers.ts';
import { connect, connectForTidying } from '../cluster/client.ts';
import { kindLeaseNamespace, takeLease } from '../cluster/lease.ts';
import { clusterExists } from './kind-cluster.ts';
import { inspectEngine } from './engine.ts';
import { removeOutsides } from './outside.ts';
import { readKubeConfig } from './program.ts';

/**
 * Removes what dead runs left in a kind cluster and beside it; resolves to the number of objects. A cluster that does
 * not exist holds nothing.
 *
 * @throws {@link ClusterBusyError} when a run that lives holds the cluster.
 */
export async function cleanKind(name: string, signal: AbortSignal): Promise<number> {
  const { engine } = await inspectEngine(signal);
  if (!(await clusterExists(name, signal))) return await removeOutsides(engine);
  const client = connect(await readKubeConfig(name, signal), signal);
  await using held = new AsyncDisposableStack();
  held.use(await takeLease(client, { namespace: kindLeaseNamespace, runId: 'clean' }));
  const [objects, containers] = await Promise.all([
    removeLeftovers(connectForTidying(client), {}),
    removeOutsides(engine),
  ]);
  return objects + containers;
}
