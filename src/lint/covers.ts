import ipaddr from 'ipaddr.js';
import type { LabelSelector } from '../model/scenario.ts';
import { parseCidr } from '../kubernetes/cidr.ts';
import type { IpBlockPeer, Peer, PodPeer, PolicyPort, PolicyRule } from '../policy/network-policy.ts';

/** Whether a rule allows all that another one of the same direction allows, as far as their text tells. */
export function ruleCovers(wide: PolicyRule, narrow: PolicyRule): boolean {
  return listCovers(wide.peers, narrow.peers, peerCovers) && listCovers(wide.ports, narrow.ports, portCovers);
}

/** Whether a peer holds all that another one of the same list does. */
export function peerCovers(wide: Peer, narrow: Peer): boolean {
  if (wide.kind === 'ipBlock') return narrow.kind === 'ipBlock' && blockCovers(wide, narrow);
  return narrow.kind === 'pods' && podPeerCovers(wide, narrow);
}

/** Whether a port, or a range, holds another. A name is another thing in every pod, and equals itself only. */
export function portCovers(wide: PolicyPort, narrow: PolicyPort): boolean {
  if (wide.protocol !== narrow.protocol) return false;
  if (wide.port === undefined || wide.port === narrow.port) return lastOf(wide) >= lastOf(narrow);
  if (typeof wide.port === 'string' || typeof narrow.port !== 'number') return false;
  return wide.port <= narrow.port && lastOf(narrow) <= lastOf(wide);
}

/** Whether a selector selects all that another does: every requirement of it follows from one of the other. */
export function selectorCovers(wide: LabelSelector, narrow: LabelSelector): boolean {
  const given = requirementsOf(narrow);
  return requirementsOf(wide).every((wanted) => given.some((one) => implies(one, wanted)));
}

function listCovers<T>(
  wide: 'any' | readonly T[],
  narrow: 'any' | readonly T[],
  covers: (wide: T, narrow: T) => boolean,
): boolean {
  if (wide === 'any') return true;
  return narrow !== 'any' && narrow.every((one) => wide.some((other) => covers(other, one)));
}

function podPeerCovers(wide: PodPeer, narrow: PodPeer): boolean {
  if (!selectorCovers(wide.podSelector ?? {}, narrow.podSelector ?? {})) return false;
  if (!wide.namespaceSelector) return !narrow.namespaceSelector;
  // The policy's own namespace is among "all namespaces", and others are not known.
  return selectorCovers(wide.namespaceSelector, narrow.namespaceSelector ?? {});
}

function blockCovers(wide: IpBlockPeer, narrow: IpBlockPeer): boolean {
  const inside = (inner: string, outer: string): boolean =>
    parseCidr(outer)?.holds(ipaddr.parseCIDR(inner)[0].toString()) === true &&
    ipaddr.parseCIDR(outer)[1] <= ipaddr.parseCIDR(inner)[1];
  return (
    inside(narrow.cidr, wide.cidr) &&
    wide.except.every(
      (gap) =>
        (!inside(gap, narrow.cidr) && !inside(narrow.cidr, gap)) || narrow.except.some((own) => inside(gap, own)),
    )
  );
}

function lastOf({ port, endPort }: PolicyPort): number {
  return endPort ?? (typeof port === 'number' ? port : 65_535);
}

type Requirement = NonNullable<LabelSelector['matchExpressions']>[number];

function requirementsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Requirement[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] })),
    ...matchExpressions,
  ];
}

function implies(one: Requirement, wanted: Requirement): boolean {
  if (one.key !== wanted.key) return false;
  const { values: own = [] } = one;
  const { values: other = [] } = wanted;
  if (wanted.operator === 'Exists') return one.operator === 'Exists' || one.operator === 'In';
  if (wanted.operator === 'In') return one.operator === 'In' && own.every((value) => other.includes(value));
  if (wanted.operator === 'DoesNotExist') return one.operator === 'DoesNotExist';
  if (one.operator === 'In') return !own.some((value) => other.includes(value));
  return one.operator === 'DoesNotExist' || (one.operator === 'NotIn' && other.every((value) => own.includes(value)));
}
