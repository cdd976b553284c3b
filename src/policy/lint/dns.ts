import type { PolicyPort } from '../network-policy.ts';
import type { World, WorldPod } from '../world.ts';
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

/** Whether an egress rule lets its pods ask the cluster's DNS, or may do so for all that is known. */
export function mayReachDns(rule: PlacedRule, world: World): boolean {
  return concernsDns(rule) && (rule.peers === 'any' || rule.peers.some((peer) => mayBeDns(peer, world)));
}

/** Blocks of addresses may be a DNS cache on the node, and namespaces of other files may hold a DNS server. */
export function mayBeDns({ peer, pods }: PlacedPeer, world: World): boolean {
  if (peer.kind === 'ipBlock') return true;
  return pods.some((pod) => isDnsServer(pod, world));
}

function isDnsServer(pod: WorldPod, { services }: World): boolean {
  const kubeDns = services.find(({ namespace, name }) => namespace === 'kube-system' && name === 'kube-dns');
  return kubeDns?.pods.includes(pod) === true || pod.ports.some(({ number }) => number === 53);
}
