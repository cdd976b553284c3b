import { apiServiceIp, dnsServiceIp } from '../kubernetes/cluster-objects.ts';
import type { Placement } from './build-world.ts';

/** Address families that pods and Services have. */
export type IpFamily = 'ipv4' | 'ipv6' | 'dual';

/** A simulated node: a router with pods behind it. */
export interface Node {
  readonly name: string;
  readonly ips: readonly string[];
}

/** Where senders beyond the cluster are (RFC 5737, RFC 3849: addresses for documentation). */
export const outsideIps: readonly string[] = ['203.0.113.10', '2001:db8:203::10'];

/** Two, because traffic within a node and between nodes takes different paths. */
const nodes: readonly Node[] = [1, 2].map((number) => ({
  name: `node-${number}`,
  ips: [`192.0.2.${10 + number}`, `2001:db8:192::${10 + number}`],
}));

/**
 * The addresses of the simulated cluster. Pods and Services have the networks that flowproof's kind cluster has, so that
 * an ipBlock means the same in both.
 */
export interface AddressPlan extends Placement {
  readonly nodes: readonly string[];
  readonly nodeList: readonly Node[];
  /** Address of a receiver beyond the cluster that the scenario calls by a DNS name. */
  readonly hostIp: (name: string) => string;
}

/** Hands out addresses; the same question gets the same answer. */
export function planAddresses(family: IpFamily): AddressPlan {
  const pods = memoize();
  const services = memoize();
  const hosts = memoize();
  const ofFamily = (ips: readonly string[]): string[] =>
    ips.filter((ip) => family === 'dual' || ip.includes(':') === (family === 'ipv6'));
  return {
    nodes: nodes.map(({ name }) => name),
    nodeList: nodes.map(({ name, ips }) => ({ name, ips: ofFamily(ips) })),
    podPlace({ namespace, name, hostNetwork, wantedIps }) {
      const index = pods(`${namespace}/${name}`);
      // Alternating, so that replicas are on both nodes.
      const on = index % nodes.length;
      const host = Math.floor(index / nodes.length) + 2;
      const own = [
        `192.168.${on * 128 + Math.floor(host / 256)}.${host % 256}`,
        `fd00:10:244:${on + 1}::${host.toString(16)}`,
      ];
      const node = nodes[on] ?? { name: '', ips: [] };
      if (hostNetwork && wantedIps.length === 0) return { node: node.name, ips: ofFamily(node.ips) };
      return { node: node.name, ips: wantedIps.length > 0 ? wantedIps : ofFamily(own) };
    },
    serviceIps({ namespace, name }) {
      const key = `${namespace}/${name}`;
      const host = wellKnown[key] ?? services(key) + firstServiceHost;
      return ofFamily([`10.96.${Math.floor(host / 256)}.${host % 256}`, `fd00:10:96::${host.toString(16)}`]);
    },
    hostIp: (name) => `198.51.100.${hosts(name) + 10}`,
  };
}

/** Where kubeadm and kind put them in the Service network. */
const wellKnown: Readonly<Record<string, number>> = {
  'default/kubernetes': lastOctet(apiServiceIp),
  'kube-system/kube-dns': lastOctet(dnsServiceIp),
};

function lastOctet(ip: string): number {
  return Number(ip.split('.').at(-1));
}

/** Those before are for Services that ask for theirs. */
const firstServiceHost = 256;

function memoize(): (key: string) => number {
  const indices = new Map<string, number>();
  return (key) => {
    const index = indices.get(key) ?? indices.size;
    indices.set(key, index);
    return index;
  };
}
