import { expect, test } from 'vitest';
import type { LabelSelector } from '../../src/model/scenario.ts';
import { selectorText, selects, selectsAll, textsOf } from '../../src/kubernetes/selector.ts';

const labels = { app: 'api', tier: 'back' };
test.for<readonly [LabelSelector, boolean, string]>([
  [{}, true, ''],
  [{ matchLabels: { app: 'api' } }, true, 'app=api'],
  [{ matchLabels: { app: 'api', tier: 'front' } }, false, 'app=api,tier=front'],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['api', 'web'] }] }, true, 'app in (api,web)'],
  [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false, 'zone in (a)'],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }, false, 'app notin (api)'],
  // The key may be absent: Kubernetes API reference, LabelSelectorRequirement.
  [{ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true, 'zone notin (a)'],
  [{ matchExpressions: [{ key: 'app', operator: 'In' }] }, false, 'app in ()'],
  [{ matchExpressions: [{ key: 'app', operator: 'NotIn' }] }, true, 'app notin ()'],
  [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true, 'tier'],
  [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false, '!tier'],
  [{ matchExpressions: [{ key: 'zone', operator: 'Exists' }] }, false, 'zone'],
  [{ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true, '!zone'],
  // What every object has is no label.
  [{ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, false, 'constructor'],
  [{ matchExpressions: [{ key: 'toString', operator: 'DoesNotExist' }] }, true, '!toString'],
  [
    { matchLabels: { app: 'api' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
    false,
    'app=api,!tier',
  ],
])('%o selects app=api,tier=back: %s', ([selector, selected, text]) => {
  expect(selects(selector, labels)).toBe(selected);
  expect(selectorText(selector)).toBe(text);
});

test.for<readonly [selector: LabelSelector, all: boolean]>([
  [{}, true],
  [{ matchLabels: {}, matchExpressions: [] }, true],
  [{ matchLabels: { app: 'api' } }, false],
  [{ matchLabels: {}, matchExpressions: [{ key: 'app', operator: 'Exists' }] }, false],
])('%o selects all: %s', ([selector, all]) => {
  expect(selectsAll(selector)).toBe(all);
});

test('labels that are null, or have values that are, are as an API server decodes them', () => {
  expect(textsOf({ app: 'api', tier: null })).toEqual({ app: 'api', tier: '' });
  expect(textsOf(null)).toEqual({});
  expect(textsOf(undefined)).toEqual({});
});

test('a selector whose values are null is quoted without them', () => {
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: null }] } as unknown as LabelSelector;
  expect(selectorText(selector)).toBe('app in ()');
});
