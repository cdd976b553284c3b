import type { System } from '../connections/matrix.ts';
import { systemAsItStands, systemWith } from '../connections/what-if.ts';
import { checkPermissions } from '../environments/existing/permissions.ts';
import type { Kubeconfig } from '../environments/existing/kube-config.ts';
import { readWholeCluster, unseenNotes } from '../environments/existing/read-live.ts';
import type { Progress } from '../environments/environment.ts';
import { namespaceOf } from '../kubernetes/workload.ts';
import { ScenarioError } from '../model/errors.ts';
import type { Manifest } from '../model/scenario.ts';
import { isAdminPolicy } from '../policy/admin/read-admin.ts';
import { isModelled } from '../policy/build-world.ts';
import { lookEverywhereRules } from '../rbac/namespace-rules.ts';
import { connectTo } from './existing.ts';
import { readLiveNamespaces } from './live-namespaces.ts';

/** A cluster that exists, or some of its namespaces. */
export interface LivePlace extends Kubeconfig {
  /** Those that are read; all where none is named. */
  readonly namespaces: readonly string[];
}

/**
 * Reads who may connect to whom in a cluster as it stands, and creates nothing.
 *
 * @returns The system, and in whole sentences what nobody knows for want of a permission.
 * @throws {@link UsageError} for a context or a namespace that does not exist.
 * @throws {@link PermissionError} for what may not be read.
 */
export async function readLiveSystem(
  { namespaces, ...kubeconfig }: LivePlace,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<{ readonly system: System; readonly notes: readonly string[] }> {
  const read = async () => {
    if (namespaces.length > 0) return await readLiveNamespaces(namespaces, kubeconfig, { progress, signal });
    const { client, cluster } = connectTo(kubeconfig, signal);
    progress.step(`Reading what stands in ${cluster}`);
    await checkPermissions(client, lookEverywhereRules());
    return await readWholeCluster(client, cluster);
  };
  const live = await read();
  return { system: systemAsItStands(live.manifests), notes: unseenNotes(live) };
}

/**
 * What a system that was read from a cluster would be with manifests applied to it. What names no namespace is for the only
 * one that was read, as with `kubectl apply -n`.
 *
 * @throws {@link ScenarioError} for what is for a namespace that was not read.
 */
export function applyTo(today: System, manifests: readonly Manifest[], namespaces: LivePlace['namespaces']): System {
  const [only, ...others] = namespaces;
  const placed = manifests.map((manifest) =>
    only !== undefined && others.length === 0 ? inNamespace(manifest, only) : manifest,
  );
  const beyond = placed.filter(
    ({ object }) => namespaces.length > 0 && isNamespaced(object) && !namespaces.includes(namespaceOf(object)),
  );
  if (beyond.length === 0) return systemWith(placed, today);
  const problems = beyond.map(({ object, position }) => ({
    position,
    text: `${object.kind} ${object.metadata.name} is for namespace ${namespaceOf(object)}, which was not read`,
  }));
  throw new ScenarioError(problems, 'Name that namespace with -n too, or none to read them all.');
}

function inNamespace(manifest: Manifest, namespace: string): Manifest {
  const { object } = manifest;
  if (!isNamespaced(object) || object.metadata.namespace) return manifest;
  return { ...manifest, object: { ...object, metadata: { ...object.metadata, namespace } } };
}

/** Of what policies and workloads there are; where other objects are makes no difference here. */
function isNamespaced(object: Manifest['object']): boolean {
  return object.kind !== 'Namespace' && !isAdminPolicy(object) && isModelled(object);
}
