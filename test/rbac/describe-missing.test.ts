import { expect, test } from 'vitest';
import type { AccessRule } from '../../src/rbac/access-rule.ts';
import { describeMissing } from '../../src/rbac/describe-missing.ts';

const rule: AccessRule = { namespace: 'shop', apiGroup: '', resource: 'pods', verbs: ['list'], why: 'to look' };

test.for([
  [{}, 'may not list pods in namespace shop: needed to look'],
  [{ verbs: ['get', 'create'], resource: 'pods/exec' }, 'may not get or create pods/exec in namespace shop'],
  [{ apiGroup: 'apps', resource: 'deployments' }, 'may not list deployments.apps in namespace shop'],
  [{ apiGroup: 'apps', resource: 'deployments/scale' }, 'may not list deployments.apps/scale in namespace shop'],
  [{ namespace: undefined, resource: 'namespaces', resourceName: 'shop' }, 'may not list namespaces "shop": needed'],
] as const)('%o: %s', ([change, text]) => {
  expect(describeMissing({ ...rule, ...change })).toContain(text);
});
