import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import { tool, ToolError } from '../tool.ts';
import { explainKindFailure } from './kind-failure.ts';
import type { KindOptions } from './kind-options.ts';

const MINUTE_MS = 60_000;

/** Names of the clusters that kind has on this machine. */
export async function listClusters(signal: AbortSignal): Promise<readonly string[]> {
  const printed = await kind(['get', 'clusters'], { signal, timeoutMs: MINUTE_MS });
  return printed.split('\n').filter((line) => line !== '');
}

/**
 * Creates the nodes and starts Kubernetes on them. Pods get no network: the configuration turns kind's own off.
 *
 * @throws {@link EnvironmentError} saying why, when kind fails. The nodes may be there all the same.
 */
export async function createNodes(
  { clusterName, configFile, nodeImage }: KindOptions,
  onStage: (stage: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const image = nodeImage === undefined ? [] : ['--image', nodeImage];
  const abort = abortBetween(signal, 'Preparing nodes');
  const onLine = (line: string): void => {
    // " • Preparing nodes 📦 📦 📦   ..."
    const [, stage] = /^ • ([ -~]+?) *[^ -~]/.exec(line) ?? [];
    if (stage === undefined) return;
    abort.enter(stage);
    onStage(stage);
  };
  await withPrivateKubeConfig(async (path) => {
    const args = ['create', 'cluster', '--name', clusterName, '--config', configFile, ...image, '--kubeconfig', path];
    // Most of the time is for pulling the node image, 400 MB compressed.
    await kind(args, { signal: abort.signal, timeoutMs: 15 * MINUTE_MS, onLine }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  });
}

/** Deletes the nodes of a cluster, however far its creation came. It is no error when there are none. */
export async function deleteNodes(clusterName: string, signal: AbortSignal): Promise<void> {
  await withPrivateKubeConfig(async (path) => {
    const args = ['delete', 'cluster', '--name', clusterName, '--kubeconfig', path];
    await kind(args, { signal, timeoutMs: 3 * MINUTE_MS });
  });
}

/** Reads how to reach the cluster's API server, without a trace in the user's own kubeconfig. */
export async function readKubeConfig(clusterName: string, signal: AbortSignal): Promise<KubeConfig> {
  const printed = await kind(['get', 'kubeconfig', '--name', clusterName], { signal, timeoutMs: MINUTE_MS });
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(printed);
  return kubeConfig;
}

/** Puts the images of an archive on every node of the cluster. */
export async function loadArchive(clusterName: string, path: string, signal: AbortSignal): Promise<void> {
  await kind(['load', 'image-archive', path, '--name', clusterName], { signal, timeoutMs: 10 * MINUTE_MS });
}

type KindCall = Pick<Parameters<typeof tool>[2], 'signal' | 'timeoutMs' | 'onLine'>;

async function kind(args: readonly string[], call: KindCall): Promise<string> {
  try {
    return await tool('kind', args, call);
  } catch (error) {
    const known = error instanceof ToolError ? explainKindFailure(error.output) : undefined;
    if (known === undefined) throw error;
    throw new EnvironmentError(known.message, known.hint, { cause: error });
  }
}

/** kind insists on writing a kubeconfig: it writes one that nobody reads, instead of changing the user's. */
async function withPrivateKubeConfig(action: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flowproof-kind-'));
  try {
    await action(join(folder, 'kubeconfig'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Passes the signal on, but not before a stage is over once it began: containers that docker is about to create come
 * into being even when the one who asked for them is gone, and nobody would delete them.
 */
function abortBetween(signal: AbortSignal, unbroken: string) {
  const controller = new AbortController();
  let current = '';
  const passOn = (): void => {
    if (current !== unbroken) controller.abort(signal.reason);
  };
  if (signal.aborted) passOn();
  signal.addEventListener('abort', passOn, { once: true });
  return {
    signal: controller.signal,
    enter(stage: string): void {
      current = stage;
      if (signal.aborted) passOn();
    },
  };
}
