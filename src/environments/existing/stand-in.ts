import type { V1Pod } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../model/scenario.ts';
import { probePod } from '../cluster/probe-pod.ts';

/**
 * A pod that policies cannot tell from a workload's own: its labels, namespace, service account and node. It is never
 * Ready, so that no Service sends clients to it.
 */
export function standInFor(
  pod: V1Pod,
  { name, image }: { readonly name: string; readonly image: string },
): KubernetesObject {
  const { metadata, spec } = pod;
  const onNode = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [spec?.nodeName] }] };
  return probePod({
    name,
    namespace: metadata?.namespace ?? '',
    labels: { ...metadata?.labels },
    image,
    spec: {
      serviceAccountName: spec?.serviceAccountName,
      tolerations: spec?.tolerations,
      // An affinity, not spec.nodeName: the scheduler still sees to it that there is room.
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [onNode] } } },
    },
  });
}

/** Labels that the API server stored for a stand-in, beside those of the run, that the workload's pod does not have. */
export function strayLabels(standIn: V1Pod, pod: V1Pod, own: Readonly<Record<string, string>>): string[] {
  const wanted = { ...pod.metadata?.labels, ...own };
  const found = standIn.metadata?.labels ?? {};
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter((key) => wanted[key] !== found[key]);
}
