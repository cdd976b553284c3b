import type { KubernetesObject } from '../../model/scenario.ts';

/** Carries the id of the run that made the object. */
export const runLabel = 'flowproof.dev/run';

/** Carries the namespace that owns the object: what runs with another tool namespace left is not for this one to remove. */
export const toolNamespaceLabel = 'flowproof.dev/tool-namespace';

/** On everything that flowproof makes, of whatever run. */
export const managedLabels = { 'app.kubernetes.io/managed-by': 'flowproof' } as const;

/** Labels of an object of this run. */
export function labelsOf(runId: string): Record<string, string> {
  return { ...managedLabels, [runLabel]: runId };
}

/**
 * The namespace from which everything of a run hangs, so that its deletion removes all; a cluster-scoped owner may own
 * objects of any namespace.
 */
export interface Owner {
  readonly runId: string;
  readonly namespace: string;
  readonly uid: string;
}

/** Labels that only flowproof sets. */
export function ownLabels({ runId, namespace }: Pick<Owner, 'runId' | 'namespace'>): Record<string, string> {
  return { [runLabel]: runId, [toolNamespaceLabel]: namespace };
}

/**
 * The object, labelled with its run and hanging from the run's namespace, which is also its controller: a ReplicaSet, a
 * StatefulSet or a Job adopts pods with the right labels that have none.
 */
export function owned<T extends KubernetesObject>(object: T, { runId, namespace, uid }: Owner): T {
  const owner = { apiVersion: 'v1', kind: 'Namespace', name: namespace, uid, controller: true };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      // What the object says of itself counts: a policy may select by it.
      labels: { ...managedLabels, ...object.metadata.labels, ...ownLabels({ runId, namespace }) },
      ownerReferences: [owner],
    },
  };
}
