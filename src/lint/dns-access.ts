import type { PolicyPort } from '../policy/network-policy.ts';
import type { PlacedPeer, PlacedRule } from './subject.ts';

/** What a peer that means the cluster's DNS looks like. */
export const dnsPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** Whether a port is written as one of DNS: 53, or 5353, where OpenShift's DNS pods listen. */
export function isDnsPort({ port, endPort }: PolicyPort): boolean {
  if (port === 'dns' || port === 'dns-tcp') return true;
  return typeof port === 'number' && [53, 5353].some((dns) => port === dns || (port < dns && dns <= (endPort ?? 0)));
}

/** Whether an egress rule says in its ports that it is about DNS, or leaves the ports open. */
export function concernsDns({ ports }: PlacedRule): boolean {
  return ports === 'any' || ports.some(({ port }) => port.port === undefined || isDnsPort(port));
}

/** Whether an egress rule lets its pods ask a DNS server, or may do so for all that is known. */
export function mayReachDns(rule: PlacedRule): boolean {
  return concernsDns(rule) && (rule.peers === 'any' || rule.peers.some(mayBeDns));
}

/** Whether a peer has a DNS server. A block of addresses may be a cache on the node. */
export function mayBeDns({ peer, pods }: PlacedPeer): boolean {
  return peer.kind === 'ipBlock' || pods.some(({ ports }) => ports.some(({ number }) => isDnsNumber(number)));
}

function isDnsNumber(number: number): boolean {
  return number === 53 || number === 5353;
}
