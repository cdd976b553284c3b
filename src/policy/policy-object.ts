import type { KubernetesObject } from '../model/scenario.ts';
import type { NetworkPolicy, Peer, PolicyPort, PolicyRule } from './network-policy.ts';

/** A policy as a Kubernetes object that means the same, to be applied. */
export function policyObject(policy: NetworkPolicy): KubernetesObject {
  const { name, namespace, podSelector, policyTypes, ingress, egress } = policy;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector,
      policyTypes,
      ingress: ingress.map((rule) => ruleObject(rule, 'from')),
      egress: egress.map((rule) => ruleObject(rule, 'to')),
    },
  };
}

function ruleObject({ peers, ports }: PolicyRule, key: 'from' | 'to'): object {
  return {
    ...(peers === 'any' ? {} : { [key]: peers.map(peerObject) }),
    ...(ports === 'any' ? {} : { ports: ports.map(portObject) }),
  };
}

function peerObject(peer: Peer): object {
  if (peer.kind === 'ipBlock') return { ipBlock: { cidr: peer.cidr, except: peer.except } };
  const { namespaceSelector, podSelector } = peer;
  // Absent, a namespaceSelector is the own namespace, and a podSelector every pod; one of them has to be there.
  if (namespaceSelector === undefined) return { podSelector: podSelector ?? {} };
  return { namespaceSelector, ...(podSelector === undefined ? {} : { podSelector }) };
}

function portObject({ protocol, port, endPort }: PolicyPort): object {
  return {
    protocol,
    ...(port === undefined ? {} : { port }),
    ...(endPort === undefined ? {} : { endPort }),
  };
}
