import type { KubeConfig } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import { writeFrames } from '../../../probe/worker-frames.ts';
import { retryTransient } from '../retry.ts';
import { exec } from '../exec.ts';
import type { WorkerPlan } from './worker-plan.ts';

/** Batches at a time: what a pod with 384 MiB can hold connections for. */
export const workerConcurrency = 25;

interface Output {
  /** Takes a line of a result. */
  readonly print: (line: string) => void;
  /** Takes a sentence about a batch that could not be run. */
  readonly warn: (text: string) => void;
}

/** Runs the batches of a plan from inside of the cluster, and prints what came out of each as soon as it is there. */
export async function work(
  kubeConfig: KubeConfig,
  { nonce, requests }: WorkerPlan,
  { print, warn }: Output,
  signal: AbortSignal,
): Promise<void> {
  const limit = pLimit(workerConcurrency);
  await limit.map(requests, async ({ request, ...containerRef }) => {
    try {
      const { stdout } = await retryTransient(async () => await exec({ kubeConfig, signal }, containerRef), signal);
      for (const line of writeFrames(stdout, { nonce, request })) print(line);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Error)) throw error;
      // Without a line of its own it is lost, and the machine that started the run tries it once more.
      warn(`${containerRef.namespace}/${containerRef.pod} could not be used: ${error.message}`);
    }
  });
}
