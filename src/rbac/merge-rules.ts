import { verbs, type AccessRule, type Verb } from './access-rule.ts';

/**
 * The fewest rules that allow the same: no verb for the same objects is in two of them, and each stands with the first
 * reason that asked for it. Cluster-wide rules come first, then namespaces in the order of their names; what has the same
 * reason stands together.
 */
export function mergeRules(rules: readonly AccessRule[]): AccessRule[] {
  const merged: AccessRule[] = [];
  // A rule for any object makes those for single ones superfluous, wherever they stand.
  for (const rule of rules.toSorted((a, b) => Number(isNamed(a)) - Number(isNamed(b)))) {
    const missing = rule.verbs.filter((verb) => !merged.some((one) => allows(one, rule, verb)));
    if (missing.length === 0) continue;
    const index = merged.findIndex((one) => one.why === rule.why && isAboutSame(one, rule));
    const known = merged[index];
    if (known) merged[index] = { ...known, verbs: inOrder([...known.verbs, ...missing]) };
    else merged.push({ ...rule, verbs: inOrder(missing) });
  }
  const reasons = rules.map(({ why }) => why);
  return merged.toSorted(
    (a, b) => compare(a.namespace ?? '', b.namespace ?? '') || reasons.indexOf(a.why) - reasons.indexOf(b.why),
  );
}

/** Whether a rule allows a verb on what another is about. */
function allows(rule: AccessRule, other: AccessRule, verb: Verb): boolean {
  const named = isNamed(rule) ? rule : { ...rule, resourceName: other.resourceName };
  return rule.verbs.includes(verb) && isAboutSame(named, other);
}

function isAboutSame(a: AccessRule, b: AccessRule): boolean {
  return (
    a.namespace === b.namespace &&
    a.apiGroup === b.apiGroup &&
    a.resource === b.resource &&
    a.resourceName === b.resourceName
  );
}

function isNamed({ resourceName }: AccessRule): boolean {
  return resourceName !== undefined;
}

function inOrder(found: readonly Verb[]): Verb[] {
  return verbs.filter((verb) => found.includes(verb));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
