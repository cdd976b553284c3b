import { parse } from 'yaml';
import { liveManifest } from '../../src/kubernetes/live-objects.ts';
import type { KubernetesObject, Manifest } from '../../src/model/scenario.ts';

/** Whoever makes the pods of a workload, where that is not the workload itself. */
const makers: Readonly<Record<string, string>> = { Deployment: 'ReplicaSet' };

/** Live objects as they are read from a cluster, without what nobody reads. */
export function liveObjects(...objects: readonly (readonly KubernetesObject[])[]): readonly Manifest[] {
  return objects.flat().map((object) => liveManifest(object, 'test'));
}

/** A Namespace; the API server sets the label. */
export function liveNamespace(name: string): KubernetesObject[] {
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } }];
}

export interface LiveWorkloadSpec {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'Job' | 'Pod';
  readonly replicas?: number;
  readonly ready?: number;
  /** `8080`, `9000/UDP` */
  readonly ports?: readonly (number | string)[];
  readonly hostNetwork?: boolean;
  /** @defaultValue `app` with the workload's name */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A workload called `namespace/name`, and the pods that it made. */
export function liveWorkload(title: string, spec: LiveWorkloadSpec = {}): KubernetesObject[] {
  const { kind = 'Deployment', replicas = 1, ready = replicas, ports = [], hostNetwork = false } = spec;
  const [namespace = '', name = ''] = title.split('/');
  const { labels = { app: name } } = spec;
  const containers = [{ name: 'main', image: 'i', ports: ports.map((port) => portOf(port, 'containerPort')) }];
  const podSpec = { hostNetwork, containers };
  const owner = { ownerReferences: [{ kind: makers[kind] ?? kind, name, controller: true }] };
  const pods = Array.from({ length: replicas }, (_, index): KubernetesObject => {
    const metadata = { name: podName(kind, name, index), namespace, labels };
    const status = podStatus(index < ready, `10.244.${place(title)}.${index + 1}`);
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: kind === 'Pod' ? metadata : { ...metadata, ...owner },
      spec: podSpec,
      status,
    };
  });
  if (kind === 'Pod') return pods;
  const workload = {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: {
      ...(kind === 'DaemonSet' || kind === 'Job' ? {} : { replicas }),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec },
    },
    status: workloadStatus(kind, ready),
  };
  return [workload, ...(kind === 'Job' && ready === 0 ? [] : pods)];
}

/** A Service called `namespace/name` that leads to the pods labelled `app`. */
export function liveService(
  title: string,
  { app, ports, clusterIP = '10.96.3.4' }: { app: string; ports: readonly (number | string)[]; clusterIP?: string },
): KubernetesObject[] {
  const [namespace = '', name = ''] = title.split('/');
  const spec = {
    type: 'ClusterIP',
    clusterIP,
    clusterIPs: [clusterIP],
    selector: { app },
    ports: ports.map((port) => portOf(port, 'port')),
  };
  return [{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec, status: { loadBalancer: {} } }];
}

/** A NetworkPolicy called `namespace/name`, its spec in YAML. */
export function livePolicy(title: string, spec: string): KubernetesObject[] {
  const [namespace = '', name = ''] = title.split('/');
  const metadata = { name, namespace };
  return [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: parse(spec) as unknown }];
}

/** CoreDNS as kubeadm deploys it, the API server, and what else is in its namespace. */
export const dnsObjects: readonly KubernetesObject[] = [
  liveNamespace('kube-system'),
  liveWorkload('kube-system/coredns', {
    replicas: 2,
    ports: ['53/UDP', 53, 9153],
    labels: { app: 'coredns', 'k8s-app': 'kube-dns' },
  }),
  liveService('kube-system/kube-dns', { app: 'coredns', ports: ['53/UDP', 53, 9153], clusterIP: '10.96.0.10' }),
  liveWorkload('kube-system/kube-proxy', { kind: 'DaemonSet', replicas: 3, hostNetwork: true }),
  liveWorkload('kube-system/metrics-server', { ports: [10250] }),
].flat();

function podName(kind: string, name: string, index: number): string {
  if (kind === 'Pod') return name;
  if (kind === 'StatefulSet') return `${name}-${index}`;
  return kind === 'Deployment' ? `${name}-7c9d8b6f5-x2x4${index}` : `${name}-x2x4${index}`;
}

function podStatus(ready: boolean, ip: string): object {
  return {
    phase: 'Running',
    podIP: ip,
    podIPs: [{ ip }],
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
  };
}

function workloadStatus(kind: string, ready: number): object {
  if (kind === 'DaemonSet') return { numberReady: ready };
  if (kind !== 'Job') return { readyReplicas: ready };
  return ready > 0 ? { active: 1, ready } : { conditions: [{ type: 'Complete', status: 'True' }] };
}

function portOf(text: number | string, key: 'port' | 'containerPort'): object {
  const [number, protocol = 'TCP'] = String(text).split('/');
  const name = `p${number}-${protocol.toLowerCase()}`;
  return { name, [key]: Number(number), protocol, ...(key === 'port' ? { targetPort: Number(number) } : {}) };
}

/** A number for a text: the same for the same one. */
function place(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 251;
  return sum;
}
