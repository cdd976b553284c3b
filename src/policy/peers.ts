import { selects } from '../kubernetes/selector.ts';
import type { NetworkPolicy, PodPeer, PolicyPort } from './network-policy.ts';
import type { World, WorldPod } from './world.ts';

/** The pods that a policy isolates. Pods on their node's network are no pods to a policy. */
export function selectedPods({ namespace, podSelector }: NetworkPolicy, { pods }: World): WorldPod[] {
  return pods.filter((pod) => !pod.hostNetwork && pod.namespace === namespace && selects(podSelector, pod.labels));
}

/**
 * Whether a pod is one of a peer. A namespaceSelector and a podSelector in one peer must both hold; a podSelector alone
 * means the policy's own namespace (Kubernetes API reference, NetworkPolicyPeer).
 */
export function isPeer(
  pod: WorldPod,
  { namespaceSelector, podSelector }: PodPeer,
  namespace: string,
  world: World,
): boolean {
  if (pod.hostNetwork) return false;
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, world.namespaces.get(pod.namespace) ?? {})
    : pod.namespace === namespace;
  return inNamespace && selects(podSelector ?? {}, pod.labels);
}

/** The numbers that a named port has at a pod; none where no container declares it for that protocol. */
export function namedPorts({ ports }: WorldPod, { port, protocol }: PolicyPort): number[] {
  return ports.filter((one) => one.name === port && one.protocol === protocol).map(({ number }) => number);
}
