import { addressFamily } from '../kubernetes/cidr.ts';
import type { Transport } from './network-policy.ts';
import type { WorldPod } from './world.ts';

/** A new connection as policies see it: after a Service's address and port were translated to those of a pod. */
export interface Connection {
  readonly from: PodEnd | NodeEnd | OutsideEnd;
  readonly to: PodEnd | OutsideEnd;
  /** Port at the receiver. */
  readonly port: number;
  readonly protocol: Transport;
  /** Whether a Service stood for the receiver. It matters where a pod so reaches itself. */
  readonly viaService?: boolean | undefined;
  /** @defaultValue the first family of the receiver that the sender has as well */
  readonly family?: 'IPv4' | 'IPv6' | undefined;
}

export interface PodEnd {
  readonly kind: 'pod';
  readonly pod: WorldPod;
}

/** A process on a node itself, the kubelet for one. */
interface NodeEnd {
  readonly kind: 'node';
  readonly name: string;
  readonly address: string;
}

/** An address outside of the cluster, or anything else that is not a pod. */
interface OutsideEnd {
  readonly kind: 'outside';
  readonly address: string;
}

export type End = PodEnd | NodeEnd | OutsideEnd;

/** Whether policies take this end for a pod; on its node's network a pod is to them what the node is. */
export function isPolicyPod(end: End): end is PodEnd {
  return end.kind === 'pod' && !end.pod.hostNetwork;
}

/** The address that an end of a connection shows to the other; `undefined` where it has none of the family. */
export function addressOf(end: End, connection: Connection): string | undefined {
  const family = familyOf(connection);
  return addressesOf(end).find((address) => addressFamily(address) === family);
}

/** An end in words. */
export function endLabel(end: End): string {
  switch (end.kind) {
    case 'pod':
      return `${end.pod.namespace}/${end.pod.name}`;
    case 'node':
      return `node ${end.name}`;
    case 'outside':
      return end.address;
  }
}

function familyOf({ from, to, family }: Connection): 'IPv4' | 'IPv6' | undefined {
  if (family) return family;
  const own = new Set(addressesOf(from).map(addressFamily));
  return addressesOf(to)
    .map(addressFamily)
    .find((one) => own.has(one));
}

function addressesOf(end: End): readonly string[] {
  return end.kind === 'pod' ? end.pod.ips : [end.address];
}
