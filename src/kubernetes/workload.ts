import type { LabelSelector, Manifest } from '../model/scenario.ts';
import { apiGroup } from './api-group.ts';
import { decodedSelector, textsOf } from './labels.ts';
import { ownerOf, type Owner } from './owner.ts';
import { selects } from './selector.ts';

/** What the manifests say of the pods of one workload. */
export interface Workload {
  /** Lower case, as in `deployment/task-api`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The workload itself, but for a pod that another looks after. */
  readonly owner: Owner;
  readonly labels: Readonly<Record<string, string>>;
  readonly containerPorts: readonly { readonly number: number; readonly protocol: string; readonly name?: string }[];
  /** Whether the pods use their node's network, where NetworkPolicies are not defined. */
  readonly hostNetwork: boolean;
  /** Whether the pods ask their node's resolver and not the cluster's: `dnsPolicy: Default`, which is not the default. */
  readonly nodeDns: boolean;
  /** Addresses, of a pod that was read from a cluster. */
  readonly ips: readonly string[];
  /** Annotations of the pods. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Pods that the manifest asks for; 1 where it leaves that to the cluster. */
  readonly replicas: number;
  /** Number of the first pod of a StatefulSet. */
  readonly firstOrdinal: number;
  /** Selects exactly the pods of this workload. */
  readonly podSelector: LabelSelector;
}

interface PodTemplate {
  /** Of a pod, not of a template. */
  status?: { podIPs?: { ip: string }[] };
  metadata?: { labels?: Record<string, string | null>; annotations?: Record<string, string> };
  spec?: {
    hostNetwork?: boolean;
    dnsPolicy?: string | null;
    containers?: Container[];
    initContainers?: Container[] | null;
  };
}

interface Container {
  restartPolicy?: string;
  ports?: { containerPort?: number; protocol?: string | null; name?: string | null }[] | null;
}

interface WorkloadSpec {
  replicas?: number;
  ordinals?: { start?: number } | null;
  selector?: LabelSelector;
  template?: PodTemplate;
  jobTemplate?: { spec?: { template?: PodTemplate } };
}

/** Whether an object is a pod, or makes pods. Other groups have kinds of these names, too. */
export function isWorkload({ apiVersion, kind }: Manifest['object']): boolean {
  const group = apiGroup(apiVersion);
  return Object.hasOwn(workloadKinds, group) && workloadKinds[group]?.includes(kind) === true;
}

const workloadKinds: Readonly<Record<string, readonly string[]>> = {
  '': ['Pod'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  batch: ['Job', 'CronJob'],
};

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
      const labels = labelsOf(object, template);
      return {
        kind: object.kind.toLowerCase(),
        name: object.metadata.name,
        namespace: namespaceOf(object),
        owner: ownerOf(object),
        labels,
        hostNetwork: template?.spec?.hostNetwork ?? false,
        nodeDns: template?.spec?.dnsPolicy === 'Default',
        ips: (template?.status?.podIPs ?? []).map(({ ip }) => ip),
        annotations: template?.metadata?.annotations ?? {},
        replicas: spec.replicas ?? 1,
        firstOrdinal: spec.ordinals?.start ?? 0,
        containerPorts: runningContainers(template).flatMap(({ ports }) =>
          (ports ?? []).map(({ containerPort = 0, protocol, name }) => ({
            number: containerPort,
            protocol: protocol || 'TCP',
            ...(name ? { name } : {}),
          })),
        ),
        podSelector: object.kind === 'Pod' || !spec.selector ? { matchLabels: labels } : decodedSelector(spec.selector),
      };
    });
}

/** Those that run beside each other: sidecars are init containers that never end (Kubernetes, Sidecar Containers). */
function runningContainers(template: PodTemplate | undefined): Container[] {
  const { containers, initContainers } = template?.spec ?? {};
  return [...(initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'), ...(containers ?? [])];
}

/** A value that is null is an empty one. The Job controller adds the Job's name (Kubernetes, Well-Known Labels). */
function labelsOf({ kind, metadata }: Manifest['object'], template: PodTemplate | undefined): Record<string, string> {
  const own = textsOf(template?.metadata?.labels);
  return kind === 'Job' ? { 'batch.kubernetes.io/job-name': metadata.name, 'job-name': metadata.name, ...own } : own;
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
  return metadata.namespace || 'default';
}
