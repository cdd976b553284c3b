import { expect, test } from 'vitest';
import type { LabelSelector } from '../../src/model/scenario.ts';
import { selectorText, selects } from '../../src/kubernetes/selector.ts';

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
