import { expect, test } from 'vitest';
import { notesOn } from '../../src/netns-plan/notes.ts';
import { scenarioOf } from '../helpers/scenario.ts';
import { adminManifest, podManifest, policyManifest } from '../helpers/world.ts';

function notes(...manifests: string[]): string[] {
  const scenario = scenarioOf(
    `name: shop
manifests: [shop.yaml]
endpoints:
  api: { pods: { namespace: default, workload: pod/api } }
  client: { client: { namespace: default } }
otherwise: allowed`,
    { 'shop.yaml': [podManifest('default/api app=api web:80'), ...manifests].join('\n---\n') },
  );
  return notesOn(scenario, {}).slice(1);
}

const admin = adminManifest('AdminNetworkPolicy x', '{ priority: 1, subject: { namespaces: {} } }');
const calico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: g }';

test('what the manifests have and network namespaces enforce is not spoken of', () => {
  expect(notes(policyManifest('default/p', '{ podSelector: {} }'))).toEqual([]);
});

test('admin policies are said not to be enforced, and kinds that are not known not to be simulated', () => {
  expect(notes(calico)).toEqual(['Not simulated: GlobalNetworkPolicy g.']);
  expect(notes(calico, admin, admin)).toEqual([
    'Not simulated: GlobalNetworkPolicy g, AdminNetworkPolicy x.',
    'Admin policies are not enforced here, so that nothing is proven of AdminNetworkPolicy x.',
  ]);
});
