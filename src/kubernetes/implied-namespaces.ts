import type { Manifest } from '../model/scenario.ts';

/** The namespaces that manifests are for, of which no more is known than the name: one for each object in a namespace. */
export function impliedNamespaces(manifests: readonly Manifest[]): Manifest[] {
  return manifests.flatMap((manifest) => {
    const name = manifest.object.metadata.namespace;
    return name ? [{ ...manifest, object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } }] : [];
  });
}
