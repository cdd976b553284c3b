import type { LabelSelector } from '../model/scenario.ts';

/**
 * Whether a label selector selects an object with these labels. All requirements must hold; none selects everything;
 * `NotIn` also holds where the key is absent (Kubernetes API reference, LabelSelectorRequirement).
 */
export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => valueIn(labels, key) === value);
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = valueIn(labels, key);
      const isListed = values?.some((one) => one === value) ?? false;
      switch (operator) {
        case 'In':
          return isListed;
        case 'NotIn':
          return !isListed;
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
      }
    })
  );
}

/** Every object has a `constructor`, which is no label. */
function valueIn(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** The selector as `kubectl -l` takes it. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const equal = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...equal, ...expressions].join(',');
}
