import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { isReady } from '../cluster/read-facts.ts';

/** Why a pod is not ready. */
export interface PodProblem {
  readonly pod: string;
  /** The container that is at fault, where one is. */
  readonly container?: string;
  readonly image?: string;
  /** Kubernetes' own word: `ImagePullBackOff`, `CrashLoopBackOff`, `Unschedulable`. */
  readonly reason: string;
  readonly message?: string;
}

/** What keeps these pods from being ready, one entry per pod that is not. Pods that ran to their end are well. */
export function findPodProblems(pods: readonly V1Pod[]): readonly PodProblem[] {
  return pods.filter((pod) => pod.status?.phase !== 'Succeeded' && !isReady(pod)).map(problemOf);
}

/** Whether an image that cannot be pulled is the cause. */
export function isPullFailure({ reason }: PodProblem): boolean {
  return ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'].includes(reason);
}

function problemOf({ metadata, status }: V1Pod): PodProblem {
  const pod = metadata?.name ?? '';
  // In the order in which they start: the first that is stuck holds up the others.
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  for (const container of containers) {
    const state = stuckState(container);
    if (state) return { pod, container: container.name, image: container.image, ...state };
  }
  const unmet = (status?.conditions ?? []).find((condition) => condition.status === 'False' && condition.message);
  return {
    pod,
    reason: unmet?.reason ?? status?.reason ?? status?.phase ?? 'Unknown',
    ...(unmet?.message !== undefined && { message: unmet.message }),
  };
}

function stuckState({ state, lastState }: V1ContainerStatus): Pick<PodProblem, 'reason' | 'message'> | undefined {
  const { waiting, terminated } = state ?? {};
  if (waiting?.reason !== undefined && !['PodInitializing', 'ContainerCreating'].includes(waiting.reason)) {
    return { reason: waiting.reason, ...(waiting.message !== undefined && { message: waiting.message }) };
  }
  const failed = terminated ?? lastState?.terminated;
  if (failed === undefined || failed.exitCode === 0) return undefined;
  return { reason: failed.reason ?? 'Error', message: failed.message ?? `exit code ${failed.exitCode}` };
}
