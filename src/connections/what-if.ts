import { impliedNamespaces } from '../kubernetes/implied-namespaces.ts';
import { asPods } from '../kubernetes/live-objects.ts';
import { workloadsOf } from '../kubernetes/workload.ts';
import type { Manifest } from '../model/scenario.ts';
import { planAddresses } from '../policy/addresses.ts';
import { buildWorld } from '../policy/build-world.ts';
import type { World, WorldPod } from '../policy/world.ts';
import type { System } from './matrix.ts';
import { workloadKey } from './party.ts';

/** A cluster as it stands, from what was read there. */
export function systemAsItStands(read: readonly Manifest[]): System {
  const manifests = asPods(read);
  return { manifests, world: buildWorld([], planAddresses('ipv4'), manifests) };
}

/**
 * A cluster as it would be once manifests are applied to it, as kubectl does that: what they do not name stays, and their
 * workloads have new pods in place of those of today.
 */
export function systemWith(manifests: readonly Manifest[], today: System): System {
  const applied = manifests.map((manifest) => merged(manifest, today.manifests));
  const brought = new Set(workloadsOf(applied).map(workloadKey));
  const staying = today.manifests.filter((one) => !workloadsOf([one]).some((pod) => brought.has(workloadKey(pod))));
  const world = buildWorld(applied, planAddresses('ipv4'), [...impliedNamespaces(applied), ...staying]);
  return { manifests: [...staying, ...applied], world: addressedAs(today.world, world, brought) };
}

/**
 * A Namespace keeps the labels that others gave it, and loses those that an earlier version of its manifest had (Kubernetes,
 * "How apply calculates differences and merges changes"). Of other kinds, what counts here belongs to the manifest.
 */
function merged(manifest: Manifest, standing: readonly Manifest[]): Manifest {
  const { object } = manifest;
  if (object.kind !== 'Namespace') return manifest;
  const { name, labels } = object.metadata;
  const live = standing.find((one) => one.object.kind === 'Namespace' && one.object.metadata.name === name);
  if (!live) return manifest;
  const earlier = lastApplied(live);
  const kept = Object.entries(live.object.metadata.labels ?? {}).filter(([key]) => !Object.hasOwn(earlier, key));
  return {
    ...manifest,
    object: { ...object, metadata: { ...object.metadata, labels: { ...Object.fromEntries(kept), ...labels } } },
  };
}

/** The labels that the manifest of a live object had when kubectl applied it. */
function lastApplied({ object: { metadata } }: Manifest): object {
  const text = metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration'] ?? '{}';
  try {
    const { metadata: written } = JSON.parse(text) as { readonly metadata?: { readonly labels?: object | null } };
    return written?.labels ?? {};
  } catch {
    // Anybody may write an annotation.
    return {};
  }
}

/** A world in which new pods have the names and addresses of those that they replace, or at least addresses such as pods have there. */
function addressedAs(today: World, world: World, brought: ReadonlySet<string>): World {
  const replaced = Map.groupBy(today.pods, workloadKey);
  const counts = new Map<string, number>();
  const placed = (pod: WorldPod): WorldPod => {
    const key = workloadKey(pod);
    if (!brought.has(key)) return pod;
    const index = counts.get(key) ?? 0;
    counts.set(key, index + 1);
    const own = replaced.get(key)?.find(({ name }) => name === pod.name) ?? replaced.get(key)?.[index];
    // Those that every cluster has come first, and stand in where they were not read.
    const like = own ?? today.pods.findLast(({ hostNetwork }) => hostNetwork === pod.hostNetwork);
    if (!like) return pod;
    const { name } = own ?? pod;
    return { ...pod, name, node: like.node, ips: like.ips };
  };
  // Services would still name the pods as they were, and no policy asks for them.
  return { ...world, pods: world.pods.map(placed), services: [] };
}
