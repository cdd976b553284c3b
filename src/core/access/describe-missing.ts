import type { AccessRule } from './access-rule.ts';

/**
 * A rule that is not granted, in words.
 *
 * @example `may not create or get pods/exec in namespace shop: needed to send probes from its pods`
 */
export function describeMissing({ namespace, apiGroup, resource, resourceName, verbs, why }: AccessRule): string {
  const [type, subresource] = resource.split('/');
  const full = [`${type}${apiGroup === '' ? '' : `.${apiGroup}`}`, subresource].filter(Boolean).join('/');
  const object = resourceName === undefined ? full : `${full} "${resourceName}"`;
  const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `may not ${verbs.join(' or ')} ${object}${place}: needed ${why}`;
}
