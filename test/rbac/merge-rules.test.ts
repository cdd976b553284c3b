import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccessRule } from '../../src/rbac/access-rule.ts';
import { mergeRules } from '../../src/rbac/merge-rules.ts';
import { anyRule, grantsOf } from '../helpers/access.ts';

const pods: AccessRule = { namespace: 'shop', apiGroup: '', resource: 'pods', verbs: ['get', 'list'], why: 'to look' };

test.for([
  [{ verbs: ['create', 'get'] }, [{ ...pods, verbs: ['get', 'list', 'create'] }], 'the same reason: one rule'],
  [
    { verbs: ['create', 'get'], why: 'to make' },
    [pods, { ...pods, verbs: ['create'], why: 'to make' }],
    'another reason: only what is new',
  ],
  [{ resourceName: 'one' }, [pods], 'one object of those that are allowed'],
  [{ namespace: 'database' }, [{ ...pods, namespace: 'database' }, pods], 'another namespace'],
  [{ resource: 'pods/exec' }, [pods, { ...pods, resource: 'pods/exec' }], 'a subresource is its own'],
  [{ apiGroup: 'metrics' }, [pods, { ...pods, apiGroup: 'metrics' }], 'the same word in another group'],
] as const)('pods in shop, and %o: %j, because of %s', ([change, expected]) => {
  expect(mergeRules([pods, { ...pods, ...change }])).toEqual(expected);
});

test('a rule for one object is left out although that for any comes later', () => {
  expect(mergeRules([{ ...pods, resourceName: 'one' }, pods])).toEqual([pods]);
});

test('what is asked for stays allowed, nothing is added, and a second merge changes nothing', () => {
  const property = fc.property(fc.array(anyRule), (rules) => {
    const merged = mergeRules(rules);
    const asked = grantsOf(rules);
    const allowed = grantsOf(merged);
    expect(asked).toEqual(expect.arrayContaining(allowed));
    for (const grant of asked) {
      const grants = [grant, grant.replace('"one"', '""')].filter((one) => allowed.includes(one));
      // Once, be it by name or for all.
      expect(new Set(grants).size, grant).toBe(1);
    }
    expect(grantsOf(mergeRules(merged)).toSorted()).toEqual(allowed.toSorted());
  });
  fc.assert(property);
});
