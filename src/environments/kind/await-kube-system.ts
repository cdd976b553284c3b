import { EnvironmentError } from '../../model/errors.ts';
import type { Progress } from '../environment.ts';
import { pause } from '../pause.ts';
import type { Api } from './api.ts';
import { diagnose } from './diagnosis.ts';
import { explainKindFailure } from './kind-failure.ts';
import type { Readiness } from './readiness.ts';
import { findPodProblems, isPullFailure, type PodProblem } from './pod-problem.ts';

const POLL_MS = 500;
/** A registry that stumbles once recovers within the first two back-offs of the kubelet, 10 and 20 s. */
const PULL_PATIENCE_MS = 30_000;

/** Something to wait for. */
export interface Wait {
  /** As the progress shows it: "Calico on 3 nodes". */
  readonly title: string;
  readonly limitMs: number;
  readonly check: () => Promise<Readiness>;
}

/**
 * Waits until all of something is ready.
 *
 * @throws {@link EnvironmentError} when the time is up, with what is known about the causes, or as soon as it is clear
 *   that an image cannot be pulled.
 */
export async function awaitReady(
  { title, limitMs, check }: Wait,
  { api, progress, signal }: { api: Api; progress: Progress; signal: AbortSignal },
): Promise<void> {
  progress.step(title);
  const start = performance.now();
  let pullsFailSince: number | undefined;
  for (;;) {
    const { ready, wanted } = await check();
    if (ready >= wanted) return;
    progress.detail(`${ready} of ${wanted} ready`);
    const now = performance.now();
    const failedPull = await findFailedPull(api);
    pullsFailSince = failedPull && (pullsFailSince ?? now);
    if (failedPull && now - (pullsFailSince ?? now) > PULL_PATIENCE_MS) throw unpullable(failedPull);
    if (now - start > limitMs)
      throw await overdue(`${title}: ${ready} of ${wanted} ready after ${limitMs / 1000} s`, api);
    await pause(POLL_MS, signal);
  }
}

async function findFailedPull(api: Api): Promise<PodProblem | undefined> {
  const { items } = await api.call(async () => await api.core.listNamespacedPod({ namespace: 'kube-system' }));
  return findPodProblems(items).find(isPullFailure);
}

function unpullable({ pod, image, message }: PodProblem): EnvironmentError {
  return new EnvironmentError(
    `The nodes cannot pull the image ${image}, which ${pod} needs: ${message ?? 'no reason given'}`,
    `Where there is a network, "docker save --output images.tar ${image}"; then add --image-archive images.tar.`,
  );
}

async function overdue(what: string, api: Api): Promise<EnvironmentError> {
  const findings = await diagnose(api);
  const hint =
    explainKindFailure(findings)?.hint ??
    'Correct what the lines above name, then run again, with --fresh to start from nothing.';
  return new EnvironmentError(findings === '' ? `${what}.` : `${what}.\n${findings}`, hint);
}
