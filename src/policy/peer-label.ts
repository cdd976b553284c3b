import type { LabelSelector } from '../model/scenario.ts';
import { selectorText } from '../kubernetes/selector.ts';
import type { Peer, PolicyPort, PolicyRule } from './network-policy.ts';

/** A peer in words; `namespace` is its policy's. */
export function peerLabel(peer: Peer, namespace: string): string {
  if (peer.kind === 'ipBlock') {
    return peer.except.length > 0 ? `${peer.cidr} except ${peer.except.join(', ')}` : peer.cidr;
  }
  const pods = selectorText(peer.podSelector ?? {}) || 'every pod';
  return `${pods} in ${namespacesLabel(peer.namespaceSelector, namespace)}`;
}

/** Whom a rule is for: its peers, or anyone. */
export function peersLabel({ peers }: PolicyRule, namespace: string): string {
  return peers === 'any' ? 'anyone' : peers.map((peer) => peerLabel(peer, namespace)).join(' or ');
}

/** The ports of a rule in words: `5432`, `53/UDP or 53`, `8000 to 8010`. */
export function portsLabel({ ports }: Pick<PolicyRule, 'ports'>): string {
  return ports === 'any' ? 'every port' : ports.map(policyPortLabel).join(' or ');
}

/** A number and its transport; TCP goes without saying. */
export function transportLabel(number: number | string, protocol: string): string {
  return protocol === 'TCP' ? String(number) : `${number}/${protocol}`;
}

function policyPortLabel({ port, endPort, protocol }: PolicyPort): string {
  if (port === undefined) return `every ${protocol} port`;
  return transportLabel(endPort === undefined ? port : `${port} to ${endPort}`, protocol);
}

function namespacesLabel(selector: LabelSelector | undefined, namespace: string): string {
  if (!selector) return `namespace ${namespace}`;
  const text = selectorText(selector);
  if (text === '') return 'every namespace';
  const [, name] = /^kubernetes\.io\/metadata\.name=([^,]+)$/.exec(text) ?? [];
  return name === undefined ? `namespaces with ${text}` : `namespace ${name}`;
}
