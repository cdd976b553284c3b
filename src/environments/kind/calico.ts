import { ApiException, type KubernetesObject } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import { EnvironmentError } from '../../model/errors.ts';
import type { Progress } from '../environment.ts';
import { settleAll } from '../settle-all.ts';
import type { Api } from './api.ts';
import type { CalicoManifest } from './calico-manifest.ts';
import { daemonSetReadiness, deploymentReadiness, nodeReadiness } from './readiness.ts';
import { awaitReady } from './await-kube-system.ts';

const NAMESPACE = 'kube-system';
const DAEMON_SET = 'calico-node';
/** Its images may have to be pulled first. */
const LIMIT_MS = 300_000;

/** The version of the Calico that is installed completely, or undefined. */
export async function installedCalico(api: Api): Promise<string | undefined> {
  try {
    const daemonSet = await api.call(
      async () => await api.apps.readNamespacedDaemonSet({ namespace: NAMESPACE, name: DAEMON_SET }),
    );
    const containers = daemonSet.spec?.template.spec?.containers ?? [];
    return tagOf(containers.find(({ name }) => name === DAEMON_SET)?.image ?? '');
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return undefined;
    throw error;
  }
}

/**
 * Applies the manifest. The DaemonSet comes last: where it is, all the rest is, however the installation ended.
 *
 * @throws {@link EnvironmentError} when the API server refuses an object.
 */
export async function installCalico(api: Api, { objects }: CalicoManifest): Promise<void> {
  const limit = pLimit(6);
  for (const stage of inOrder(objects)) {
    await settleAll(stage.map(async (object) => await limit(async () => await apply(api, object))));
  }
}

/** Waits until pods have a network: Calico, then all that could not start before it. */
export async function awaitCalico(api: Api, progress: Progress, signal: AbortSignal): Promise<void> {
  const tools = { api, progress, signal };
  const { items } = await api.call(async () => await api.core.listNode());
  await awaitReady(
    {
      title: `Calico on ${items.length} nodes`,
      limitMs: LIMIT_MS,
      check: async () =>
        daemonSetReadiness(
          await api.call(
            async () => await api.apps.readNamespacedDaemonSet({ namespace: NAMESPACE, name: DAEMON_SET }),
          ),
        ),
    },
    tools,
  );
  await awaitReady(
    {
      title: 'Nodes',
      limitMs: LIMIT_MS,
      check: async () => nodeReadiness((await api.call(async () => await api.core.listNode())).items),
    },
    tools,
  );
  for (const [title, name] of [
    ['Calico controllers', 'calico-kube-controllers'],
    ['Cluster DNS', 'coredns'],
  ] as const) {
    const check = async () =>
      deploymentReadiness(
        await api.call(async () => await api.apps.readNamespacedDeployment({ namespace: NAMESPACE, name })),
      );
    await awaitReady({ title, limitMs: LIMIT_MS, check }, tools);
  }
}

function inOrder(objects: readonly KubernetesObject[]): readonly (readonly KubernetesObject[])[] {
  const stageOf = ({ kind = '' }: KubernetesObject): number => {
    if (kind === 'Namespace' || kind === 'CustomResourceDefinition') return 0;
    return kind === 'DaemonSet' ? 2 : 1;
  };
  return [0, 1, 2].map((stage) => objects.filter((object) => stageOf(object) === stage));
}

async function apply(api: Api, object: KubernetesObject): Promise<void> {
  try {
    await api.apply(object);
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
