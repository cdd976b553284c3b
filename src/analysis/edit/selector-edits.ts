import leven from 'leven';
import type { ObjectSource, Replacement } from '../../kubernetes/object-source.ts';
import { yamlString } from '../../kubernetes/yaml-string.ts';
import type { LabelSelector } from '../../model/scenario.ts';

/** A change of a selector, and what it does. */
export interface SelectorEdit {
  readonly what: string;
  readonly replacements: readonly Replacement[];
}

type Labels = Readonly<Record<string, string>>;

/**
 * Ways to make a selector select certain labels, the smallest change first: another value for its key, another key for
 * its value, another pair. Nothing where it already does, or where more than one of its pairs is wrong.
 */
export function selectorEdits(
  { matchLabels = {} }: LabelSelector,
  { labels, path, source }: { labels: Labels; path: readonly (string | number)[]; source: ObjectSource },
): SelectorEdit[] {
  const wrong = Object.entries(matchLabels).filter(([key, value]) => labels[key] !== value);
  const [pair, ...others] = wrong;
  if (!pair || others.length > 0) return [];
  const [key, value] = pair;
  const at = [...path, 'matchLabels', key];
  if (!source.valueAt(at)) return [];
  const edits = Object.entries(labels)
    .filter(([name]) => !isOurs(name) && (name === key || !Object.hasOwn(matchLabels, name)))
    .map(([name, own]) => ({
      distance: leven(name, key) + leven(own, value),
      fields: Number(name !== key) + Number(own !== value),
      what: `select ${name}=${own} instead of ${key}=${value}`,
      replacements: [
        name === key ? undefined : source.rename(at, name),
        own === value ? undefined : source.set(at, yamlString(own)),
      ].filter((replacement) => replacement !== undefined),
    }));
  return edits.toSorted((a, b) => a.fields - b.fields || a.distance - b.distance);
}

/** Labels that flowproof and controllers set: policies should not depend on them. */
function isOurs(name: string): boolean {
  return /^flowproof\.dev\/|^app\.kubernetes\.io\/managed-by$|^statefulset\.kubernetes\.io\//.test(name);
}
