import { selectorText } from '../kubernetes/selector.ts';
import type { LabelSelector } from '../model/scenario.ts';
import type { WorldPod } from '../policy/world.ts';

/** The label that every namespace has, and nobody can change. */
export const nameLabel = 'kubernetes.io/metadata.name';

/** A selector as findings quote it. */
export function quoted(selector: LabelSelector | undefined): string {
  const text = selectorText(selector ?? {});
  return text === '' ? '{}' : text;
}

/** The namespaces that pods are in, each once. */
export function namespacesOf(pods: readonly WorldPod[]): string[] {
  return [...new Set(pods.map(({ namespace }) => namespace))];
}

/** The values that a selector wants for a label, by `matchLabels` or `In`. */
export function wantedValues({ matchLabels, matchExpressions }: LabelSelector, key: string): string[] {
  const own = matchLabels?.[key];
  return [
    ...(own === undefined ? [] : [own]),
    ...(matchExpressions ?? []).flatMap((one) => (one.key === key && one.operator === 'In' ? (one.values ?? []) : [])),
  ];
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
