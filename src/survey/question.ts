import type { Manifest } from '../model/scenario.ts';
import { parsePort, transportOf } from '../kubernetes/port.ts';
import { portLabel } from '../model/label.ts';
import { readHostAddress } from '../scenario/host-address.ts';
import type { EndpointEntry } from '../scenario/schema.ts';
import { selects } from '../kubernetes/selector.ts';
import type { Workload } from '../kubernetes/workload.ts';
import { UsageError } from '../model/errors.ts';
import { splitPort, type HostAddress } from './address.ts';
import type { SurveyDraft } from './expand.ts';
import { findService, findWorkload } from './find-object.ts';
import { liveServices, type ServedPort } from './live-service.ts';
import { workloadLabel } from './live-workloads.ts';
import { readReference, type ObjectReference, type Reference } from './reference.ts';

/** One question, as far as the command line and the names of the namespaces tell. */
export interface FlowQuestion {
  readonly from: ObjectReference;
  readonly to: Reference;
  readonly port?: number | string | undefined;
  /** Namespaces whose objects the answer needs. */
  readonly namespaces: readonly string[];
}

/**
 * Reads `--from deploy/api --to postgres.database:5432`.
 *
 * @throws {@link UsageError} when it can mean nothing.
 */
export function readQuestion(
  { from, to, namespace }: { readonly from: string; readonly to: string; readonly namespace: string },
  namespaces: readonly string[],
): FlowQuestion {
  const sender = readReference(from, namespace, namespaces);
  if ('host' in sender) {
    throw new UsageError(
      `"${from}" is a host outside of the cluster, which sends nothing`,
      'Name a workload: deploy/api.',
    );
  }
  const { host, port } = receiverIn(to);
  const receiver = readReference(host, namespace, namespaces);
  if ('host' in receiver && port === undefined) throw noPort(`"${to}" has no port`);
  const asHost = 'host' in receiver ? readHostAddress(receiver.host) : undefined;
  if (asHost && 'problem' in asHost)
    throw new UsageError(asHost.problem, 'Name a workload, a Service or a host: --to HOST:PORT.');
  const read = [sender.namespace, ...('host' in receiver ? [] : [receiver.namespace])];
  return { from: sender, to: receiver, port, namespaces: [...new Set(read)] };
}

/**
 * Takes `postgres.database:5432` apart.
 *
 * @throws {@link UsageError} when what follows the name is no port.
 */
export function receiverIn(to: string): ReturnType<typeof splitPort> {
  const parts = splitPort(to);
  if (parts.port !== undefined && !parsePort(parts.port)) throw noPort(`"${parts.port}" of "${to}" is no port`);
  return parts;
}

/** The client that tries a host outside as well: that the host listens shows only where a connection gets through. */
const witness = 'witness';

/**
 * What is tried for one question: its first flow. A host outside is tried from `toolNamespace` as well, flowproof's own namespace.
 *
 * @throws {@link UsageError} when the live objects have no such workload, Service or port.
 */
export function questionDraft(
  { from, to, port }: FlowQuestion,
  { manifests, toolNamespace }: { readonly manifests: readonly Manifest[]; readonly toolNamespace: string },
): SurveyDraft {
  const sender = findWorkload(from, manifests);
  const receiver =
    'host' in to ? hostEntry({ host: to.host, port: port ?? '' }) : entryFor(to, port, sender, manifests);
  const namespace = 'host' in to ? 'host' : to.namespace;
  const senderName = sender.name === witness ? `${witness}.${sender.namespace}` : sender.name;
  const taken = [senderName, witness];
  const plain = nameFor(to);
  const receiverName = taken.includes(plain) ? `${plain}.${namespace}` : plain;
  return {
    name: 'question',
    endpoints: {
      [senderName]: { pods: { namespace: sender.namespace, workload: `${sender.kind}/${sender.name}` } },
      ...(receiver.host ? { [witness]: { client: { namespace: toolNamespace, replicas: 1 } } } : {}),
      [receiverName]: receiver,
    },
    receiver: receiverName,
  };
}

/** A name that endpoints may have. */
function nameFor(to: Reference): string {
  if (!('host' in to)) return to.name;
  return to.host
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
}

function entryFor(
  to: ObjectReference,
  port: number | string | undefined,
  sender: Workload,
  manifests: readonly Manifest[],
): EndpointEntry {
  const service = findService(to, manifests);
  if (service) return serviceEntry(service, port, sender);
  const workload = findWorkload(to, manifests);
  const label = workloadLabel(workload);
  if (label === workloadLabel(sender)) throw toItself(label);
  const chosen = choosePort(port, workload.containerPorts, label);
  return { pods: { namespace: workload.namespace, workload: `${workload.kind}/${workload.name}`, ports: [chosen] } };
}

function serviceEntry(manifest: Manifest, port: number | string | undefined, sender: Workload): EndpointEntry {
  const { object } = manifest;
  const [service] = liveServices([manifest]);
  const { clusterIP = '', externalName, ports } = (object['spec'] ?? {}) as ServiceSpec;
  const label = `${object.metadata.namespace} service/${object.metadata.name}`;
  if (!service) {
    // A Service without a selector has endpoints that are written by hand: only its address is known.
    const served = (ports ?? []).map((one) => ({ number: one.port, protocol: one.protocol ?? 'TCP' }));
    return hostEntry({ host: externalName ?? clusterIP, port: choosePort(port, served, label) });
  }
  const { namespace, name, selector, headless } = service;
  if (namespace === sender.namespace && selects({ matchLabels: selector }, sender.labels)) throw toItself(label);
  return {
    pods: {
      namespace,
      podSelector: { matchLabels: { ...selector } },
      service: name,
      ...(headless ? { via: 'pod' as const } : {}),
      ports: [choosePort(port, service.ports, label)],
    },
  };
}

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
}

function hostEntry({ host, port }: HostAddress): EndpointEntry {
  return { host: { address: host, ports: [port] } };
}

/** The port that was asked for, or the only one; where ports are declared, it must be one of them. */
function choosePort(port: number | string | undefined, served: readonly ServedPort[], label: string): number | string {
  const known = served.map(({ number, protocol }) =>
    protocol === 'TCP' ? String(number) : `${number}/${protocol.toLowerCase()}`,
  );
  const declared = known.join(', ') || 'no port';
  const wanted = parsePort(port ?? known[0] ?? '');
  if (port === undefined && known.length !== 1) throw noPort(`${label} needs a port; it declares ${declared}`);
  if (!wanted) throw noPort(`${label} serves ${known.join(', ')}, which cannot be probed`);
  const transport = transportOf(wanted.protocol);
  const isServed = served.some(({ number, protocol }) => number === wanted.number && protocol === transport);
  if (!isServed) throw noPort(`${label} does not declare ${portLabel(wanted)}; it declares ${declared}`);
  return wanted.protocol === 'tcp' ? wanted.number : portLabel(wanted);
}

function noPort(message: string): UsageError {
  return new UsageError(
    message,
    'Ports are written as in scenarios: postgres.database:5432, kube-dns.kube-system:53/dns.',
  );
}

function toItself(label: string): UsageError {
  return new UsageError(`${label} would send to itself`, 'Kubernetes does not define that; ask about two workloads.');
}
