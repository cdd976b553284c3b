import { parseManifests } from '../../src/core/scenario/manifests.ts';
import type { Manifest } from '../../src/core/model.ts';

/** Live objects out of YAML as `kubectl get -o yaml` gives it, without what nobody reads. */
export function liveObjects(...texts: readonly string[]): readonly Manifest[] {
  const { manifests, problems } = parseManifests(texts.join('\n---\n'), 'cluster');
  if (problems.length > 0) throw new Error(problems.map(({ text }) => text).join('\n'));
  return manifests;
}

/** A Namespace; the API server sets the label. */
export function liveNamespace(name: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { kubernetes.io/metadata.name: ${name} } }
status: { phase: Active }`;
}

export interface LiveWorkloadSpec {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet' | 'Job';
  readonly replicas?: number;
  readonly ready?: number;
  /** `8080`, `9000/UDP` */
  readonly ports?: readonly (number | string)[];
  readonly hostNetwork?: boolean;
}

/** A workload called `namespace/name` whose pods are labelled `app: name`. */
export function liveWorkload(title: string, spec: LiveWorkloadSpec = {}): string {
  const { kind = 'Deployment', replicas = 1, ready = replicas, ports = [], hostNetwork = false } = spec;
  const [namespace, name] = title.split('/');
  const status = {
    Deployment: `{ replicas: ${replicas}, readyReplicas: ${ready} }`,
    StatefulSet: `{ replicas: ${replicas}, readyReplicas: ${ready} }`,
    ReplicaSet: `{ replicas: ${replicas}, readyReplicas: ${ready} }`,
    DaemonSet: `{ desiredNumberScheduled: ${replicas}, numberReady: ${ready} }`,
    Job: ready > 0 ? `{ active: 1, ready: ${ready} }` : '{ conditions: [{ type: Complete, status: "True" }] }',
  }[kind];
  return `
apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  ${kind === 'DaemonSet' || kind === 'Job' ? '' : `replicas: ${replicas}`}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      hostNetwork: ${hostNetwork}
      containers: [{ name: main, image: i, ports: [${containerPorts(ports)}] }]
status: ${status}`;
}

/** A Service called `namespace/name` that leads to the pods labelled `app`. */
export function liveService(
  title: string,
  { app, ports, clusterIP = '10.96.3.4' }: { app: string; ports: readonly (number | string)[]; clusterIP?: string },
): string {
  const [namespace, name] = title.split('/');
  const list = ports.map((port) => {
    const [number, protocol = 'TCP'] = String(port).split('/');
    return `{ name: p${number}-${protocol.toLowerCase()}, port: ${number}, targetPort: ${number}, protocol: ${protocol} }`;
  });
  return `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: ClusterIP, clusterIP: ${clusterIP}, clusterIPs: [${clusterIP}], selector: { app: ${app} }, ports: [${list.join(', ')}] }
status: { loadBalancer: {} }`;
}

/** A pod without a controller. */
export function livePod(
  title: string,
  { labels, phase = 'Running', ports = [] }: { labels: string; phase?: string; ports?: readonly number[] },
): string {
  const [namespace, name] = title.split('/');
  return `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { containers: [{ name: main, image: i, ports: [${containerPorts(ports)}] }] }
status: { phase: ${phase}, conditions: [{ type: Ready, status: "${phase === 'Running' ? 'True' : 'False'}" }] }`;
}

/** A NetworkPolicy called `namespace/name`. */
export function livePolicy(title: string, spec: string): string {
  const [namespace, name] = title.split('/');
  return `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}`;
}

/** CoreDNS as kubeadm deploys it, and Cluster-wide agents beside it. */
export const dnsObjects: string = [
  liveNamespace('kube-system'),
  liveWorkload('kube-system/coredns', { replicas: 2, ports: ['53/UDP', 53, 9153] }),
  liveService('kube-system/kube-dns', { app: 'coredns', ports: ['53/UDP', 53, 9153], clusterIP: '10.96.0.10' }),
  liveWorkload('kube-system/kube-proxy', { kind: 'DaemonSet', replicas: 3, hostNetwork: true }),
  liveWorkload('kube-system/metrics-server', { ports: [10250] }),
].join('\n---\n');

function containerPorts(ports: readonly (number | string)[]): string {
  return ports
    .map((port) => {
      const [number, protocol = 'TCP'] = String(port).split('/');
      return `{ containerPort: ${number}, protocol: ${protocol} }`;
    })
    .join(', ');
}
