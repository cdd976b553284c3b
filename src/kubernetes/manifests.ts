import type { Problem } from '../model/errors.ts';
import type { KubernetesObject, Manifest } from '../model/scenario.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

/** Reads the Kubernetes objects of one manifest file; `List`s are taken apart. Empty documents are left out. */
export function parseManifests(text: string, file: string): { manifests: Manifest[]; problems: Problem[] } {
  const { documents, problems } = readYaml(text, file);
  const manifests: Manifest[] = [];
  for (const document of documents) {
    if (document.value === null) continue;
    for (const [path, value] of objectsIn(document)) {
      const problem = problemOf(value);
      if (problem === undefined) {
        manifests.push({
          object: value as KubernetesObject,
          position: document.at(path),
          at: (inner) => document.at([...path, ...inner]),
        });
      } else problems.push({ position: document.at(path), text: problem });
    }
  }
  return { manifests, problems };
}

function objectsIn({ value }: YamlDocument): [path: (string | number)[], value: unknown][] {
  const { kind, items } = (value ?? {}) as { kind?: unknown; items?: unknown };
  if (kind !== 'List' || !Array.isArray(items)) return [[[], value]];
  return items.map((item, index) => [['items', index], item]);
}

function problemOf(value: unknown): string | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<KubernetesObject>;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return 'this is no Kubernetes object: apiVersion or kind is missing';
  }
  if (typeof metadata?.name !== 'string') return `${kind} has no metadata.name`;
  return undefined;
}
