import type { Problem } from '../model/errors.ts';
import type { KubernetesObject, Manifest } from '../model/scenario.ts';
import { readYaml, type YamlDocument, type YamlText } from './yaml.ts';

interface Parsed {
  readonly manifests: Manifest[];
  readonly problems: Problem[];
}

/** Reads the Kubernetes objects of one manifest file; lists are taken apart. Empty documents are left out. */
export function parseManifests(text: string, file: string): Parsed {
  return manifestsIn(readYaml(text, file, 'manifest'));
}

/** The same of a text that was read already. */
export function manifestsIn({ documents, problems: unread }: YamlText): Parsed {
  const manifests: Manifest[] = [];
  const problems = [...unread];
  for (const document of documents) {
    if (document.value === null) continue;
    for (const [path, value] of objectsIn(document)) {
      const problem = problemOf(value);
      if (problem === undefined) {
        manifests.push({
          object: named(value as KubernetesObject),
          position: document.at(path),
          at: (inner) => document.at([...path, ...inner]),
        });
      } else problems.push({ position: document.at(path), text: problem });
    }
  }
  return { manifests, problems };
}

function objectsIn({ value }: YamlDocument): [path: (string | number)[], value: unknown][] {
  const { apiVersion, kind, items, metadata } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (typeof kind !== 'string' || !kind.endsWith('List')) return [[[], value]];
  // A list has no name; another kind may be called so, too.
  if (items == null && (metadata as Partial<KubernetesObject['metadata']> | null | undefined)?.name === undefined)
    return [];
  if (!Array.isArray(items)) return [[[], value]];
  // The items of a typed list need not say what they are: the list does.
  const type = kind === 'List' ? {} : { apiVersion, kind: kind.replace(/List$/, '') };
  return items.map((item: unknown, index) => [['items', index], { ...type, ...(item as object) }]);
}

/** An object that is to get a name from the API server has one here, too. */
function named(object: KubernetesObject): KubernetesObject {
  const { name, generateName } = object.metadata as { readonly name?: string; readonly generateName?: string };
  const isLeft = (name ?? '') === '' && generateName != null;
  return isLeft ? { ...object, metadata: { ...object.metadata, name: `${generateName}x` } } : object;
}

function problemOf(value: unknown): string | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Record<keyof KubernetesObject, unknown>>;
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : 'kustomize.config.k8s.io';
  if (kind === 'Kustomization' && group === 'kustomize.config.k8s.io')
    return 'this is a kustomization; render it: kubectl kustomize FOLDER | flowproof lint -';
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return 'this is no Kubernetes object: apiVersion or kind is missing';
  }
  const { name, generateName, namespace } = (metadata ?? {}) as Partial<Record<string, unknown>>;
  if ((name ?? generateName) == null)
    return kind.endsWith('List') ? 'items is no list' : `${kind} has no metadata.name`;
  if (typeof (name ?? generateName) !== 'string') return notText('metadata.name', name ?? generateName);
  return namespace == null || typeof namespace === 'string' ? undefined : notText('metadata.namespace', namespace);
}

function notText(path: string, value: unknown): string {
  const fix = typeof value === 'object' ? '' : ': put it into quotes';
  return `${path} is ${JSON.stringify(value)}, and has to be a text${fix}`;
}
