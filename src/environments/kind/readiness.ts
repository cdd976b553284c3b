import type { V1DaemonSet, V1Deployment, V1Node } from '@kubernetes/client-node';

/** How many of something are ready. */
export interface Readiness {
  readonly ready: number;
  /** At least 1; what is not known yet counts as one that is not ready. */
  readonly wanted: number;
}

/** Counts pods; those of an older generation do not count. */
export function daemonSetReadiness({ metadata, status }: V1DaemonSet): Readiness {
  const isObserved = status?.observedGeneration === metadata?.generation;
  const ready = Math.min(status?.numberReady ?? 0, status?.updatedNumberScheduled ?? 0);
  return { ready: isObserved ? ready : 0, wanted: Math.max(1, status?.desiredNumberScheduled ?? 1) };
}

/** Counts pods; those of an older generation do not count. */
export function deploymentReadiness({ metadata, spec, status }: V1Deployment): Readiness {
  const isObserved = status?.observedGeneration === metadata?.generation;
  const ready = Math.min(status?.availableReplicas ?? 0, status?.updatedReplicas ?? 0);
  return { ready: isObserved ? ready : 0, wanted: Math.max(1, spec?.replicas ?? 1) };
}

/** Counts nodes with the condition Ready. */
export function nodeReadiness(nodes: readonly V1Node[]): Readiness {
  return { ready: nodes.filter(isReady).length, wanted: Math.max(1, nodes.length) };
}

function isReady({ status }: V1Node): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}
