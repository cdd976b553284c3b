import { expect, test } from 'vitest';
import { decodedSelector, selectsAll, textsOf } from '../../src/kubernetes/labels.ts';
import type { LabelSelector } from '../../src/model/scenario.ts';

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

test('a selector loses what is null', () => {
  const written = {
    matchLabels: { app: null },
    matchExpressions: [{ key: 'app', operator: 'Exists', values: null }],
  } as unknown as LabelSelector;
  expect(decodedSelector(written)).toEqual({
    matchLabels: { app: '' },
    matchExpressions: [{ key: 'app', operator: 'Exists', values: undefined }],
  });
  expect(decodedSelector({})).toEqual({ matchLabels: {}, matchExpressions: [] });
});
