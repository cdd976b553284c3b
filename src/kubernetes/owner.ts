import type { KubernetesObject } from '../model/scenario.ts';

/** What a person would name to speak of some pods. */
export interface Owner {
  /** Lower case, as in `deployment/task-api`. */
  readonly kind: string;
  readonly name: string;
}

interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
}

/**
 * What looks after the pods of an object: itself, or for a pod that was read from a cluster its controller. A Deployment
 * looks after its pods by ReplicaSets that have its name and a hash, which the pods have as a label (Kubernetes,
 * Deployments, "Pod-template-hash label").
 */
export function ownerOf({ kind, metadata }: KubernetesObject): Owner {
  const { ownerReferences = [] } = metadata as { readonly ownerReferences?: readonly OwnerReference[] };
  const controller = ownerReferences.find((one) => one.controller === true);
  if (kind !== 'Pod' || !controller || places.has(controller.kind))
    return { kind: kind.toLowerCase(), name: metadata.name };
  const hash = metadata.labels?.['pod-template-hash'];
  return controller.kind === 'ReplicaSet' && hash && controller.name.endsWith(`-${hash}`)
    ? { kind: 'deployment', name: controller.name.slice(0, -hash.length - 1) }
    : { kind: controller.kind.toLowerCase(), name: controller.name };
}

/** A node looks after its static pods, and a namespace may be an owner: what they have is no more alike than other pods. */
const places: ReadonlySet<string> = new Set(['Node', 'Namespace']);
