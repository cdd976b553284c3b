import type { AccessRule } from './access-rule.ts';

/** What a rule is about, as kubectl names it: `deployments.apps`, `pods/exec`, `leases.coordination.k8s.io "flowproof"`. */
export function objectLabel({ apiGroup, resource, resourceName }: AccessRule): string {
  const [type, subresource] = resource.split('/');
  const full = [`${type}${apiGroup === '' ? '' : `.${apiGroup}`}`, subresource].filter(Boolean).join('/');
  return resourceName === undefined ? full : `${full} "${resourceName}"`;
}
