import type { Bystanders, Selecting } from '../../identity/stand-in-safety.ts';
import type { KubernetesObject, LabelSelector, Manifest } from '../../model/scenario.ts';
import { namespaceOf, workloadsOf } from '../../kubernetes/workload.ts';
import { EnvironmentError } from '../../model/errors.ts';
import type { Client } from '../cluster/client.ts';
import { listRaw, resourceType, type ResourceType } from '../cluster/raw-list.ts';

const budgets = resourceType('policy/v1', 'PodDisruptionBudget');
const autoscalers = resourceType('autoscaling/v2', 'HorizontalPodAutoscaler');

/**
 * Reads who would take notice of pods that flowproof adds to these namespaces.
 *
 * @throws {@link EnvironmentError} where this user may not know.
 */
export async function readBystanders(
  client: Client,
  namespaces: readonly string[],
  manifests: readonly Manifest[],
): Promise<Bystanders> {
  const listAll = async (type: ResourceType): Promise<KubernetesObject[]> => {
    const lists = await Promise.all(
      namespaces.map(async (namespace) => {
        const listed = await listRaw(client, type, namespace);
        if (listed === 'forbidden') throw notListed(type, namespace);
        return listed === 'absent' ? [] : listed;
      }),
    );
    return lists.flat();
  };
  const [podDisruptionBudgets, scaling] = await Promise.all([listAll(budgets), listAll(autoscalers)]);
  const workloads = workloadsOf(manifests);
  return {
    eagerServices: manifests.flatMap(({ object }) => eagerService(object)),
    podDisruptionBudgets: podDisruptionBudgets.map((object) => {
      const { selector = {} } = (object['spec'] ?? {}) as { readonly selector?: LabelSelector };
      return { ...nameOf(object), podSelector: selector };
    }),
    autoscalers: scaling.flatMap((object) => {
      const { scaleTargetRef } = object['spec'] as {
        readonly scaleTargetRef: { readonly kind: string; readonly name: string };
      };
      const target = workloads.find(
        ({ kind, name, namespace }) =>
          kind === scaleTargetRef.kind.toLowerCase() &&
          name === scaleTargetRef.name &&
          namespace === namespaceOf(object),
      );
      return target ? [{ ...nameOf(object), podSelector: target.podSelector }] : [];
    }),
  };
}

function notListed({ plural }: ResourceType, namespace: string): EnvironmentError {
  return new EnvironmentError(
    `you may not list ${plural} in namespace ${namespace}, so whether a stand-in is safe there is unknown`,
    'Have that permission added (flowproof rbac prints it), or use --send-as ephemeral.',
  );
}

function eagerService(object: KubernetesObject): Selecting[] {
  const spec = (object['spec'] ?? {}) as { publishNotReadyAddresses?: boolean; selector?: Record<string, string> };
  if (object.kind !== 'Service' || spec.publishNotReadyAddresses !== true || !spec.selector) return [];
  return [{ ...nameOf(object), podSelector: { matchLabels: spec.selector } }];
}

function nameOf(object: KubernetesObject): Pick<Selecting, 'name' | 'namespace'> {
  return { name: object.metadata.name, namespace: namespaceOf(object) };
}
