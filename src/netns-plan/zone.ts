import { podNameLabel } from '../policy/build-world.ts';
import type { World } from '../policy/world.ts';

const clusterDomain = 'cluster.local';

/** Where programs look names up, by the paths of its files. */
export interface Resolver {
  /** Takes the place of /etc/resolv.conf. */
  readonly resolvConf: string;
  /** Takes the place of /etc/hosts: names that nobody is asked for. */
  readonly hosts: string;
}

/** That of the pods of a namespace: cluster DNS. */
export function resolverOf(namespace: string): Resolver {
  return { resolvConf: `/run/flowproof/resolv.${namespace}`, hosts: '/run/flowproof/hosts' };
}

/** A node's own, which senders outside have as well: it knows the hosts, and asks nobody. */
export const resolverOfNode: Resolver = {
  resolvConf: '/run/flowproof/resolv-of-node',
  hosts: '/run/flowproof/hosts-of-node',
};

/** @param hosts - Addresses by name. */
export function hostsFile(hosts: ReadonlyMap<string, string>): string {
  return ['127.0.0.1 localhost', ...[...hosts].map(([name, ip]) => `${ip} ${name}`), ''].join('\n');
}

/**
 * What cluster DNS knows: Services by their names, headless ones as the addresses of their pods (Kubernetes documentation,
 * DNS for Services and Pods), and hosts beyond the cluster.
 *
 * @returns lines in the format of /etc/hosts
 */
export function zoneOf({ services }: World, hosts: ReadonlyMap<string, string>): string {
  const records = services.flatMap(({ namespace, name, clusterIps, pods }) => {
    const ips = clusterIps.length > 0 ? clusterIps : pods.flatMap((pod) => pod.ips);
    const domain = `${name}.${namespace}.svc.${clusterDomain}`;
    // Only a StatefulSet's pods have names of their own.
    const named = clusterIps.length > 0 ? [] : pods.filter(({ labels }) => podNameLabel in labels);
    return [
      ...ips.map((ip) => `${ip} ${domain}`),
      ...named.flatMap((pod) => pod.ips.map((ip) => `${ip} ${pod.name}.${domain}`)),
    ];
  });
  return [...records, ...[...hosts].map(([name, ip]) => `${ip} ${name}`), ''].join('\n');
}

/** What the kubelet writes into a pod of a namespace (`dnsPolicy: ClusterFirst`). */
export function resolvConf(namespace: string, { services }: World): string {
  const dns = services.find(({ name, namespace: own }) => own === 'kube-system' && name === 'kube-dns');
  const search = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  return `nameserver ${dns?.clusterIps[0]}\nsearch ${search.join(' ')}\noptions ndots:5\n`;
}
