import type { Manifest } from '../model/scenario.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { namespaceOf, type Workload } from '../kubernetes/workload.ts';
import { UsageError } from '../model/errors.ts';
import { isOwn, obstacle, workloadIn } from './live-workloads.ts';
import type { ObjectReference } from './reference.ts';

/**
 * The live workload that a reference means: by its name, or by that of one of its pods.
 *
 * @throws {@link UsageError} when there is none, or several, or one that cannot be probed.
 */
export function findWorkload(reference: ObjectReference, manifests: readonly Manifest[]): Workload {
  const { kind, name, namespace } = reference;
  const there = manifests
    .filter(isOwn)
    .flatMap(workloadIn)
    .filter(({ workload }) => workload.namespace === namespace);
  const named = there.filter(({ workload }) => workload.name === name && (kind ?? workload.kind) === workload.kind);
  const [found, second] = named.length > 0 ? named : ownersOf(reference, there);
  if (!found) {
    const names = there.map(({ workload }) => `${workload.kind}/${workload.name}`);
    const wanted = kind === undefined ? name : `${kind}/${name}`;
    const suggestion = didYouMean(wanted, kind === undefined ? there.map(({ workload }) => workload.name) : names);
    throw new UsageError(
      `namespace ${namespace} has no ${wanted}${suggestion}`,
      `Look with: kubectl get pods,services -n ${namespace}`,
    );
  }
  if (second) {
    const choices = named.map(({ workload }) => `${workload.kind}/${name}`).join(' or ');
    throw new UsageError(`"${name}" can mean ${choices}`, 'Name the kind as well.');
  }
  const reason = obstacle(found.workload, found.manifest);
  if (reason === undefined) return found.workload;
  throw new UsageError(
    `${found.workload.kind}/${found.workload.name} in namespace ${namespace} cannot be probed: ${reason}`,
    'Choose another workload.',
  );
}

/** The live Service that a reference means, if it can mean one. */
export function findService(
  { kind, name, namespace }: ObjectReference,
  manifests: readonly Manifest[],
): Manifest | undefined {
  if ((kind ?? 'service') !== 'service') return undefined;
  const services = manifests.filter(({ object }) => object.kind === 'Service' && namespaceOf(object) === namespace);
  const found = services.find(({ object }) => object.metadata.name === name);
  if (found || kind === undefined) return found;
  const names = services.map(({ object }) => object.metadata.name);
  throw new UsageError(
    `namespace ${namespace} has no service/${name}${didYouMean(name, names)}`,
    `Look with: kubectl get services -n ${namespace}`,
  );
}

/** Pods of controllers have the name of their owner and a suffix: an ordinal, or letters and digits. */
function ownersOf<T extends { readonly workload: Workload }>(
  { kind, name }: ObjectReference,
  there: readonly T[],
): readonly T[] {
  if (kind !== undefined && kind !== 'pod') return [];
  const owners = there.filter(
    ({ workload }) => suffixes[workload.kind]?.test(name.slice(workload.name.length)) && name.startsWith(workload.name),
  );
  const longest = Math.max(...owners.map(({ workload }) => workload.name.length));
  return owners.filter(({ workload }) => workload.name.length === longest);
}

const suffixes: Readonly<Record<string, RegExp>> = {
  deployment: /^-[a-z0-9]{1,10}-[a-z0-9]{5}$/,
  replicaset: /^-[a-z0-9]{5}$/,
  daemonset: /^-[a-z0-9]{5}$/,
  job: /^(-\d+)?-[a-z0-9]{5}$/,
  statefulset: /^-\d+$/,
};
