import type { LabelSelector, Manifest } from '../model/scenario.ts';
import { selects } from './selector.ts';

/** What the manifests say of the pods of one workload. */
export interface Workload {
  /** Lower case, as in `deployment/task-api`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containerPorts: readonly { readonly number: number; readonly protocol: string; readonly name?: string }[];
  /** Whether the pods use their node's network, where NetworkPolicies are not defined. */
  readonly hostNetwork: boolean;
  /** Addresses, of a pod that was read from a cluster. */
  readonly ips: readonly string[];
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Pods that the manifest asks for; 1 where it leaves that to the cluster. */
  readonly replicas: number;
  /** Selects exactly the pods of this workload. */
  readonly podSelector: LabelSelector;
}

interface PodTemplate {
  /** Of a pod, not of a template. */
  status?: { podIPs?: { ip: string }[] };
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    hostNetwork?: boolean;
    containers?: { ports?: { containerPort?: number; protocol?: string | null; name?: string | null }[] | null }[];
  };
}

interface WorkloadSpec {
  replicas?: number;
  selector?: LabelSelector;
  template?: PodTemplate;
  jobTemplate?: { spec?: { template?: PodTemplate } };
}

/** Whether an object is a pod, or makes pods. */
export function isWorkload({ kind }: Manifest['object']): boolean {
  return workloadKinds.includes(kind);
}

const workloadKinds = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** The workloads among the manifests, each with its pods' labels and ports. */
export function workloadsOf(manifests: readonly Manifest[]): readonly Workload[] {
  return manifests
    .filter(({ object }) => isWorkload(object))
    .map(({ object }) => {
      const spec = (object['spec'] ?? {}) as WorkloadSpec;
      const template =
        object.kind === 'Pod'
          ? (object as unknown as PodTemplate)
          : (spec.template ?? spec.jobTemplate?.spec?.template);
      const labels = template?.metadata?.labels ?? {};
      return {
        kind: object.kind.toLowerCase(),
        name: object.metadata.name,
        namespace: namespaceOf(object),
        labels,
        hostNetwork: template?.spec?.hostNetwork ?? false,
        ips: (template?.status?.podIPs ?? []).map(({ ip }) => ip),
        annotations: template?.metadata?.annotations ?? {},
        replicas: spec.replicas ?? 1,
        containerPorts: (template?.spec?.containers ?? []).flatMap(({ ports }) =>
          (ports ?? []).map(({ containerPort = 0, protocol, name }) => ({
            number: containerPort,
            protocol: protocol ?? 'TCP',
            ...(name == null ? {} : { name }),
          })),
        ),
        podSelector: object.kind === 'Pod' || !spec.selector ? { matchLabels: labels } : spec.selector,
      };
    });
}

/** The workloads of one namespace whose pods a selector selects. */
export function selectWorkloads(
  workloads: readonly Workload[],
  namespace: string,
  selector: LabelSelector,
): readonly Workload[] {
  return workloads.filter((workload) => workload.namespace === namespace && selects(selector, workload.labels));
}

/** Namespace of a namespaced object; `default` where it names none. */
export function namespaceOf({ metadata }: Manifest['object']): string {
  return metadata.namespace ?? 'default';
}
