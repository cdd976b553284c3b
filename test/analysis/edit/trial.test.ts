import { expect, test } from 'vitest';
import { parseManifests } from '../../../src/kubernetes/manifests.ts';
import { changeBetween, worldAfter } from '../../../src/analysis/edit/trial.ts';
import { policyManifest, worldOf } from '../../helpers/world.ts';

const [p, q] = [policyManifest('a/p', '{ podSelector: {} }'), policyManifest('a/q', '{ podSelector: {} }')];
const open = policyManifest('a/p', '{ podSelector: {}, ingress: [{}] }');

function policiesAfter(before: string, after: string): string[] | undefined {
  const change = changeBetween('world.yaml', before, after);
  const world = change && worldAfter(worldOf(before), change);
  return world?.policies.map(({ name, ingress }) => `${name} ${ingress.length}`);
}

test.for<[why: string, before: string[], after: string[], policies: string[] | undefined]>([
  ['a policy that changed', [p, q], [open, q], ['q 0', 'p 1']],
  ['a policy more', [p], [p, q], ['p 0', 'q 0']],
  ['a policy less', [p, q], [q], ['q 0']],
  ['another policy of the same name counts alone', [p, q], [p, q, open], ['q 0', 'p 1']],
  ['what the API server would refuse', [p], [p.replace('podSelector', 'podSelektor')], undefined],
  ['what is no YAML', [p], [p.replace('}', '')], undefined],
  ['what is no policy', [p], [p, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }'], undefined],
])('%s', ([, before, after, policies]) => {
  expect(policiesAfter(before.join('\n---\n'), after.join('\n---\n'))).toEqual(policies);
});

test('a file that does not stand changes nothing', () => {
  const change = changeBetween('other.yaml', p, open);
  expect(parseManifests(open, 'other.yaml').problems).toEqual([]);
  expect(change && worldAfter(worldOf(p), change)).toBeUndefined();
});
