import type { KubernetesObject, Manifest } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import { namespaceOf, type Workload } from '../kubernetes/workload.ts';
import { serverPod, type ServerPort } from '../scenario/server-pod.ts';
import { liveWorkloads } from '../survey/live-workloads.ts';

/** Pods of one workload that are made at the most: policies treat them alike. */
const enoughReplicas = 2;

/**
 * What stands in namespaces of a cluster, as far as policies can tell, as manifests for another one: the same names, labels,
 * ports, Services and NetworkPolicies, and servers that listen where the real ones do. No image, variable or volume is taken.
 */
export function standIns(live: readonly Manifest[]): {
  readonly objects: KubernetesObject[];
  readonly notes: readonly string[];
} {
  const { workloads, notes } = liveWorkloads(live);
  const ofKind = (kind: string): Manifest[] => live.filter(({ object }) => object.kind === kind);
  const services = ofKind('Service').filter(({ object }) => selectorOf(object) !== undefined);
  const objects = [
    ...ofKind('Namespace').map(({ object: { metadata } }) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: metadata.name, ...(metadata.labels ? { labels: metadata.labels } : {}) },
    })),
    ...workloads.map((workload) => standIn(workload, services)),
    ...services.map(({ object }) => service(object)),
    ...ofKind('NetworkPolicy').map(({ object }) => named(object, { spec: object['spec'] })),
  ];
  return { objects, notes };
}

function standIn(workload: Workload, services: readonly Manifest[]): KubernetesObject {
  const { kind, name, namespace, labels, podSelector } = workload;
  const metadata = { labels: withoutOwn(labels) };
  const spec = serverPod(portsOf(workload, services));
  const identity = { ...typeOf[kind as keyof typeof typeOf], metadata: { name, namespace } };
  if (kind === 'pod') return { ...identity, metadata: { ...identity.metadata, ...metadata }, spec };
  const template = { metadata, spec };
  if (kind === 'job')
    return { ...identity, spec: { template: { metadata, spec: { ...spec, restartPolicy: 'Never' } } } };
  const replicas = kind === 'daemonset' ? {} : { replicas: Math.min(workload.replicas, enoughReplicas) };
  const serviceName = kind === 'statefulset' ? { serviceName: name } : {};
  return { ...identity, spec: { ...replicas, ...serviceName, selector: podSelector, template } };
}

const typeOf = {
  pod: { apiVersion: 'v1', kind: 'Pod' },
  job: { apiVersion: 'batch/v1', kind: 'Job' },
  deployment: { apiVersion: 'apps/v1', kind: 'Deployment' },
  statefulset: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemonset: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  replicaset: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
} as const;

/** Labels that Kubernetes' own controllers set, and would refuse of anybody else. */
function withoutOwn(labels: Readonly<Record<string, string>>): Record<string, string> {
  const own = ['batch.kubernetes.io/job-name', 'job-name', 'batch.kubernetes.io/controller-uid', 'controller-uid'];
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !own.includes(key)));
}

/** The ports that its containers declare, and those at which Services reach it all the same. SCTP is not probed. */
function portsOf({ containerPorts, namespace, labels }: Workload, services: readonly Manifest[]): ServerPort[] {
  const behind = services
    .filter(
      ({ object }) => namespaceOf(object) === namespace && selects({ matchLabels: selectorOf(object) ?? {} }, labels),
    )
    .flatMap(({ object }) => servicePorts(object))
    .flatMap(({ port, targetPort = port, protocol }) =>
      typeof targetPort === 'number' ? [{ number: targetPort, protocol: protocol ?? 'TCP' }] : [],
    );
  const ports = new Map<string, ServerPort>();
  for (const { number, protocol, ...port } of [...containerPorts, ...behind]) {
    if (protocol !== 'TCP' && protocol !== 'UDP') continue;
    const key = `${protocol.toLowerCase()}-${number}`;
    if (!ports.has(key)) ports.set(key, { name: ('name' in port ? port.name : undefined) ?? key, number, protocol });
  }
  return [...ports.values()];
}

function service(object: KubernetesObject): KubernetesObject {
  const { clusterIP } = object['spec'] as { readonly clusterIP?: string };
  const ports = servicePorts(object).map(({ name, port, targetPort, protocol }) => ({
    name,
    port,
    targetPort,
    protocol,
  }));
  return named(object, {
    spec: { ...(clusterIP === 'None' ? { clusterIP } : {}), selector: selectorOf(object), ports },
  });
}

interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
}

function servicePorts(object: KubernetesObject): readonly ServicePort[] {
  return ((object['spec'] ?? {}) as { readonly ports?: readonly ServicePort[] }).ports ?? [];
}

/** What a Service finds its pods by; `undefined` of one that finds none by itself. */
function selectorOf(object: KubernetesObject): Readonly<Record<string, string>> | undefined {
  const { selector = {} } = (object['spec'] ?? {}) as { readonly selector?: Readonly<Record<string, string>> };
  return Object.keys(selector).length > 0 ? selector : undefined;
}

/** An object with nothing but its identity and what is given. */
function named({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject, rest: object): KubernetesObject {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...rest };
}
