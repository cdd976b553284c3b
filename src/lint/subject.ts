import type { Manifest } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import { namespaceOf, workloadsOf } from '../kubernetes/workload.ts';
import { buildWorld, isModelled } from '../policy/build-world.ts';
import type { Direction, NetworkPolicy, Peer, PodPeer, PolicyPort, PolicyRule } from '../policy/network-policy.ts';
import { clusterManifests } from '../kubernetes/cluster-objects.ts';
import { isPeer, selectedPods } from '../policy/peers.ts';
import { isNetworkPolicy, readNetworkPolicies } from '../policy/read.ts';
import { refusedAmong, type Refused } from '../policy/refused.ts';
import type { World, WorldPod } from '../policy/world.ts';

/** Path of a value in an object, from its root. */
export type Path = readonly (string | number)[];

/** What the rules look at: each policy, rule, peer and port with its path, and the pods that it concerns. */
export interface LintSubject {
  readonly manifests: readonly Manifest[];
  readonly policies: readonly PlacedPolicy[];
  readonly refused: readonly Refused[];
  /** One pod at least for each workload, also for one that is scaled to zero. */
  readonly world: World;
  /** Namespaces that hold a workload of the linted files: of others it is not known which pods they have. */
  readonly populated: ReadonlySet<string>;
  /** Namespaces that the linted files (or the cluster) have a Namespace object of: the labels of others are not known. */
  readonly labelled: ReadonlySet<string>;
}

/** A policy, and the known pods that it selects. */
interface PolicySubject {
  readonly manifest: Manifest;
  readonly policy: NetworkPolicy;
  readonly selected: readonly WorldPod[];
}

export interface PlacedPolicy extends PolicySubject {
  readonly rules: readonly PlacedRule[];
}

/** A rule, where it is written. */
export interface PlacedRule {
  readonly owner: PolicySubject;
  readonly direction: Direction;
  readonly rule: PolicyRule;
  readonly path: Path;
  readonly peers: 'any' | readonly PlacedPeer[];
  readonly ports: 'any' | readonly PlacedPort[];
}

/** A peer, where it is written, and the known pods that are one. */
export interface PlacedPeer {
  readonly peer: Peer;
  readonly path: Path;
  readonly pods: readonly WorldPod[];
}

export interface PlacedPort {
  readonly port: PolicyPort;
  readonly path: Path;
}

/** Reads the manifests for linting. */
export function lintSubject(manifests: readonly Manifest[]): LintSubject {
  const refused = refusedAmong(manifests);
  const unreadable = new Set(refused.filter(({ decodes }) => !decodes).map(({ manifest }) => manifest));
  const labelled = new Set([...clusterManifests, ...manifests].flatMap(namespaceName));
  const standing = manifests.filter((manifest) => !unreadable.has(manifest)).map(withPods);
  const implied = [...new Set(standing.filter(isNamespaced).map(({ object }) => namespaceOf(object)))]
    .filter((name) => !labelled.has(name))
    .map((name) => ({ ...unplaced, object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } }));
  const world = buildWorld([...implied, ...standing], {
    nodes: ['node'],
    podPlace: () => ({ node: 'node', ips: [] }),
    serviceIps: () => [],
  });
  const podsIn = Map.groupBy(world.pods, ({ namespace }) => namespace);
  const read = manifests.filter(isNetworkPolicy).map((manifest) => ({ manifest, ...readNetworkPolicies([manifest]) }));
  return {
    manifests,
    policies: read.flatMap(({ manifest, policies }) =>
      policies.map((policy) => placePolicy(manifest, policy, { world, podsIn })),
    ),
    refused,
    world,
    populated: new Set(workloadsOf(standing).map(({ namespace }) => namespace)),
    labelled,
  };
}

const nowhere = { file: 'nowhere', line: 1, column: 1 };
const unplaced = { position: nowhere, at: () => nowhere };

function namespaceName({ object }: Manifest): string[] {
  return object.kind === 'Namespace' ? [object.metadata.name] : [];
}

function isNamespaced({ object }: Manifest): boolean {
  return object.kind !== 'Namespace' && isModelled(object);
}

/** One pod stands for all that are alike; one that runs by the clock, or is scaled to zero, is there at some time. */
function withPods(manifest: Manifest): Manifest {
  const { object } = manifest;
  const spec = (object['spec'] ?? {}) as { replicas?: number; jobTemplate?: { spec?: object } };
  if (object.kind === 'CronJob') {
    return { ...manifest, object: { ...object, kind: 'Job', spec: spec.jobTemplate?.spec } };
  }
  const alike = object.kind !== 'StatefulSet' || spec.replicas === 0;
  return alike && spec.replicas !== undefined
    ? { ...manifest, object: { ...object, spec: { ...spec, replicas: 1 } } }
    : manifest;
}

/** The pods of each namespace: without, every peer would be compared with every pod. */
interface Pods {
  readonly world: World;
  readonly podsIn: ReadonlyMap<string, readonly WorldPod[]>;
}

function placePolicy(manifest: Manifest, policy: NetworkPolicy, { world, podsIn }: Pods): PlacedPolicy {
  const own = podsIn.get(policy.namespace) ?? [];
  const owner = { manifest, policy, selected: selectedPods(policy, { ...world, pods: own }) };
  const rules = (direction: Direction, written: readonly PolicyRule[], key: string, side: string): PlacedRule[] =>
    written.map((rule, index) => {
      const path = ['spec', key, index];
      return {
        owner,
        direction,
        rule,
        path,
        peers: each(rule.peers, (peer, at) => ({
          peer,
          path: [...path, side, at],
          pods: peer.kind === 'pods' ? podsOf(peer, policy.namespace, { world, podsIn }) : [],
        })),
        ports: each(rule.ports, (port, at) => ({ port, path: [...path, 'ports', at] })),
      };
    });
  return {
    ...owner,
    rules: [...rules('Ingress', policy.ingress, 'ingress', 'from'), ...rules('Egress', policy.egress, 'egress', 'to')],
  };
}

function podsOf(peer: PodPeer, own: string, { world, podsIn }: Pods): WorldPod[] {
  const { namespaceSelector } = peer;
  const names = namespaceSelector
    ? [...world.namespaces].filter(([, labels]) => selects(namespaceSelector, labels)).map(([name]) => name)
    : [own];
  return names.flatMap((name) => podsIn.get(name) ?? []).filter((pod) => isPeer(pod, peer, own, world));
}

function each<T, U>(list: 'any' | readonly T[], place: (one: T, index: number) => U): 'any' | readonly U[] {
  return list === 'any' ? list : list.map(place);
}
