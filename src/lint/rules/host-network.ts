import { selects } from '../../kubernetes/selector.ts';
import { quoted } from '../names.ts';
import type { Hit, LintRule } from '../rule.ts';
import type { LintSubject, PlacedPolicy } from '../subject.ts';

/** Policies for pods that have no address of their own. */
export const hostNetworkPod: LintRule = {
  id: 'host-network-pod',
  severity: 'warning',
  title: 'A policy selects a pod that uses the network of its node.',
  why: 'NetworkPolicy does not define what happens to hostNetwork pods. Most plugins see the traffic of the node and do not apply the policy.',
  fix: 'Take the pod off the host network, or protect the node by other means.',
  example: {
    wrong: `
podSelector: { matchLabels: { app: agent } }
policyTypes: [Ingress]`,
    right: `
podSelector: { matchLabels: { app: api } }
policyTypes: [Ingress]`,
  },
  check: (subject) => subject.policies.flatMap((policy) => onHost(policy, subject)),
};

function onHost({ manifest, policy }: PlacedPolicy, { world }: LintSubject): Hit[] {
  const { namespace, podSelector } = policy;
  if (selects(podSelector, {})) return [];
  const pod = world.pods.find(
    (one) => one.hostNetwork && one.namespace === namespace && selects(podSelector, one.labels),
  );
  if (!pod) return [];
  return [
    {
      manifest,
      position: manifest.at(['spec', 'podSelector']),
      why: `${quoted(podSelector)} selects ${pod.name}, which uses the network of its node, where policies are not defined.`,
      fix: 'Take the pod off the host network, or do not count on this policy for it.',
    },
  ];
}
