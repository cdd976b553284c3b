import type { ContainerPort, World, WorldPod } from '../../policy/world.ts';
import type { Manifest } from '../model.ts';
import type { Node } from '../../policy/addresses.ts';
import type { Faults } from './fault.ts';
import { hostsScript, netnsOf, outsideNetns, podsScript } from './network.ts';
import { translatePolicies } from './policies.ts';
import { serversScript, zoneFile } from './servers.ts';
import { translateServices, type NodePort } from './services.ts';
import { resolvConf, zoneOf } from './zone.ts';

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

/** Servers that belong together: they are in one network namespace. */
interface Serving {
  readonly netns: string;
  readonly ports: readonly ContainerPort[];
}

/**
 * The shell program that brings what stands in line with a world: network namespaces for new pods, names, rules, servers.
 * Rules come before servers, so that nothing is reached before its policies are in force.
 */
export function assemble(
  world: World,
  { nodePorts, hosts, faults, isDead }: Content,
  { nodes, standing, impairment }: { nodes: readonly Node[]; standing: Standing; impairment: Impairment },
): { readonly script: string; readonly standing: Standing } {
  const pods = world.pods
    .filter((pod) => !pod.hostNetwork && !standing.netns.includes(netnsOf(pod)))
    .map((pod, offset) => ({ pod, index: standing.netns.length + offset }));
  const serving = [
    ...world.pods.filter((pod) => !isDead(pod)).map((pod) => ({ netns: netnsOf(pod), ports: pod.ports })),
    { netns: outsideNetns, ports: hosts.flatMap(({ ports }) => ports) },
  ];
  const fresh = serving.map((one) => onlyNew(one, standing)).filter(({ ports }) => ports.length > 0);
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
      ...[...world.namespaces.keys()].map((namespace) => file(resolvConfFile(namespace), resolvConf(namespace, world))),
      'busybox killall -q -HUP dnsmasq || true',
      startServers(fresh, faults),
    ].join('\n'),
    standing: {
      netns: [...standing.netns, ...pods.map(({ pod }) => netnsOf(pod))],
      servers: [...standing.servers, ...fresh.flatMap(keysOf)],
    },
  };
}

/** The resolver configuration of the pods of a namespace. */
export function resolvConfFile(namespace: string): string {
  return `/run/flowproof/resolv.${namespace}`;
}

/** Hosts beyond the cluster share their servers: one answers at every address. */
function onlyNew({ netns, ports }: Serving, { servers }: Standing): Serving {
  const unique = [...new Map(ports.map((port) => [keyOf(netns, port), port])).values()];
  return { netns, ports: unique.filter((port) => !servers.includes(keyOf(netns, port))) };
}

function keysOf({ netns, ports }: Serving): string[] {
  return ports.map((port) => keyOf(netns, port));
}

function keyOf(netns: string, { number, protocol }: ContainerPort): string {
  return `${netns} ${number}/${protocol}`;
}

/** Side by side, and none may take longer than servers do that start at all. */
function startServers(serving: readonly Serving[], faults: Faults): string {
  const starts = serving.map(
    (one) =>
      `timeout 20 nsenter --net=/run/netns/${one.netns} sh -s <<'${mark}' & pids="$pids $!"\n${serversScript(one, faults)}\n${mark}`,
  );
  return ['pids=', ...starts, 'for pid in $pids; do wait "$pid"; done'].join('\n');
}

const mark = 'end of flowproof';

function file(path: string, text: string): string {
  return `cat >${path} <<'${mark}'\n${text.trimEnd()}\n${mark}`;
}
