import type { Problem } from '../model/errors.ts';
import type { ClientEndpoint, Endpoint, LabelSelector, Manifest, PodsEndpoint, Port } from '../model/scenario.ts';
import { parsePort, transportOf } from '../kubernetes/port.ts';
import { selectsAll } from '../kubernetes/labels.ts';
import { selects, selectorText } from '../kubernetes/selector.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { asPods } from '../kubernetes/live-objects.ts';
import { namespaceOf, selectWorkloads, workloadsOf, type Workload } from '../kubernetes/workload.ts';
import type { YamlDocument } from '../kubernetes/yaml.ts';
import { selectorProblems } from '../kubernetes/selector-problems.ts';
import { labelKeyProblem, labelValueProblem, objectNameProblem } from '../kubernetes/names.ts';
import { namespacesAmong, noNamespace, systemNamespaces } from './namespaces.ts';
import { readHostAddress } from './host-address.ts';
import { podsOfServer } from './servers.ts';
import type { EndpointEntry, ScenarioFile } from './schema.ts';

interface Context {
  readonly document: Pick<YamlDocument, 'at' | 'atKey'>;
  readonly problems: Problem[];
  readonly manifests: readonly Manifest[];
  /** To be named: `deployment/api`. */
  readonly workloads: readonly Workload[];
  /** To be selected. In a cluster that is pods alone, which may have other labels than their workload's template. */
  readonly pods: readonly Workload[];
  readonly namespaces: readonly string[];
  /** Where all of it was read. */
  readonly origin: 'manifests' | 'cluster';
}

/** Turns the entries of `endpoints` into endpoints, checked against what stands and the manifests of all stages. */
export function readEndpoints(
  entries: ScenarioFile['endpoints'],
  { standing, added }: { readonly standing: readonly Manifest[]; readonly added: readonly Manifest[] },
  document: Pick<YamlDocument, 'at' | 'atKey'>,
): { endpoints: Endpoint[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const manifests = [...standing, ...added];
  const context = {
    document,
    problems,
    manifests,
    workloads: workloadsOf(manifests),
    pods: workloadsOf([...asPods(standing), ...added]),
    origin: standing.length > 0 ? ('cluster' as const) : ('manifests' as const),
    namespaces: namespacesAmong(manifests),
  };
  const endpoints = Object.entries(entries).flatMap(([name, entry]) => readEndpoint(name, entry, context) ?? []);
  return { endpoints, problems };
}

function readEndpoint(name: string, entry: EndpointEntry, context: Context): Endpoint | undefined {
  const position = context.document.atKey(['endpoints'], name);
  const kinds = Object.keys(entry);
  if (kinds.length !== 1) {
    const found = kinds.length === 0 ? 'nothing' : kinds.join(' and ');
    context.problems.push({
      position,
      text: `endpoint "${name}" needs one of pods, client, server, outside or host, and has ${found}`,
    });
    return undefined;
  }
  if (entry.outside) return { kind: 'outside', name, position, ports: [] };
  if (entry.host) {
    const host = readHostAddress(entry.host.address);
    if ('address' in host)
      return { kind: 'host', name, position, ports: readPorts(entry.host.ports), host: host.address };
    context.problems.push({
      position: context.document.at(['endpoints', name, 'host', 'address']),
      text: host.problem,
    });
    return undefined;
  }
  if (entry.client) {
    const { namespace, labels = {}, serviceAccount, replicas = 2 } = entry.client;
    const path = ['endpoints', name, 'client'];
    checkNamespace(namespace, [...path, 'namespace'], context);
    checkLabels(labels, path, context);
    checkServiceAccount(serviceAccount, path, context);
    return {
      kind: 'client',
      name,
      position,
      ports: [],
      namespace,
      labels,
      serviceAccount,
      replicas,
    } satisfies ClientEndpoint;
  }
  if (entry.server) {
    checkLabels(entry.server.labels ?? {}, ['endpoints', name, 'server'], context);
    return readPods(name, podsOfServer(name, entry.server), { ...context, position, key: 'server' });
  }
  return entry.pods && readPods(name, entry.pods, { ...context, position, key: 'pods' });
}

function readPods(
  name: string,
  entry: NonNullable<EndpointEntry['pods']>,
  context: Context & Pick<Endpoint, 'position'> & { readonly key: keyof EndpointEntry },
): PodsEndpoint | undefined {
  const { document, problems, pods, position, origin } = context;
  const path = ['endpoints', name, context.key];
  const { namespace, service, sends = true } = entry;
  if (!checkNamespace(namespace, [...path, 'namespace'], context)) return undefined;
  const podSelector = readSelector(entry, path, context);
  if (!podSelector) return undefined;
  const selected = selectWorkloads(pods, namespace, podSelector);
  const described = pods.filter((workload) => workload.namespace === namespace);
  // The cluster's own pods, CoreDNS for one, are in no manifest: whether they exist shows on the cluster.
  if (selected.length === 0 && !(described.length === 0 && mayBeUndescribed(namespace, context))) {
    const labels = described.map((workload) => selectorText({ matchLabels: workload.labels }));
    const there = [...new Set(labels)].slice(0, 12).join('; ') || 'none';
    problems.push({
      position: document.at([...path, 'podSelector']),
      text: `"${selectorText(podSelector)}" selects no pod of the ${origin} in namespace ${namespace} (pods there: ${there})`,
    });
    return undefined;
  }
  const servicePorts =
    service === undefined ? undefined : readService(service, selected, [...path, 'service'], namespace, context);
  const served = servicePorts ?? selected.flatMap(({ containerPorts }) => containerPorts);
  const known = served
    .filter(({ protocol }) => protocol !== 'SCTP')
    .flatMap(({ number, protocol }) => parsePort(`${number}/${protocol.toLowerCase()}`) ?? []);
  const ports = entry.ports ? readPorts(entry.ports) : uniquePorts(known);
  if (entry.ports && (known.length > 0 || origin === 'cluster')) checkServed(name, ports, known, context);
  const via = entry.via ?? (service === undefined ? 'pod' : 'service');
  if (via !== 'pod' && service === undefined) {
    problems.push({ position: document.at([...path, 'via']), text: `via: ${via} needs a service` });
  }
  const replicas = selected.reduce((sum, workload) => sum + workload.replicas, 0) || 1;
  return { kind: 'pods', name, position, ports, namespace, podSelector, sends, replicas, service, via };
}

const noObject = { manifests: 'no manifest', cluster: 'nothing in the cluster' } as const;

/** What every cluster has of its own is in no manifest; in a cluster it can be seen. */
function mayBeUndescribed(namespace: string, { origin }: Context): boolean {
  return origin === 'manifests' && systemNamespaces.includes(namespace);
}

function readSelector(
  { podSelector, workload, namespace }: NonNullable<EndpointEntry['pods']>,
  path: readonly string[],
  { document, problems, workloads, origin }: Context,
): LabelSelector | undefined {
  if ((podSelector === undefined) === (workload === undefined)) {
    problems.push({ position: document.at(path), text: 'pods are named by either podSelector or workload' });
    return undefined;
  }
  const wrong = selectorProblems(podSelector, [...path, 'podSelector']);
  for (const { path: at, text } of wrong) problems.push({ position: document.at(at), text });
  if (podSelector) return wrong.length > 0 ? undefined : podSelector;
  const found = workloads.find((one) => one.namespace === namespace && `${one.kind}/${one.name}` === workload);
  if (found && !selectsAll(found.podSelector)) return found.podSelector;
  if (found) {
    const text = `${workload} has no labels, by which endpoints and policies select pods`;
    problems.push({ position: document.at([...path, 'workload']), text });
    return undefined;
  }
  const names = workloads.filter((one) => one.namespace === namespace).map((one) => `${one.kind}/${one.name}`);
  const text = `${noObject[origin]} has ${workload} in namespace ${namespace}${didYouMean(workload ?? '', names)}`;
  problems.push({ position: document.at([...path, 'workload']), text });
  return undefined;
}

function readService(
  service: string,
  selected: readonly Workload[],
  path: readonly string[],
  namespace: string,
  context: Context,
): { number: number; protocol: string }[] | undefined {
  const { document, problems, manifests, origin } = context;
  const services = manifests.filter(({ object }) => isService(object) && namespaceOf(object) === namespace);
  // Like its pods, a Service of the cluster itself is in no manifest.
  if (services.length === 0 && mayBeUndescribed(namespace, context)) return undefined;
  const found = services.find(({ object }) => object.metadata.name === service);
  if (!found) {
    const names = services.map(({ object }) => object.metadata.name);
    problems.push({
      position: document.at(path),
      text: `${noObject[origin]} has a Service "${service}" in namespace ${namespace}${didYouMean(service, names)}`,
    });
    return undefined;
  }
  const spec = (found.object['spec'] ?? {}) as {
    selector?: Record<string, string>;
    ports?: { port: number; protocol?: string | null }[] | null;
  };
  const selector = { matchLabels: spec.selector ?? {} };
  if (selectsAll(selector) || !selected.some(({ labels }) => selects(selector, labels))) {
    const text = `Service "${service}" selects ${selectorText(selector) || 'nothing'}, and none of this endpoint's pods`;
    problems.push({ position: document.at(path), text });
  }
  return (spec.ports ?? []).map(({ port, protocol }) => ({ number: port, protocol: protocol || 'TCP' }));
}

function isService({ apiVersion, kind }: Manifest['object']): boolean {
  return apiVersion === 'v1' && kind === 'Service';
}

function checkNamespace(
  namespace: string,
  path: readonly string[],
  { document, problems, namespaces, origin }: Context,
): boolean {
  if (namespaces.includes(namespace)) return true;
  problems.push({ position: document.at(path), text: noNamespace(namespace, namespaces, origin) });
  return false;
}

/** What the API server would refuse of a pod that flowproof makes. */
function checkLabels(
  labels: Readonly<Record<string, string>>,
  path: readonly string[],
  { document, problems }: Context,
): void {
  for (const [key, value] of Object.entries(labels)) {
    const wrong = labelKeyProblem(key) ?? labelValueProblem(value);
    if (wrong !== undefined) problems.push({ position: document.at([...path, 'labels', key]), text: wrong });
  }
}

function checkServiceAccount(
  serviceAccount: string = 'default',
  path: readonly string[],
  { document, problems }: Context,
): void {
  const text = objectNameProblem(serviceAccount);
  if (text !== undefined) problems.push({ position: document.at([...path, 'serviceAccount']), text });
}

function checkServed(
  name: string,
  ports: readonly Port[],
  known: readonly Port[],
  { document, problems, origin }: Context,
): void {
  for (const [index, { number, protocol }] of ports.entries()) {
    const transport = transportOf(protocol);
    if (known.some((one) => one.number === number && transportOf(one.protocol) === transport)) continue;
    const there = known.map((one) => `${one.number}/${transportOf(one.protocol)}`).join(', ');
    problems.push({
      position: document.at(['endpoints', name, 'pods', 'ports', index]),
      text: `no container serves ${number}/${transport} at "${name}"; the ${origin === 'cluster' ? 'containers and the Service declare' : 'manifests have'} ${there || 'no port'}`,
    });
  }
}

function readPorts(entries: readonly (string | number)[]): Port[] {
  return entries.flatMap((entry) => parsePort(entry) ?? []);
}

function uniquePorts(ports: readonly Port[]): Port[] {
  return [...new Map(ports.map((port) => [`${port.number}/${port.protocol}`, port])).values()];
}
