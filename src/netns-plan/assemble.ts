import type { ContainerPort, World, WorldPod } from '../policy/world.ts';
import type { Manifest } from '../model/scenario.ts';
import type { Node } from '../policy/addresses.ts';
import type { Faults } from './fault.ts';
import { hostsScript, netnsOf, outsideNetns, podsScript } from './network.ts';
import { translatePolicies } from './nft-policies.ts';
import { listenersOf, placeOf, zoneFile, type Listener } from './planned-servers.ts';
import { translateServices, type NodePort } from './services.ts';
import { hostsFile, resolvConf, resolverOf, resolverOfNode, zoneOf } from './zone.ts';

/** All that a simulated cluster is told to hold. */
export interface Content {
  readonly manifests: readonly Manifest[];
  /** Ports that nodes open to the outside. */
  readonly nodePorts: (world: World) => readonly NodePort[];
  readonly hosts: readonly OutsideHost[];
  readonly faults: Faults;
  /** Whether a pod's servers are dead. */
  readonly isDead: (pod: WorldPod) => boolean;
}

/** A receiver beyond the cluster. */
export interface OutsideHost {
  /** Absent for one that is called by its address. */
  readonly name?: string | undefined;
  readonly ip: string;
  readonly ports: readonly ContainerPort[];
}

/** What slows and loses packets, as shell commands; empty where nothing does. */
export interface Impairment {
  /** To be run in the network namespace of every pod. */
  readonly inPod: string;
  /** To be run on every node. */
  readonly onNode: string;
}

/** What runs already, by names that only this file knows. */
export interface Standing {
  readonly netns: readonly string[];
  readonly servers: readonly string[];
}

/** What is to be done, and what stands then. */
export interface Assembly {
  /** To be run before anything listens, so that nothing is reached before its policies are in force. */
  readonly script: string;
  readonly listeners: readonly Listener[];
  readonly standing: Standing;
}

/** How what stands is brought in line with a world: network namespaces for new pods, names and rules, then servers. */
export function assemble(
  world: World,
  { nodePorts, hosts, faults, isDead }: Content,
  { nodes, standing, impairment }: { nodes: readonly Node[]; standing: Standing; impairment: Impairment },
): Assembly {
  const pods = world.pods
    .filter((pod) => !pod.hostNetwork && !standing.netns.includes(netnsOf(pod)))
    .map((pod, offset) => ({ pod, index: standing.netns.length + offset }));
  const serving = [
    ...world.pods.filter((pod) => !isDead(pod)).map((pod) => ({ netns: netnsOf(pod), ports: pod.ports })),
    // By address: what one that has many answers with is its own business otherwise.
    ...hosts.map(({ ip, ports }) => ({ netns: outsideNetns, ip, ports })),
  ];
  const wanted = new Map(serving.flatMap((one) => listenersOf(one, faults)).map((one) => [placeOf(one), one]));
  const listeners = [...wanted.values()].filter((one) => !standing.servers.includes(placeOf(one)));
  const names = new Map(hosts.flatMap(({ name, ip }): [string, string][] => (name === undefined ? [] : [[name, ip]])));
  const rules = [translatePolicies(world), translateServices(world, { nodes, nodePorts: nodePorts(world) })];
  return {
    script: [
      podsScript(pods, nodes),
      ...(impairment.inPod === ''
        ? []
        : pods.map(({ pod }) => `nsenter --net=/run/netns/${netnsOf(pod)} ${impairment.inPod}`)),
      hostsScript(hosts.map(({ ip }) => ip)),
      file('/run/flowproof/rules.nft', rules.join('\n')),
      ...nodes.map(({ name }) => `nsenter --net=/run/netns/${name} nft -f /run/flowproof/rules.nft`),
      file(zoneFile, zoneOf(world, names)),
      file(resolverOfNode.hosts, hostsFile(names)),
      ...[...world.namespaces.keys()].map((namespace) =>
        file(resolverOf(namespace).resolvConf, resolvConf(namespace, world)),
      ),
    ].join('\n'),
    listeners,
    standing: {
      netns: [...standing.netns, ...pods.map(({ pod }) => netnsOf(pod))],
      servers: [...standing.servers, ...listeners.map(placeOf)],
    },
  };
}

const mark = 'end of flowproof';

function file(path: string, text: string): string {
  return `cat >${path} <<'${mark}'\n${text.trimEnd()}\n${mark}`;
}
