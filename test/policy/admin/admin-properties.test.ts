import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { selects } from '../../../src/kubernetes/selector.ts';
import type { AdminPeer, AdminPolicy, AdminRule } from '../../../src/policy/admin/admin-policy.ts';
import { parseCidr } from '../../../src/kubernetes/cidr.ts';
import type { Connection, End } from '../../../src/policy/connection.ts';
import { evaluate } from '../../../src/policy/evaluate.ts';
import type { World } from '../../../src/policy/world.ts';
import { anyAdminWorld } from '../../helpers/arbitrary-admin.ts';
import { everyConnection, position } from '../../helpers/arbitrary-world.ts';

const everywhere = { kind: 'pods', position, namespaceSelector: {}, podSelector: {} } as const;

function tierOf(rule: Pick<AdminRule, 'action' | 'peers'>, part: Partial<AdminPolicy>): AdminPolicy {
  const rules = [{ ...rule, position, ports: 'any' as const }];
  const own = { kind: 'ClusterNetworkPolicy', name: 'added', position, subject: everywhere } as const;
  return { ...own, tier: 'Admin', priority: -1, ingress: rules, egress: rules, ...part };
}

const everyAddress = { kind: 'ipBlock', position, cidr: '0.0.0.0/0', except: [] } as const;

function decisionsIn(world: World) {
  return everyConnection(world).map((connection) => evaluate(connection, world));
}

/** Of every connection, in their order. What is compared is short: comparing takes longer than deciding. */
function areAllowed(world: World): boolean[] {
  return decisionsIn(world).map(({ allowed }) => allowed);
}

/** The sides of a connection that policies have a say in. */
function sides(connection: Connection, world: World) {
  const { egress, ingress } = evaluate(connection, world);
  return [egress, ingress].filter(({ kind }) => kind !== 'exempt');
}

test('a Deny that comes before everything denies everything, whatever else is written', () => {
  const deny = tierOf({ action: 'Deny', peers: [everyAddress] }, {});
  fc.assert(
    fc.property(anyAdminWorld, (world) => {
      const adminPolicies = [...world.adminPolicies, deny];
      const decided = everyConnection(world).flatMap((connection) => sides(connection, { ...world, adminPolicies }));
      expect(decided.filter(({ kind }) => kind !== 'admin-denied')).toEqual([]);
    }),
  );
});

test('a Pass that comes before everything is as if the tier were not there', () => {
  fc.assert(
    fc.property(anyAdminWorld, fc.constantFrom('Admin' as const, 'Baseline' as const), (world, tier) => {
      const pass = tierOf({ action: 'Pass', peers: [everyAddress] }, { tier });
      const without = world.adminPolicies.filter((policy) => policy.tier !== tier);
      const passed = areAllowed({ ...world, adminPolicies: [...world.adminPolicies, pass] });
      expect(passed).toEqual(areAllowed({ ...world, adminPolicies: without }));
    }),
  );
});

test('a policy after one that decides everything changes nothing', () => {
  fc.assert(
    fc.property(anyAdminWorld, fc.constantFrom('Accept' as const, 'Deny' as const), (world, action) => {
      const last = tierOf({ action: 'Deny', peers: [everyAddress] }, { priority: 1001 });
      const before = tierOf({ action, peers: [everyAddress] }, { priority: 1000 });
      const open = (...added: AdminPolicy[]) =>
        areAllowed({ ...world, adminPolicies: [...world.adminPolicies, ...added] });
      expect(open(last, before)).toEqual(open(before));
    }),
  );
});

test('policies without rules, or for nobody, are as if they were not there', () => {
  fc.assert(
    fc.property(anyAdminWorld, (world) => {
      const idle = world.adminPolicies.map((policy) => ({ ...policy, ingress: [], egress: [] }));
      const nobody = { ...everywhere, podSelector: { matchLabels: { app: 'nobody' } } };
      const forNobody = world.adminPolicies.map((policy) => ({ ...policy, subject: nobody }));
      const decisions = decisionsIn({ ...world, adminPolicies: [] });
      expect(decisionsIn({ ...world, adminPolicies: idle })).toEqual(decisions);
      expect(decisionsIn({ ...world, adminPolicies: forNobody })).toEqual(decisions);
    }),
  );
});

test('the order in which policies are written never matters', () => {
  fc.assert(
    fc.property(anyAdminWorld, (world) => {
      const reversed = { ...world, adminPolicies: world.adminPolicies.toReversed() };
      expect(decisionsIn(reversed)).toEqual(decisionsIn(world));
    }),
  );
});

test('every connection is decided as the plainest reading of the API decides it', () => {
  fc.assert(
    fc.property(anyAdminWorld, (world) => {
      expect(areAllowed(world)).toEqual(everyConnection(world).map((connection) => isAllowed(connection, world)));
    }),
  );
});

// What follows says the API's rules once more, as plainly as can be; of NetworkPolicies it asks the evaluation itself.

function isAllowed(connection: Connection, world: World): boolean {
  return sideAllows('egress', connection, world) && sideAllows('ingress', connection, world);
}

function sideAllows(list: 'egress' | 'ingress', connection: Connection, world: World): boolean {
  const side = evaluate(connection, { ...world, adminPolicies: [] })[list];
  if (side.kind === 'exempt') return true;
  const admin = tierSays('Admin', list, connection, world);
  if (admin !== 'nothing') return admin === 'yes';
  if (side.kind !== 'not-isolated') return side.kind === 'allowed';
  return tierSays('Baseline', list, connection, world) !== 'no';
}

function tierSays(
  tier: AdminPolicy['tier'],
  list: 'egress' | 'ingress',
  connection: Connection,
  world: World,
): 'yes' | 'no' | 'nothing' {
  const own = list === 'egress' ? connection.from : connection.to;
  const other = list === 'egress' ? connection.to : connection.from;
  for (const priority of world.adminPolicies.map((policy) => policy.priority).toSorted((a, b) => a - b)) {
    for (const policy of world.adminPolicies) {
      if (policy.tier !== tier || policy.priority !== priority || !isPod(policy.subject, own, world)) continue;
      for (const rule of policy[list]) {
        if (!rule.peers.some((peer) => isOther(peer, other, world)) || !isPort(rule, connection)) continue;
        if (rule.action === 'Pass') return 'nothing';
        return rule.action === 'Deny' ? 'no' : 'yes';
      }
    }
  }
  return 'nothing';
}

function isPod({ namespaceSelector, podSelector }: AdminPolicy['subject'], end: End, world: World): boolean {
  if (end.kind !== 'pod' || end.pod.hostNetwork) return false;
  const labels = world.namespaces.get(end.pod.namespace) ?? {};
  return selects(namespaceSelector ?? {}, labels) && selects(podSelector ?? {}, end.pod.labels);
}

function isOther(peer: AdminPeer, end: End, world: World): boolean {
  if (peer.kind === 'pods') return isPod(peer, end, world);
  if (peer.kind === 'ipBlock') {
    const address = end.kind === 'pod' ? (end.pod.ips[0] ?? '') : end.address;
    return parseCidr(peer.cidr)?.holds(address) ?? false;
  }
  return end.kind === 'node' || (end.kind === 'pod' && end.pod.hostNetwork);
}

function isPort({ ports }: AdminRule, { to, port: asked, protocol }: Connection): boolean {
  if (ports === 'any') return true;
  return ports.some((port) => {
    if (port.protocol !== protocol) return false;
    if (typeof port.port === 'number') return asked >= port.port && asked <= (port.endPort ?? port.port);
    if (port.port === undefined) return true;
    if (to.kind !== 'pod' || to.pod.hostNetwork) return false;
    return to.pod.ports.some((one) => one.name === port.port && one.protocol === protocol && one.number === asked);
  });
}
