import type { KubernetesObject, Manifest, Position } from '../model/scenario.ts';
import { isWorkload } from './workload.ts';

/**
 * An object of a cluster as a manifest, so that scenarios, simulation and reports treat both alike. Its place is what a
 * person needs to find it: the cluster, the object and the field.
 */
export function liveManifest(object: KubernetesObject, cluster: string): Manifest {
  const { kind, metadata } = object;
  const name = [metadata.namespace ?? [], metadata.name].flat().join('/');
  const file = `${kind} ${name} of cluster ${cluster}`;
  const at = (path: readonly PropertyKey[]): Position => ({
    file: [file, fieldLabel(path)].flat().join(', '),
    line: 0,
    column: 0,
  });
  return { object, position: at([]), at };
}

/** A field as kubectl writes it: `spec.egress[0].ports[1]`. */
function fieldLabel(path: readonly PropertyKey[]): string[] {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? [] : [text.replace(/^\./, '')];
}

/** Live objects with the pods alone, without what made them: pods have labels and addresses of their own. */
export function asPods(standing: readonly Manifest[]): Manifest[] {
  return standing.filter(({ object }) => object.kind === 'Pod' || !isWorkload(object));
}

/** Whether another object made this one and looks after it: a ReplicaSet its pods, a Deployment its ReplicaSets. */
export function isControlled({ metadata }: KubernetesObject): boolean {
  const { ownerReferences = [] } = metadata as {
    readonly ownerReferences?: readonly { readonly controller?: boolean }[];
  };
  return ownerReferences.some(({ controller }) => controller === true);
}
