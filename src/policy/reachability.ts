import { selects } from '../core/selector.ts';
import type { LabelSelector } from '../core/model.ts';
import { podClasses, type PodClass } from './pod-classes.ts';
import type { Direction, NetworkPolicy, Peer, PolicyPort, PolicyRule, Transport } from './network-policy.ts';
import { namedPorts } from './peers.ts';
import { createPortSets, type PortRange, type PortSets } from './port-sets.ts';
import type { World } from './world.ts';

/** Who reaches whom in a world, on which ports: between distinct pods that have a network of their own. */
export interface Reachability {
  readonly classes: readonly PodClass[];
  /** Ports on which pods of one class reach those of another, given by their places in `classes`. */
  readonly portsBetween: (from: number, to: number) => readonly PortRange[];
  /** Whether pods of one class reach those of another on a port. */
  readonly reaches: (from: number, to: number, port: number, protocol: Transport) => boolean;
}

/**
 * Computes the whole reachability of a world at once. It says of every pair of pods and every port what `evaluate` says
 * of them one by one; pods that no policy can tell apart are one class, so that large clusters take seconds.
 */
export function reachability(world: World): Reachability {
  const classes = podClasses(world);
  const sets = createPortSets();
  const context: Context = { world, classes, sets, places: placesOf(classes, world) };
  const ingress = sideOf('Ingress', context);
  const egress = sideOf('Egress', context);
  const count = classes.length;
  const between = (from: number, to: number): number =>
    sets.intersection(egress[from * count + to] ?? sets.none, ingress[to * count + from] ?? sets.none);
  for (let from = 0; from < count; from += 1) {
    for (let to = 0; to < count; to += 1) egress[from * count + to] = between(from, to);
  }
  const result = (from: number, to: number): number => egress[from * count + to] ?? sets.none;
  return {
    classes,
    portsBetween: (from, to) => sets.ranges(result(from, to)),
    reaches: (from, to, port, protocol) => sets.holds(result(from, to), port, protocol),
  };
}

interface Context {
  readonly world: World;
  readonly classes: readonly PodClass[];
  readonly sets: PortSets;
  readonly places: Places;
}

/** Finds the classes that a selector selects, as their places in the list; the same answer is given twice at no cost. */
interface Places {
  readonly inNamespace: (namespace: string) => readonly number[];
  readonly ofPeer: (peer: Peer, namespace: string) => readonly number[];
}

/** What one direction allows: for each class of pods at this side, the ports to or from each class at the other. */
function sideOf(direction: Direction, { world, classes, sets, places }: Context): Uint32Array {
  const count = classes.length;
  const allowed = new Uint32Array(count * count).fill(sets.all);
  const isolated = new Set<number>();
  const everybody = classes.map((_, index) => index);
  for (const policy of world.policies) {
    if (!policy.policyTypes.includes(direction)) continue;
    const selected = selectedBy(policy, classes, places);
    for (const own of selected) {
      if (!isolated.has(own)) allowed.fill(sets.none, own * count, (own + 1) * count);
      isolated.add(own);
    }
    for (const rule of direction === 'Ingress' ? policy.ingress : policy.egress) {
      const others =
        rule.peers === 'any'
          ? everybody
          : [...new Set(rule.peers.flatMap((peer) => places.ofPeer(peer, policy.namespace)))];
      const portsAt = portsOf(rule, classes, sets);
      for (const own of selected) {
        for (const other of others) {
          const cell = own * count + other;
          const ports = portsAt(direction === 'Ingress' ? own : other);
          allowed[cell] = sets.union(allowed[cell] ?? sets.none, ports);
        }
      }
    }
  }
  return allowed;
}

function selectedBy({ namespace, podSelector }: NetworkPolicy, classes: readonly PodClass[], places: Places): number[] {
  return places.inNamespace(namespace).filter((place) => selects(podSelector, classes[place]?.example.labels ?? {}));
}

/** The ports of a rule at a receiver: names mean what they mean there. */
function portsOf({ ports }: PolicyRule, classes: readonly PodClass[], sets: PortSets): (receiver: number) => number {
  if (ports === 'any') return () => sets.all;
  const rangesAt = (receiver: PodClass | undefined): PortRange[] => ports.flatMap((port) => rangesOf(port, receiver));
  if (ports.every(({ port }) => typeof port !== 'string')) {
    const fixed = sets.of(rangesAt(undefined));
    return () => fixed;
  }
  const known = new Map<number, number>();
  return (receiver) => {
    const set = known.get(receiver) ?? sets.of(rangesAt(classes[receiver]));
    known.set(receiver, set);
    return set;
  };
}

function rangesOf(own: PolicyPort, receiver: PodClass | undefined): PortRange[] {
  const { protocol, port, endPort } = own;
  if (port === undefined) return [{ protocol, first: 0, last: 65_535 }];
  if (typeof port === 'number') return [{ protocol, first: port, last: endPort ?? port }];
  return receiver ? namedPorts(receiver.example, own).map((number) => ({ protocol, first: number, last: number })) : [];
}

function placesOf(classes: readonly PodClass[], { namespaces }: World): Places {
  const byNamespace = Map.groupBy(classes.keys(), (place) => classes[place]?.example.namespace ?? '');
  const inNamespace = (namespace: string): readonly number[] => byNamespace.get(namespace) ?? [];
  const inNamespaces = remembering((selector: LabelSelector) =>
    [...namespaces].filter(([, labels]) => selects(selector, labels)).flatMap(([name]) => inNamespace(name)),
  );
  const ofPods = (selector: LabelSelector, among: readonly number[]): readonly number[] =>
    among.filter((place) => selects(selector, classes[place]?.example.labels ?? {}));
  const anywhere = remembering((peer: Peer): readonly number[] =>
    peer.kind === 'ipBlock'
      ? [...classes.keys()].filter((place) => {
          const blocks = classes[place]?.blocks;
          return blocks?.has(peer.cidr) && !peer.except.some((one) => blocks.has(one));
        })
      : ofPods(peer.podSelector ?? {}, inNamespaces(peer.namespaceSelector ?? {})),
  );
  return {
    inNamespace,
    ofPeer: (peer, namespace) =>
      peer.kind === 'pods' && !peer.namespaceSelector
        ? ofPods(peer.podSelector ?? {}, inNamespace(namespace))
        : anywhere(withoutPosition(peer)),
  };
}

/** Where a peer is written makes no other peer of it. */
function withoutPosition(peer: Peer): Peer {
  return { ...peer, position: { file: '', line: 0, column: 0 } };
}

function remembering<T, R>(compute: (question: T) => R): (question: T) => R {
  const answers = new Map<string, R>();
  return (question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? compute(question);
    answers.set(key, answer);
    return answer;
  };
}
