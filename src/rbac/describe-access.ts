import type { AccessRule } from './access-rule.ts';
import { objectLabel } from './object-label.ts';

/** What a run has to be allowed, in words: one sentence for each namespace, and one for the whole cluster. */
export function describeAccess(rules: readonly AccessRule[]): string[] {
  return [...Map.groupBy(rules, ({ namespace }) => namespace)].map(([namespace, own]) => {
    const byVerbs = Map.groupBy(own, ({ verbs }) => verbs.join(', '));
    const allowed = [...byVerbs].map(([verbs, same]) => `${verbs} ${same.map(objectLabel).join(', ')}`);
    const place = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
    return `Has to be allowed ${place}: ${allowed.join('; ')}.`;
  });
}
