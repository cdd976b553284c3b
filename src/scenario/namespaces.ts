import { isKnown } from '../kubernetes/object-schema.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import type { Problem } from '../model/errors.ts';
import type { Manifest } from '../model/scenario.ts';

/** Namespaces that every cluster has, so that no manifest need create them. */
export const systemNamespaces: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** The namespaces that stand once the manifests are applied: those that every cluster has, too. */
export function namespacesAmong(manifests: readonly Manifest[]): string[] {
  const created = manifests.filter(({ object }) => object.kind === 'Namespace');
  return [...new Set([...created.map(({ object }) => object.metadata.name), ...systemNamespaces])];
}

/** Says that a namespace does not exist, and which was probably meant. */
export function noNamespace(namespace: string, namespaces: readonly string[], origin: 'manifests' | 'cluster'): string {
  const lack = origin === 'cluster' ? 'the cluster has no' : 'no manifest creates';
  return `${lack} namespace "${namespace}"${didYouMean(namespace, namespaces)}`;
}

/** Objects in namespaces that nobody creates, and which the API server refuses therefore. */
export function homelessAmong(added: readonly Manifest[], standing: readonly Manifest[]): Problem[] {
  const namespaces = namespacesAmong([...standing, ...added]);
  const origin = standing.length > 0 ? 'cluster' : 'manifests';
  return added
    .filter(({ object }) => isKnown(object) && object.kind !== 'Namespace' && !namespaces.includes(namespaceOf(object)))
    .map(({ object, at }) => ({
      position: at(['metadata', 'namespace']),
      text: `${object.kind} ${object.metadata.name}: ${noNamespace(namespaceOf(object), namespaces, origin)}`,
    }));
}
