import ipaddr from 'ipaddr.js';
import { parseCidr } from '../../policy/cidr.ts';
import type { Hit } from '../rule.ts';
import type { PlacedPolicy } from '../subject.ts';

/** "Except values will be rejected if they are outside the cidr range" (Kubernetes API reference, IPBlock). */
export function strayExceptions({ manifest, rules }: PlacedPolicy): Hit[] {
  const peers = rules.flatMap((rule) => (rule.peers === 'any' ? [] : rule.peers));
  return peers.flatMap(({ peer, path }) =>
    peer.kind === 'pods'
      ? []
      : peer.except.flatMap((except, index) =>
          isInside(except, peer.cidr)
            ? []
            : [
                {
                  manifest,
                  position: manifest.at([...path, 'ipBlock', 'except', index]),
                  why: `The API server refuses the exception ${except}: it is not inside of ${peer.cidr}, or is all of it.`,
                  fix: `Name a smaller block inside of ${peer.cidr}, or delete the exception.`,
                },
              ],
        ),
  );
}

function isInside(inner: string, outer: string): boolean {
  const [address, length] = ipaddr.parseCIDR(inner);
  return parseCidr(outer)?.holds(address.toString()) === true && length > ipaddr.parseCIDR(outer)[1];
}
