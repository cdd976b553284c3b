import ipaddr from 'ipaddr.js';
import { apiGroup } from '../kubernetes/api-group.ts';
import type { KubernetesObject, Manifest } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import { namespaceOf, workloadsOf, type Workload } from '../kubernetes/workload.ts';
import { isAdminPolicy, readAdminPolicies } from './admin/read-admin.ts';
import type { Transport } from './network-policy.ts';
import { apiServerLabels, clusterManifests } from '../kubernetes/cluster-objects.ts';
import { readNetworkPolicies } from './read.ts';
import type { World, WorldPod, WorldService, WorldServicePort } from './world.ts';

/** Where pods and Services are: what a scheduler, an IPAM and an API server would decide. */
export interface Placement {
  readonly nodes: readonly string[];
  /** Node and addresses of a pod; asked once for each, in the order of the manifests. */
  readonly podPlace: (pod: PodName) => { readonly node: string; readonly ips: readonly string[] };
  readonly serviceIps: (service: { readonly namespace: string; readonly name: string }) => readonly string[];
}

interface PodName {
  readonly namespace: string;
  readonly name: string;
  /** Uses its node's addresses. */
  readonly hostNetwork: boolean;
  /** The addresses that the manifest asks for, or that the pod has in its cluster. */
  readonly wantedIps: readonly string[];
}

/**
 * Builds the cluster that manifests describe, as it is when all its pods are Ready. Of objects that repeat, the last one
 * counts. Policies that the API server would refuse are left out: see {@link readNetworkPolicies} and
 * {@link readAdminPolicies} for why.
 *
 * @param standing - What was read from the cluster itself. @defaultValue nothing
 */
export function buildWorld(
  manifests: readonly Manifest[],
  placement: Placement,
  standing: readonly Manifest[] = [],
): World {
  const objects = latest([...assumed(standing), ...standing, ...manifests]);
  const pods = workloadsOf(objects).flatMap((workload) => podsOf(workload, placement));
  return {
    namespaces: new Map(
      objects.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => namespaceLabels(object)),
    ),
    pods,
    services: objects
      .filter(({ object }) => object.kind === 'Service' && isModelled(object))
      .map(({ object }) => serviceOf(object, pods, placement)),
    policies: readNetworkPolicies(objects).policies,
    adminPolicies: readAdminPolicies(objects).policies,
  };
}

/** What every cluster has, without the pods that were read from the cluster itself. */
function assumed(standing: readonly Manifest[]): Manifest[] {
  const read = workloadsOf(standing);
  const isThere = ({ namespace, podSelector }: Workload): boolean =>
    read.some((pod) => pod.namespace === namespace && selects(podSelector, pod.labels));
  return clusterManifests.filter((manifest) => !workloadsOf([manifest]).some(isThere));
}

/** Kinds that {@link buildWorld} takes notice of, by the group of their API. */
const modelled: Readonly<Record<string, readonly string[]>> = {
  '': ['Namespace', 'Pod', 'Service'],
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  batch: ['Job'],
  'networking.k8s.io': ['NetworkPolicy'],
};

/** Whether {@link buildWorld} takes notice of an object. Calico's and Cilium's own policies, for instance, it does not. */
export function isModelled(object: KubernetesObject): boolean {
  return isAdminPolicy(object) || (modelled[apiGroup(object.apiVersion)]?.includes(object.kind) ?? false);
}

/** Every object once, as it was written last, in the order in which they appeared first. */
function latest(manifests: readonly Manifest[]): Manifest[] {
  const key = ({ object }: Manifest): string =>
    [apiGroup(object.apiVersion), object.kind, namespaceOf(object), object.metadata.name].join('/');
  return [...new Map(manifests.map((manifest) => [key(manifest), manifest])).values()];
}

/** "The Kubernetes control plane sets an immutable label kubernetes.io/metadata.name on all namespaces." */
function namespaceLabels({ metadata: { name, labels } }: KubernetesObject): [string, Readonly<Record<string, string>>] {
  return [name, { ...labels, 'kubernetes.io/metadata.name': name }];
}

function podsOf(workload: Workload, { nodes, podPlace }: Placement): WorldPod[] {
  const { kind, name, namespace, owner, labels, replicas, firstOrdinal, hostNetwork, nodeDns, containerPorts } =
    workload;
  const names: Record<string, readonly string[]> = {
    pod: [name],
    statefulset: Array.from({ length: replicas }, (_, index) => `${name}-${firstOrdinal + index}`),
    daemonset: nodes.map((node) => `${name}-${node}`),
    cronjob: [],
  };
  const podNames = names[kind] ?? Array.from({ length: replicas }, (_, index) => `${name}-${index + 1}`);
  return podNames.map((podName) => ({
    namespace,
    name: podName,
    owner,
    labels: podLabels(kind, podName, labels),
    ...podPlace({ namespace, name: podName, hostNetwork, wantedIps: wantedIps(workload) }),
    hostNetwork,
    nodeDns,
    ports: containerPorts.map((port) => ({ ...port, protocol: port.protocol as Transport })),
  }));
}

/** Label of the pods of a StatefulSet, and of no others. */
export const podNameLabel = 'statefulset.kubernetes.io/pod-name';

/** The StatefulSet controller labels each of its pods with its name and number, by which policies can tell them apart. */
function podLabels(kind: string, name: string, labels: WorldPod['labels']): WorldPod['labels'] {
  if (kind !== 'statefulset') return labels;
  return { ...labels, [podNameLabel]: name, 'apps.kubernetes.io/pod-index': name.slice(name.lastIndexOf('-') + 1) };
}

/** Calico's annotation for a fixed address. It is for single pods: no two can have one. */
function wantedIps({ annotations, ips }: Workload): readonly string[] {
  if (ips.length > 0) return ips;
  try {
    const wanted: unknown = JSON.parse(annotations['cni.projectcalico.org/ipAddrs'] ?? '[]');
    return Array.isArray(wanted) ? wanted.filter((one) => typeof one === 'string' && ipaddr.isValid(one)) : [];
  } catch {
    // Calico cannot read it either.
    return [];
  }
}

interface ServiceSpec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly selector?: Readonly<Record<string, string>> | undefined;
  readonly ports?:
    | readonly {
        readonly port: number;
        readonly protocol?: Transport | null;
        readonly targetPort?: number | string | null;
      }[]
    | null;
}

function serviceOf(object: KubernetesObject, pods: readonly WorldPod[], { serviceIps }: Placement): WorldService {
  const { name } = object.metadata;
  const namespace = namespaceOf(object);
  const { type, clusterIP, selector, ports } = (object['spec'] ?? {}) as ServiceSpec;
  const selected = pods.filter((pod) => isBehind(pod, { namespace, name, selector }));
  const headless = clusterIP === 'None' || type === 'ExternalName';
  const given = (clusterIP ?? '') === '' ? serviceIps({ namespace, name }) : [clusterIP ?? ''];
  return {
    namespace,
    name,
    clusterIps: headless ? [] : given,
    pods: selected,
    // What is empty, or zero, is as if it were left out.
    ports: (ports ?? []).map(({ port, protocol, targetPort }) =>
      servicePort({ port, protocol: protocol || 'TCP', targetPort: targetPort || port }, selected),
    ),
  };
}

/** A Service without a selector selects nothing: its endpoints are written by hand, those of `kubernetes` by the API server. */
function isBehind(
  pod: WorldPod,
  service: { namespace: string; name: string } & Pick<ServiceSpec, 'selector'>,
): boolean {
  const { namespace, name, selector } = service;
  if (selector && Object.keys(selector).length > 0)
    return pod.namespace === namespace && selects({ matchLabels: selector }, pod.labels);
  const isApi = namespace === 'default' && name === 'kubernetes';
  return isApi && pod.namespace === 'kube-system' && selects({ matchLabels: apiServerLabels }, pod.labels);
}

/** A pod without a port of the name that a targetPort has is no endpoint of it. */
function servicePort(
  { port, protocol, targetPort }: { port: number; protocol: Transport; targetPort: number | string },
  pods: readonly WorldPod[],
): WorldServicePort {
  const backends = pods.flatMap((pod) => {
    const own = pod.ports.find((one) => one.name === targetPort && one.protocol === protocol)?.number;
    const number = typeof targetPort === 'number' ? targetPort : own;
    return number === undefined ? [] : [{ pod, port: number }];
  });
  return { number: port, protocol, backends };
}
