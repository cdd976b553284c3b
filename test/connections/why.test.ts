import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectionsOf, type Connections } from '../../src/connections/connections.ts';
import { deciderOf } from '../../src/connections/decider.ts';
import { whyAllowedIn } from '../../src/connections/why.ts';
import { parseManifests } from '../../src/kubernetes/manifests.ts';
import { allowanceOf } from '../../src/policy/allowance.ts';
import { partyNames } from '../../src/reporters/party-items.ts';
import { whyTexts } from '../../src/reporters/why-words.ts';
import { anyAdminWorld } from '../helpers/arbitrary-admin.ts';
import { anyWorld } from '../helpers/arbitrary-world.ts';
import { podManifest, policyManifest, worldOf } from '../helpers/world.ts';

function reasonsIn(connections: Connections): string[] {
  const whyOf = whyAllowedIn(connections);
  const names = partyNames(connections);
  return connections.groups.flatMap((group) => whyTexts(group, whyOf(group), names));
}

function connectionsIn(...documents: string[]): Connections {
  const text = documents.join('\n---\n');
  return connectionsOf({ world: worldOf(text), manifests: parseManifests(text, 'world.yaml').manifests });
}

const db =
  '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, job] }] } }], ports: [{ port: 5432 }] }] }';
const sender = (app: string): string =>
  `{ podSelector: { matchLabels: { app: ${app} } }, policyTypes: [Ingress, Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: db } } }] }] }`;

test('each sender of a line is told the rule of its own', () => {
  const connections = connectionsIn(
    ...['a/web app=web', 'a/job app=job', 'a/db app=db'].map(podManifest),
    policyManifest('a/for-db', db),
    policyManifest('a/of-web', sender('web')),
    policyManifest('a/of-job', sender('job')),
  );
  expect(reasonsIn(connections).map((text) => text.replaceAll(/ \(\S+:\d+\)/g, ''))).toMatchInlineSnapshot(`
    [
      "a/job → a/db: egress rule 1 of of-job allows every port to app=db in namespace a; ingress rule 1 of for-db allows 5432 from app in (web,job) in namespace a",
      "a/web → a/db: egress rule 1 of of-web allows every port to app=db in namespace a; ingress rule 1 of for-db allows 5432 from app in (web,job) in namespace a",
    ]
  `);
});

test.for([
  ['NetworkPolicies', anyWorld],
  ['admin policies around them', anyAdminWorld],
] as const)('with %s, every allowed connection has its reason among those of its group', ([, worlds]) => {
  fc.assert(
    fc.property(worlds, (world) => {
      const connections = connectionsOf({ world, manifests: [] });
      const whyOf = whyAllowedIn(connections);
      const decide = deciderOf(connections);
      const missing = connections.groups.flatMap((group) => {
        const found = whyOf(group);
        if (group.ports === 'unknown') return found.length > 0 ? ['a reason for what is unknown'] : [];
        return group.ports.flatMap((range) =>
          group.from.flatMap((from) =>
            group.to.flatMap((to) => {
              const decided = decide(from, to, range);
              if (!decided) return ['nothing was decided'];
              const { code, position } = allowanceOf(decided.decision, decided.connection);
              const own = found.filter(
                (one) => one.from.includes(from) && one.to.includes(to) && one.ports.includes(range),
              );
              const has = own.some(({ reason }) => reason.code === code && reason.position === position);
              return has ? [] : [`${from} → ${to}`];
            }),
          ),
        );
      });
      expect(missing).toEqual([]);
    }),
  );
});

test('of very many pairs some are asked about, from the first to the last, and it is said so', () => {
  const pods = Array.from({ length: 40 }, (_, index) => podManifest(`a/pod-${index} app=x${index}`));
  const apart = Array.from({ length: 40 }, (_, index) =>
    policyManifest(
      `a/of-${index}`,
      `{ podSelector: { matchLabels: { app: x${index} } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }`,
    ),
  );
  const connections = connectionsIn(...pods, ...apart);
  const whyOf = whyAllowedIn(connections);
  const large = connections.groups.filter(({ from, to }) => from.length * to.length > 400);
  expect(large).not.toEqual([]);
  for (const group of large) {
    const found = whyOf(group);
    expect(found.every(({ areSome }) => areSome)).toBe(true);
    expect(new Set(found.flatMap(({ from }) => from))).toEqual(new Set(group.from));
    expect(new Set(found.flatMap(({ to }) => to))).toEqual(new Set(group.to));
    expect(found.length).toBeGreaterThanOrEqual(40);
    expect(whyTexts(group, found, partyNames(connections))[0]).toMatch(/^a\/pod-0 → \S+ and others: /);
  }
});
