import type { V1Pod } from '@kubernetes/client-node';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { isReady } from '../cluster/read-facts.ts';
import type { Progress } from '../environment.ts';
import { pause } from '../pause.ts';
import { versionsOf, watchForStall } from '../standstill.ts';
import { diagnose } from './diagnosis.ts';
import { explainKindFailure } from './kind-failure.ts';
import type { Readiness } from './readiness.ts';
import { findPodProblems, isPullFailure, type PodProblem } from './pod-problem.ts';

const POLL_MS = 500;
/** Nothing of a pod changes while its image is pulled. */
const UNCHANGED_MS = 300_000;
/** A registry that stumbles once recovers within the first two back-offs of the kubelet, 10 and 20 s. */
const PULL_PATIENCE_MS = 30_000;

/** Something to wait for. */
export interface Wait {
  /** As the progress shows it: "Calico on 3 nodes". */
  readonly title: string;
  readonly check: () => Promise<Readiness>;
}

/**
 * Waits until all of something is ready.
 *
 * @throws {@link EnvironmentError} when nothing changes any more, with what is known about the causes, or as soon as it is
 *   clear that an image cannot be pulled.
 */
export async function awaitReady({ title, check }: Wait, client: Client, progress: Progress): Promise<void> {
  progress.step(title);
  const stalled = watchForStall({ unchangedMs: UNCHANGED_MS });
  let pullsFailSince: number | undefined;
  for (;;) {
    const { ready, wanted } = await check();
    if (ready >= wanted) return;
    progress.detail(`${ready} of ${wanted} ready`);
    const now = performance.now();
    const pods = await listPods(client);
    const failedPull = findPodProblems(pods).find(isPullFailure);
    pullsFailSince = failedPull && (pullsFailSince ?? now);
    if (failedPull && now - (pullsFailSince ?? now) > PULL_PATIENCE_MS) throw unpullable(failedPull);
    const reason = stalled(`${ready} ${versionsOf(pods.filter((pod) => !isReady(pod)))}`);
    if (reason !== undefined) throw await overdue(`${title}: ${ready} of ${wanted} ready, and ${reason}`, client);
    await pause(POLL_MS, client.signal);
  }
}

async function listPods(client: Client): Promise<readonly V1Pod[]> {
  return (await client.call(async () => await client.core.listNamespacedPod({ namespace: 'kube-system' }))).items;
}

function unpullable({ pod, image, message }: PodProblem): EnvironmentError {
  return new EnvironmentError(
    `The nodes cannot pull the image ${image}, which ${pod} needs: ${message ?? 'no reason given'}`,
    `Where there is a network, "docker save --output images.tar ${image}"; then add --image-archive images.tar.`,
  );
}

async function overdue(what: string, client: Client): Promise<EnvironmentError> {
  const findings = await diagnose(client);
  const hint =
    explainKindFailure(findings)?.hint ??
    'Correct what the lines above name, then run again, with --fresh to start from nothing.';
  return new EnvironmentError(findings === '' ? `${what}.` : `${what}.\n${findings}`, hint);
}
