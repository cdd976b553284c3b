import type { AccessRule } from './access-rule.ts';
import { objectLabel } from './object-label.ts';

/**
 * A rule that is not granted, in words.
 *
 * @example `may not create or get pods/exec in namespace shop: needed to send probes from its pods`
 */
export function describeMissing(rule: AccessRule): string {
  const { namespace, verbs, why } = rule;
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `may not ${verbs.join(' or ')} ${objectLabel(rule)}${place}: needed ${why}`;
}
