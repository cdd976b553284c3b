import { didYouMean } from '../model/did-you-mean.ts';
import type { Problem } from '../model/errors.ts';
import type { Cell, Endpoint, Expectation, Position } from '../model/scenario.ts';
import type { YamlDocument } from '../kubernetes/yaml.ts';
import type { StageEntry } from './schema.ts';

/** What holds for cells that no entry of `flows` selects. */
export interface Fallback {
  readonly expect: Expectation;
  readonly position: Position;
  covers(cell: Cell): boolean;
}

type Path = readonly (string | number)[];

/** A part of a scenario file that can say what is expected of all that it does not name: a stage, or the whole. */
export type Level = readonly [said: Pick<StageEntry, 'protect' | 'otherwise'>, path: Path];

/**
 * The fallbacks of a stage, strongest first: `protect`, then `otherwise`, each as the first of the levels has it that says it.
 */
export function readFallbacks(
  levels: readonly Level[],
  endpoints: readonly Endpoint[],
  { at }: Pick<YamlDocument, 'at'>,
): { fallbacks: Fallback[]; problems: Problem[] } {
  const fallbacks: Fallback[] = [];
  const problems: Problem[] = [];
  const [protect, protectPath] = firstThatSays('protect', levels);
  if (protect) {
    const path = [...protectPath, 'protect'];
    const protectedNames = new Set<string>();
    for (const [index, name] of protect.entries()) {
      const meant = endpoints.filter((endpoint) => isProtectedBy([name], endpoint));
      for (const endpoint of meant) protectedNames.add(endpoint.name);
      if (meant.length === 0) problems.push({ position: at([...path, index]), text: nothingCalled(name, endpoints) });
    }
    const covers = ({ from, to }: Cell): boolean => protectedNames.has(from) || protectedNames.has(to);
    fallbacks.push({ expect: 'blocked', position: at(path), covers });
  }
  const [otherwise, otherwisePath] = firstThatSays('otherwise', levels);
  if (otherwise)
    fallbacks.push({ expect: otherwise, position: at([...otherwisePath, 'otherwise']), covers: () => true });
  return { fallbacks, problems };
}

function firstThatSays<K extends keyof Level[0]>(key: K, levels: readonly Level[]): [Level[0][K], Path] {
  const [said, path] = levels.find(([level]) => level[key] !== undefined) ?? [];
  return [said?.[key], path ?? []];
}

/** Whether a list of names and namespaces, as `protect` has them, means an endpoint. */
export function isProtectedBy(protect: readonly string[], endpoint: Endpoint): boolean {
  return namesOf(endpoint).some((name) => protect.includes(name));
}

/** What `protect` can call an endpoint by. One and a namespace of the same name are both meant. */
function namesOf(endpoint: Endpoint): string[] {
  return 'namespace' in endpoint ? [endpoint.name, endpoint.namespace] : [endpoint.name];
}

function nothingCalled(name: string, endpoints: readonly Endpoint[]): string {
  const suggestion = didYouMean(name, [...new Set(endpoints.flatMap(namesOf))]);
  return `no endpoint is called "${name}", and none is in a namespace of that name${suggestion}`;
}
