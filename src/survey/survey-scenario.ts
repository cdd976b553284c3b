import type { Manifest } from '../core/model.ts';
import type { EndpointEntry, ScenarioFile } from '../core/scenario/schema.ts';
import type { Workload } from '../core/workload.ts';
import { UsageError } from '../errors.ts';
import type { HostAddress } from './address.ts';
import { endpointNames } from './endpoint-names.ts';
import { liveServices, servicesOf, type LiveService } from './live-service.ts';
import { liveWorkloads, workloadLabel } from './live-workloads.ts';
import { dnsNamespace } from './namespaces.ts';
import { probedPorts } from './probed-ports.ts';

/** What a survey looks at. */
export interface SurveySubject {
  /** The namespace that the survey is about. */
  readonly namespace: string;
  /** The objects of every namespace to be probed, as they are in the cluster. */
  readonly manifests: readonly Manifest[];
  /** Namespace of flowproof's own pods, where the stranger lives. */
  readonly home: string;
  /** Cluster IP and port of the Service default/kubernetes. */
  readonly apiServer: HostAddress;
  readonly outside: HostAddress;
}

/** A scenario of a namespace as it is, and what a reader has to know of it. */
export interface SurveyScenario {
  readonly file: ScenarioFile;
  /** Whole sentences. */
  readonly notes: readonly string[];
}

/** Names of the endpoints that every survey has. */
export const stranger = 'stranger';
export const apiServerName = 'api-server';
export const metadataName = 'metadata';
export const outsideName = 'outside-address';

/** Where AWS, Azure, Google Cloud, OpenStack and others serve what a node is, credentials often among it. */
const metadataAddress = '169.254.169.254';

/**
 * Writes the scenario of a namespace as it is: an endpoint for each workload of the live objects, DNS, the API server,
 * the cloud's metadata address, one address outside, and a stranger; every pair is probed.
 *
 * @throws {@link UsageError} when the namespace has no pod that could be probed.
 */
export function surveyScenario({ namespace, manifests, home, apiServer, outside }: SurveySubject): SurveyScenario {
  const { workloads, notes } = liveWorkloads(manifests);
  const services = liveServices(manifests);
  const chosen = workloads
    .filter((one) => namespace === dnsNamespace || one.namespace !== dnsNamespace || isDns(one, services))
    .toSorted((a, b) => rank(a, namespace) - rank(b, namespace) || a.namespace.localeCompare(b.namespace));
  if (!chosen.some((workload) => workload.namespace === namespace)) {
    throw new UsageError(
      [
        `namespace ${namespace} has no pod that could be probed`,
        ...notes.filter((note) => note.startsWith(`${namespace} `)),
      ].join('\n'),
      `Look with: kubectl get pods -n ${namespace}`,
    );
  }
  const names = endpointNames(chosen, [stranger, apiServerName, metadataName, outsideName]);
  const entries = chosen.map((workload, index) => ({ name: names[index] ?? '', ...entryOf(workload, services) }));
  const hosts: [string, HostAddress][] = [
    [apiServerName, apiServer],
    [metadataName, { host: metadataAddress, port: 80 }],
    [outsideName, outside],
  ];
  return {
    file: {
      name: namespace,
      endpoints: Object.fromEntries([
        ...entries.map(({ name, entry }) => [name, entry]),
        [stranger, { client: { namespace: home } }],
        ...hosts.map(([name, { host, port }]) => [name, { host: { address: host, ports: [port] } }]),
      ]),
      otherwise: 'allowed',
    },
    notes: [
      ...notes.filter((note) => namespace === dnsNamespace || !note.startsWith(`${dnsNamespace} `)),
      ...entries.flatMap((entry) => entry.notes),
      ...(chosen.some((workload) => isDns(workload, services))
        ? []
        : [`Look-ups are not probed: no Service kube-dns in ${dnsNamespace} leads to a Ready pod.`]),
    ],
  };
}

/** The namespace that is asked about comes first in the matrix, and the cluster's own last. */
function rank(workload: Workload, namespace: string): number {
  if (workload.namespace === namespace) return 0;
  return workload.namespace === dnsNamespace ? 2 : 1;
}

/** Whether a workload is behind the Service of the cluster's DNS servers, which has this name in every distribution. */
function isDns(workload: Workload, services: readonly LiveService[]): boolean {
  return workload.namespace === dnsNamespace && servicesOf(workload, services).some(({ name }) => name === 'kube-dns');
}

function entryOf(
  workload: Workload,
  services: readonly LiveService[],
): { readonly entry: EndpointEntry; readonly notes: readonly string[] } {
  const { namespace, kind, name, containerPorts } = workload;
  const [service, ...others] = servicesOf(workload, services);
  const { ports: served, skipped } = probedPorts(service?.ports ?? containerPorts);
  const isLookUp = isDns(workload, services);
  const ports = isLookUp ? served.filter((port) => String(port).startsWith('53/')) : served;
  const label = workloadLabel(workload);
  return {
    entry: {
      pods: {
        namespace,
        workload: `${kind}/${name}`,
        ...(service ? { service: service.name } : {}),
        ...(service?.headless ? { via: 'pod' as const } : {}),
        ...(ports.length > 0 ? { ports } : {}),
      },
    },
    notes: [
      ...(skipped.length > 0 ? [`${label} serves SCTP on ${skipped.join(', ')}, which is not probed.`] : []),
      ...(others.length > 0
        ? [
            `${label} is probed through Service ${service?.name}; ${others.map((one) => one.name).join(', ')} leads there, too.`,
          ]
        : []),
    ],
  };
}
