import type { KubernetesObject } from '../core/model.ts';

/** Carries the id of the run that made the object. */
export const runLabel = 'flowproof.dev/run';

/** On everything that flowproof makes, of whatever run. */
export const managedLabels = { 'app.kubernetes.io/managed-by': 'flowproof' } as const;

/** Labels of an object of this run. */
export function labelsOf(runId: string): Record<string, string> {
  return { ...managedLabels, [runLabel]: runId };
}

/** The namespace that owns a run: everything else hangs from it, so that its deletion removes all. */
export function runNamespace(runId: string): string {
  return `flowproof-${runId}`;
}

/** A reference to the run's namespace; a cluster-scoped owner may own objects of any namespace. */
export interface Owner {
  readonly runId: string;
  readonly uid: string;
}

/** The object, labelled with its run and hanging from the run's namespace. */
export function owned<T extends KubernetesObject>(object: T, { runId, uid }: Owner): T {
  const owner = { apiVersion: 'v1', kind: 'Namespace', name: runNamespace(runId), uid };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...object.metadata.labels, ...labelsOf(runId) },
      ownerReferences: [owner],
    },
  };
}
