import type { KubeConfig } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { connect, type Client } from '../cluster/client.ts';
import { installedCalico } from './calico.ts';
import { findDifferences, type FoundCluster, type WantedCluster } from './wanted-cluster.ts';
import { readKubeConfig } from './program.ts';
import { nodeReadiness } from './readiness.ts';

/**
 * Resolves to the way to a cluster that exists, once it is seen to be what is wanted, or to be on the way there.
 *
 * @throws {@link EnvironmentError} when it does not answer, or is something else.
 */
export async function reachCluster(name: string, wanted: WantedCluster, signal: AbortSignal): Promise<KubeConfig> {
  const { kubeConfig, found } = await inspect(name, signal);
  const differences = findDifferences(wanted, found);
  if (differences.length === 0) return kubeConfig;
  throw new EnvironmentError(
    `The cluster "${name}" exists, but is not what was asked for: ${differences.join('; ')}.`,
    'Add --fresh to delete it and create it anew, or choose another cluster name.',
  );
}

async function inspect(name: string, signal: AbortSignal): Promise<{ kubeConfig: KubeConfig; found: FoundCluster }> {
  try {
    const kubeConfig = await readKubeConfig(name, signal);
    return { kubeConfig, found: await find(connect(kubeConfig, signal)) };
  } catch (cause) {
    if (!(cause instanceof EnvironmentError)) throw cause;
    throw new EnvironmentError(
      `The cluster "${name}" exists, but does not answer: its nodes are stopped, or its creation was cut short.\n${cause.message}`,
      'Start its nodes, or add --fresh to delete it and create it anew.',
      { cause },
    );
  }
}

async function find(client: Client): Promise<FoundCluster> {
  const { gitVersion } = await client.call(async () => await client.version.getCode());
  const { items: nodes } = await client.call(async () => await client.core.listNode());
  return {
    nodeCount: nodes.length,
    readyNodeCount: nodes.length === 0 ? 0 : nodeReadiness(nodes).ready,
    kubernetesVersion: gitVersion,
    calicoVersion: await installedCalico(client),
  };
}
