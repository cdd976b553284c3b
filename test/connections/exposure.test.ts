import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionsOf, type Connections, type Ports } from '../../src/connections/connections.ts';
import type { Party } from '../../src/connections/party.ts';
import type { World, WorldPod } from '../../src/policy/world.ts';
import { anyAdminWorld } from '../helpers/arbitrary-admin.ts';
import { partyNames } from '../../src/reporters/party-items.ts';
import { anyWorld } from '../helpers/arbitrary-world.ts';
import { podManifest, policyManifest, worldOf } from '../helpers/world.ts';

type OtherPods = Extract<Party, { kind: 'other-pods' }>;

const isOther = (party: Party): party is OtherPods => party.kind === 'other-pods';

/** What a party sends and receives, by the workloads at the other end. */
function exposureOf({ parties, groups }: Connections, isMeant: (party: Party) => boolean): Record<string, Ports> {
  const own = parties.findIndex(isMeant);
  const told = parties.flatMap((party, place) => {
    if (party.kind !== 'workload' || place === own) return [];
    return party.pods.flatMap((pod) =>
      groups.flatMap(({ from, to, ports }): [string, Ports][] => [
        ...(from.includes(own) && to.includes(place) ? [[`to ${pod.name}`, ports] as [string, Ports]] : []),
        ...(to.includes(own) && from.includes(place) ? [[`from ${pod.name}`, ports] as [string, Ports]] : []),
      ]),
    );
  });
  return Object.fromEntries(told);
}

/** The world with a real pod in the place of one that may come. */
function withPod(world: World, { pod, known }: OtherPods): { world: World; added: WorldPod } {
  const added = { ...pod, name: 'added', owner: { kind: 'pod', name: 'added' } };
  const own = typeof known.namespace === 'string' ? {} : known.namespace;
  const namespaces = new Map([
    [pod.namespace, { ...own, 'kubernetes.io/metadata.name': pod.namespace }],
    ...world.namespaces,
  ]);
  return { world: { ...world, namespaces, pods: [...world.pods, added] }, added };
}

test.for([
  ['NetworkPolicies', anyWorld],
  ['admin policies around them', anyAdminWorld],
] as const)('with %s, a pod that comes reaches and is reached as the exposure said of its labels', ([, worlds]) => {
  fc.assert(
    fc.property(worlds, fc.nat(), (world, which) => {
      const exposed = connectionsOf({ world, manifests: [] }, 'named');
      const others = exposed.parties.filter(isOther);
      const other = others[which % others.length];
      if (!other) throw new Error('there are always strangers');
      const { world: after, added } = withPod(world, other);
      const now = connectionsOf({ world: after, manifests: [] });
      const isAdded = (party: Party): boolean => party.kind === 'workload' && party.pods.includes(added);
      expect(exposureOf(now, isAdded)).toEqual(exposureOf(exposed, (party) => party === other));
    }),
  );
});

test.for([
  ['{ podSelector: { matchLabels: { app: web } } }', 'other pods with app=web in a'],
  ['{ podSelector: {} }', 'other pods in a'],
  ['{ namespaceSelector: {} }', ''],
  ['{ namespaceSelector: { matchLabels: { team: x } } }', 'other pods in namespaces with team=x (none here)'],
  [
    '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: b } }, podSelector: { matchLabels: { app: db } } }',
    'other pods with app=db in b (none here)',
  ],
  ['{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }', 'other pods with app in a'],
  [
    '{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [db, web] }] } }',
    'other pods with app=db in a (none here),other pods with app=web in a',
  ],
  ['{ podSelector: { matchExpressions: [{ key: app, operator: NotIn, values: [x] }] } }', 'other pods in a'],
  ['{ podSelector: { matchLabels: { app: x }, matchExpressions: [{ key: app, operator: DoesNotExist }] } }', ''],
  ['{ ipBlock: { cidr: 10.0.0.0/8 } }', ''],
])('the peer %s makes known %j', ([peer, expected]) => {
  const manifests = [
    podManifest('a/web app=web'),
    policyManifest('a/p', `{ podSelector: {}, ingress: [{ from: [${peer}] }] }`),
  ];
  const connections = connectionsOf({ world: worldOf(manifests.join('\n---\n')), manifests: [] }, 'named');
  const { itemsOf } = partyNames(connections);
  const known = connections.parties.flatMap((party, place) => (isOther(party) ? itemsOf([place]) : []));
  expect(
    known
      .map(({ label }) => label)
      .filter((label) => label !== 'other pods')
      .toSorted()
      .join(),
  ).toBe(expected);
});
