import { ApiException, type KubernetesObject, type V1DaemonSet } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import { EnvironmentError } from '../../model/errors.ts';
import type { Progress } from '../environment.ts';
import { settleAll } from '../settle-all.ts';
import type { Client } from '../cluster/client.ts';
import type { CalicoManifest } from './calico-manifest.ts';
import { daemonSetReadiness, deploymentReadiness, nodeReadiness } from './readiness.ts';
import { awaitReady, type Wait } from './await-kube-system.ts';

const NAMESPACE = 'kube-system';
const DAEMON_SET = 'calico-node';

/** The version of the Calico that is installed completely, or undefined. */
export async function installedCalico(client: Client): Promise<string | undefined> {
  const found = await client.find(async () => await readDaemonSet(client));
  const containers = found?.spec?.template.spec?.containers ?? [];
  return found && tagOf(containers.find(({ name }) => name === DAEMON_SET)?.image ?? '');
}

async function readDaemonSet({ apps }: Client): Promise<V1DaemonSet> {
  return await apps.readNamespacedDaemonSet({ namespace: NAMESPACE, name: DAEMON_SET });
}

/**
 * Applies the manifest. The DaemonSet comes last: where it is, all the rest is, however the installation ended.
 *
 * @throws {@link EnvironmentError} when the API server refuses an object.
 */
export async function installCalico(client: Client, { objects }: CalicoManifest): Promise<void> {
  const limit = pLimit(6);
  for (const stage of inOrder(objects)) {
    await settleAll(stage.map(async (object) => await limit(async () => await apply(client, object))));
  }
}

/** Waits until pods have a network: Calico, then all that could not start before it. */
export async function awaitCalico(client: Client, progress: Progress): Promise<void> {
  const readNodes = async () => (await client.call(async () => await client.core.listNode())).items;
  const { length: count } = await readNodes();
  const waits: Wait[] = [
    {
      title: `Calico on ${count} nodes`,
      check: async () => daemonSetReadiness(await client.call(async () => await readDaemonSet(client))),
    },
    { title: 'Nodes', check: async () => nodeReadiness(await readNodes()) },
    ...[['Calico controllers', 'calico-kube-controllers'] as const, ['Cluster DNS', 'coredns'] as const].map(
      ([title, name]): Wait => ({
        title,
        check: async () =>
          deploymentReadiness(
            await client.call(async () => await client.apps.readNamespacedDeployment({ namespace: NAMESPACE, name })),
          ),
      }),
    ),
  ];
  for (const wait of waits) await awaitReady(wait, client, progress);
}

function inOrder(objects: readonly KubernetesObject[]): readonly (readonly KubernetesObject[])[] {
  const stageOf = ({ kind = '' }: KubernetesObject): number => {
    if (kind === 'Namespace' || kind === 'CustomResourceDefinition') return 0;
    return kind === 'DaemonSet' ? 2 : 1;
  };
  return [0, 1, 2].map((stage) => objects.filter((object) => stageOf(object) === stage));
}

async function apply(client: Client, object: KubernetesObject): Promise<void> {
  try {
    await client.apply(object);
  } catch (cause) {
    if (!(cause instanceof ApiException)) throw cause;
    const message = `The API server refuses ${object.kind} ${object.metadata?.name} of Calico: ${cause.message}`;
    throw new EnvironmentError(message, 'Use a Calico manifest made for this version of Kubernetes.', { cause });
  }
}

function tagOf(image: string): string {
  const [, tag = 'unknown'] = /:([\w.-]+)(?:@|$)/.exec(image) ?? [];
  return tag;
}
