import ipaddr from 'ipaddr.js';
import { portNameProblem } from '../kubernetes/names.ts';
import { selectorProblems } from '../kubernetes/selector-problems.ts';
import type { LabelSelector } from '../model/scenario.ts';
import { parseCidr } from '../kubernetes/cidr.ts';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule } from './network-policy.ts';

type Path = readonly (string | number)[];

/** What can be read, and is refused by the API server's validation all the same. */
export interface Refusal {
  /** Of the value, from the root of the object. */
  readonly path: Path;
  /** Why, without a full stop. */
  readonly text: string;
  /** What to write instead: a sentence. */
  readonly fix: string;
  /** The value that is meant, where there is no doubt. */
  readonly meant?: number | undefined;
}

/** All that keeps a policy from coming to be (Kubernetes: pkg/apis/networking/validation). */
export function refusalsOf({ podSelector, ingress, egress }: NetworkPolicy): Refusal[] {
  return [
    ...selectorRefusals(podSelector, ['spec', 'podSelector']),
    ...ruleRefusals(ingress, 'ingress', 'from'),
    ...ruleRefusals(egress, 'egress', 'to'),
  ];
}

function ruleRefusals(rules: readonly PolicyRule[], key: string, side: string): Refusal[] {
  return rules.flatMap(({ peers, ports }, index) => {
    const path = ['spec', key, index];
    return [
      ...(peers === 'any' ? [] : peers.flatMap((peer, at) => peerRefusals(peer, [...path, side, at]))),
      ...(ports === 'any' ? [] : ports.flatMap((port, at) => portRefusals(port, [...path, 'ports', at, 'port']))),
    ];
  });
}

function peerRefusals(peer: Peer, path: Path): Refusal[] {
  if (peer.kind === 'pods') {
    return [
      ...selectorRefusals(peer.namespaceSelector ?? {}, [...path, 'namespaceSelector']),
      ...selectorRefusals(peer.podSelector ?? {}, [...path, 'podSelector']),
    ];
  }
  const { cidr, except } = peer;
  return except.flatMap((one, index) =>
    isInside(one, cidr)
      ? []
      : [
          {
            path: [...path, 'ipBlock', 'except', index],
            text: `the exception ${one} is not inside of ${cidr}, or is all of it`,
            fix: `Name a smaller block inside of ${cidr}, or delete the exception.`,
          },
        ],
  );
}

function isInside(inner: string, outer: string): boolean {
  const [address, length] = ipaddr.parseCIDR(inner);
  return parseCidr(outer)?.holds(address.toString()) === true && length > ipaddr.parseCIDR(outer)[1];
}

/** Ports in quotes, and names that no container port can have (Kubernetes API reference, ContainerPort.name). */
function portRefusals({ port }: PolicyPort, path: Path): Refusal[] {
  if (typeof port !== 'string' || portNameProblem(port) === undefined) return [];
  const meant = /^\d+$/.test(port) ? Number(port) : undefined;
  return [
    {
      path,
      text: `port "${port}" is a text, and so the name of a container port, which has a letter and at most 15 of a-z, 0-9 and -`,
      fix: meant === undefined ? 'Write the name of a container port, or a number.' : `Write ${meant} without quotes.`,
      meant,
    },
  ];
}

function selectorRefusals(selector: LabelSelector, path: Path): Refusal[] {
  const fix = 'Correct the selector, or the policy never comes to be.';
  return selectorProblems(selector, path).map((problem) => ({ ...problem, fix }));
}
