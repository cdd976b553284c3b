import { expect, test } from 'vitest';
import { connectionsOf } from '../../src/connections/connections.ts';
import { diffConnections } from '../../src/connections/diff.ts';
import type { System } from '../../src/connections/matrix.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { kindOf } from '../../src/reporters/change-words.ts';
import { verdictIn } from '../helpers/connections.ts';
import { adminManifest, connectionIn, podManifest, policyManifest, worldOf } from '../helpers/world.ts';

const pods = ['a/web app=web', 'a/db app=db', 'b/web app=web', 'b/db app=db'].map(podManifest);
const namespaces = ['a', 'b'].map((name) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`);
const ofCilium = 'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: a }\nspec: {}';
const ofCalico = 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: p }\nspec: {}';
const ofNodes = adminManifest(
  'AdminNetworkPolicy x',
  '{ priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: web } } } }, egress: [{ action: Deny, to: [{ nodes: { matchLabels: { zone: a } } }] }] }',
);

function systemOf(...more: string[]): System {
  const text = [...namespaces, ...pods, ...more].join('\n---\n');
  return { world: worldOf(text), manifests: parseManifests(text, 'world.yaml').manifests };
}

test.for([
  ['no other policy', [], 'allowed', 'allowed', 'allowed'],
  ['one of Cilium in a namespace', [ofCilium], 'unknown', 'allowed', 'unknown'],
  ['one of Calico for all', [ofCalico], 'unknown', 'unknown', 'unknown'],
  ['one of an administrator for some pods', [ofNodes], 'unknown', 'unknown', 'allowed'],
] as const)('with %s, what may be otherwise is unknown, and no more', ([, policies, within, beside, across]) => {
  const system = systemOf(...policies);
  const verdictOf = verdictIn(connectionsOf(system));
  const said = ['a/web → a/db:80', 'b/web → b/db:80', 'b/db → a/db:80'].map((text) => connectionIn(system.world, text));
  expect(said.map(verdictOf)).toEqual([within, beside, across]);
});

test('what a policy that is not understood does is neither opened nor closed', () => {
  const deny = policyManifest('a/deny', '{ podSelector: {} }');
  const { changes } = diffConnections(systemOf(ofCilium), systemOf(ofCilium, deny));
  expect(changes.map(kindOf)).toEqual(['unknown']);
  expect(changes.flatMap(({ opened, closed }) => [...opened, ...closed])).toEqual([]);
  const came = diffConnections(systemOf(), systemOf(ofCilium)).changes;
  expect(new Set(came.map(kindOf))).toEqual(new Set(['unknown']));
});

test('what is unknown of namespaces that are not there yet is unknown of their pods, too', () => {
  const ofTeam = adminManifest(
    'AdminNetworkPolicy x',
    '{ priority: 1, subject: { namespaces: { matchLabels: { team: new } } }, egress: [{ action: Deny, to: [{ nodes: { matchLabels: { zone: a } } }] }] }',
  );
  const fromTeam = policyManifest(
    'a/team',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: new } } }] }] }',
  );
  const connections = connectionsOf(systemOf(ofTeam, fromTeam), 'named');
  const team = connections.parties.findIndex((one) => one.kind === 'other-pods' && !one.known.areThere);
  expect(connections.groups.flatMap(({ from, ports }) => (from.includes(team) ? [ports] : []))).toEqual(['unknown']);
});
