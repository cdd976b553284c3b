import type { AccessRule } from './access-rule.ts';

/** A PolicyRule of a Role, and what it is for. */
export interface ExplainedRule {
  readonly why: string;
  /** As in the API reference, PolicyRule. */
  readonly rule: {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames?: readonly string[];
    readonly verbs: readonly string[];
  };
}

/** Rules of one namespace as RBAC writes them: those that differ in the name only, or in the resource only, are one. */
export function policyRules(rules: readonly AccessRule[]): ExplainedRule[] {
  const byObject = Map.groupBy(rules, ({ apiGroup, resource, resourceName, verbs, why }) =>
    JSON.stringify([apiGroup, resource, resourceName !== undefined, verbs, why]),
  );
  const named = [...byObject.values()].flatMap(([first, ...others]) => {
    const names = [first, ...others].flatMap((rule) => rule?.resourceName ?? []);
    return first ? [{ ...first, names }] : [];
  });
  const byNames = Map.groupBy(named, ({ apiGroup, names, verbs, why }) =>
    JSON.stringify([apiGroup, names, verbs, why]),
  );
  return [...byNames.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { apiGroup, names, verbs, why } = first;
    const resources = [first, ...others].map(({ resource }) => resource);
    const resourceNames = names.length > 0 ? { resourceNames: names } : {};
    return [{ why, rule: { apiGroups: [apiGroup], resources, ...resourceNames, verbs } }];
  });
}
