import type { Transport } from '../policy/network-policy.ts';
import type { Backend, World, WorldServicePort } from '../policy/world.ts';
import type { Node } from '../policy/addresses.ts';
import { byFamily, chain, replaceTable } from './nft.ts';

/** A port of every node that leads to the pods on that node, as with externalTrafficPolicy Local. */
export interface NodePort {
  /** What the ruleset calls it. */
  readonly title: string;
  readonly number: number;
  readonly protocol: Transport;
  readonly backends: readonly Backend[];
}

/** An address and port that is translated, and where it leads. */
interface Front {
  readonly title: string;
  readonly ip: string;
  readonly number: number;
  readonly protocol: Transport;
  /** Address and port of every pod behind it, as `dnat` takes them. */
  readonly backends: readonly string[];
}

/**
 * Translates Services as kube-proxy does: a connection to a cluster IP goes to a backend taken at random, before any
 * policy sees it, and is refused where there is none.
 */
export function translateServices(
  { services }: World,
  { nodes, nodePorts }: { readonly nodes: readonly Node[]; readonly nodePorts: readonly NodePort[] },
): string {
  const fronts = [
    ...services.flatMap(({ namespace, name, clusterIps, ports }) =>
      clusterIps.flatMap((ip) => ports.map((port) => frontOf(`${namespace}/${name}`, ip, port))),
    ),
    ...nodePorts.flatMap(({ title, backends, ...port }) =>
      nodes.flatMap(({ name, ips }) => {
        const local = backends.filter(({ pod }) => pod.node === name);
        return local.length === 0
          ? []
          : ips.map((ip) => frontOf(`${title} on ${name}`, ip, { ...port, backends: local }));
      }),
    ),
  ];
  const open = fronts.filter(({ backends }) => backends.length > 0);
  const closed = fronts.filter(({ backends }) => backends.length === 0);
  const entries = open.map((front, index) => ({ ...front, text: `${match(front)} : goto ${chainName(index)}` }));
  return replaceTable('flowproof-services', [
    chain(
      'translate',
      byFamily(entries, ({ ip }) => ip).map(
        ({ keyword, items }) => `${keyword} ${fields} vmap { ${items.map(({ text }) => text).join(', ')} }`,
      ),
    ),
    chain('prerouting', ['type nat hook prerouting priority dstnat; policy accept;', 'jump translate']),
    chain('output', ['type nat hook output priority -100; policy accept;', 'jump translate']),
    chain('forward', [
      'type filter hook forward priority -1; policy accept;',
      ...byFamily(closed, ({ ip }) => ip).map(
        ({ keyword, items }) => `${keyword} ${fields} { ${items.map(match).join(', ')} } reject`,
      ),
    ]),
    ...open.map(frontChains),
  ]);
}

const fields = 'daddr . meta l4proto . th dport';

function frontOf(title: string, ip: string, { number, protocol, backends }: WorldServicePort): Front {
  const isIpv6 = ip.includes(':');
  const targets = backends.flatMap(({ pod, port }) =>
    pod.ips
      .filter((one) => one.includes(':') === isIpv6)
      .map((one) => (isIpv6 ? `ip6 to [${one}]:${port}` : `ip to ${one}:${port}`)),
  );
  return { title, ip, number, protocol, backends: targets };
}

function match({ ip, number, protocol }: Front): string {
  return `${ip} . ${protocol.toLowerCase()} . ${number}`;
}

function frontChains({ title, number, protocol, backends }: Front, index: number): string {
  const own = chainName(index);
  const choices = backends.map((_, position) => `${position} : goto ${own}-${position + 1}`);
  return [
    `  # ${title}:${number}/${protocol}`,
    ...backends.map((to, position) =>
      chain(`${own}-${position + 1}`, [`meta l4proto ${protocol.toLowerCase()} dnat ${to}`]),
    ),
    chain(own, [`numgen random mod ${choices.length} vmap { ${choices.join(', ')} }`]),
  ].join('\n');
}

function chainName(index: number): string {
  return `service-${index + 1}`;
}
