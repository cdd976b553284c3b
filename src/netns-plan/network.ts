import type { WorldPod } from '../policy/world.ts';
import { type Node, outsideIps } from '../policy/addresses.ts';

/** A pod that is about to get its network namespace. */
export interface NewPod {
  readonly pod: WorldPod;
  /** Unique among all pods of the run; names the link on its node. */
  readonly index: number;
}

/** Name of the network namespace beyond the routers. */
export const outsideNetns = 'outside';

/** Addresses of the router between the nodes and the outside. */
const routerIps = ['192.0.2.1', '2001:db8:192::1'];

/** Addresses of every node on the links to its pods; the first is Calico's. */
const podGateways = ['169.254.1.1', 'fd00:10:244::1'];

/** Name of the network namespace that a pod is in; that of its node where it uses the node's network. */
export function netnsOf({ namespace, name, node, hostNetwork }: WorldPod): string {
  return hostNetwork ? node : `${namespace}_${name}`;
}

/**
 * The shell program that lays out the network: a router where it runs, a router for every node, and a host beyond them.
 * `onNode` is run on every node, unless it is empty.
 *
 * It needs `ip` and `nsenter`, and to be root of the network namespace.
 */
export function networkScript(nodes: readonly Node[], onNode: string): string {
  const ends = [...nodes, { name: outsideNetns, ips: sameFamilies(outsideIps, nodes[0]?.ips ?? []) }];
  return [
    ...ends.map(({ name }) => `ip netns add ${name}`),
    ...[undefined, ...nodes.map(({ name }) => name)].map(becomeRouter),
    batch(undefined, [
      'link set lo up',
      ...ends.flatMap(({ name, ips }) => [
        `link add ${name} type veth peer name eth0 netns ${name}`,
        `link set ${name} up`,
        ...ips.flatMap((ip) => [address(gatewayOf(ip, routerIps), name), `route add ${host(ip)} dev ${name}`]),
      ]),
      ...(ends.at(-1)?.ips ?? []).map((ip) => `route add default via ${ip}`),
    ]),
    ...ends.map(({ name, ips }) =>
      batch(name, ['link set lo up', 'link set eth0 up', ...ips.flatMap((ip) => uplink(ip, gatewayOf(ip, routerIps)))]),
    ),
    ...(onNode === '' ? [] : nodes.map(({ name }) => `nsenter --net=/run/netns/${name} ${onNode}`)),
    '',
  ].join('\n');
}

/** The shell program that gives pods their network namespaces, behind their nodes. */
export function podsScript(pods: readonly NewPod[], nodes: readonly Node[]): string {
  const own = pods.filter(({ pod }) => !pod.hostNetwork);
  const nodeIps = (name: string): readonly string[] => nodes.find((node) => node.name === name)?.ips ?? [];
  return [
    ...own.map(({ pod }) => `ip netns add ${netnsOf(pod)}`),
    ...[...Map.groupBy(own, ({ pod }) => pod.node)].map(([node, there]) =>
      batch(
        node,
        there.flatMap((one) => podLink(one, nodeIps(node))),
      ),
    ),
    batch(
      undefined,
      own.flatMap(({ pod }) =>
        pod.ips.map((ip) => `route add ${host(ip)} via ${sameFamilies(nodeIps(pod.node), [ip])[0]}`),
      ),
    ),
    ...own.map(({ pod }) =>
      batch(netnsOf(pod), [
        'link set lo up',
        'link set eth0 up',
        ...pod.ips.flatMap((ip) => uplink(ip, gatewayOf(ip, podGateways))),
      ]),
    ),
    '',
  ].join('\n');
}

/** The shell program that lets the host beyond the routers answer at these addresses. */
export function hostsScript(ips: readonly string[]): string {
  return batch(
    outsideNetns,
    ips.map((ip) => address(ip, 'lo', 'replace')),
  );
}

function podLink({ pod, index }: NewPod, nodeIps: readonly string[]): string[] {
  const link = `pod${index}`;
  return [
    `link add ${link} type veth peer name eth0 netns ${netnsOf(pod)}`,
    `link set ${link} up`,
    ...pod.ips.flatMap((ip) => [
      address(gatewayOf(ip, podGateways), link),
      // What a node itself sends comes from its own address, as a kubelet's probes do.
      `route add ${host(ip)} dev ${link} src ${sameFamilies(nodeIps, [ip])[0]}`,
    ]),
  ];
}

/** The side of a link that is not the router's. */
function uplink(ip: string, gateway: string): string[] {
  return [address(ip, 'eth0'), `route add ${host(gateway)} dev eth0`, `route add default via ${gateway} src ${ip}`];
}

/** One `ip` for many commands in a network namespace; that of the router without a name. */
function batch(netns: string | undefined, commands: readonly string[]): string {
  if (commands.length === 0) return '';
  return `ip ${netns === undefined ? '' : `-n ${netns} `}-batch - <<'end'\n${commands.join('\n')}\nend`;
}

/** Forwards, and uses the addresses of links to come at once: a router asks for its neighbours from those. */
function becomeRouter(netns: string | undefined): string {
  const ipv6 = 'cd /proc/sys/net/ipv6/conf && echo 1 >all/forwarding && echo 0 >default/accept_dad';
  const enable = `sh -ec 'echo 1 >/proc/sys/net/ipv4/ip_forward; [ ! -d /proc/sys/net/ipv6 ] || { ${ipv6}; }'`;
  return netns === undefined ? enable : `nsenter --net=/run/netns/${netns} ${enable}`;
}

function gatewayOf(ip: string, gateways: readonly string[]): string {
  return sameFamilies(gateways, [ip])[0] ?? '';
}

/** Without duplicate address detection, which would keep an IPv6 address from use for a second. */
function address(ip: string, link: string, verb: 'add' | 'replace' = 'add'): string {
  return `addr ${verb} ${host(ip)} dev ${link}${ip.includes(':') ? ' nodad' : ''}`;
}

function sameFamilies(ips: readonly string[], as: readonly string[]): string[] {
  return ips.filter((ip) => as.some((one) => one.includes(':') === ip.includes(':')));
}

function host(ip: string): string {
  return `${ip}/${ip.includes(':') ? 128 : 32}`;
}
