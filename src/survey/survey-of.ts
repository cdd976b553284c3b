import { metadataAddress } from '../scenario/built-in.ts';
import type { Manifest } from '../model/scenario.ts';
import type { EndpointEntry } from '../scenario/schema.ts';
import type { Workload } from '../kubernetes/workload.ts';
import { UsageError } from '../model/errors.ts';
import type { HostAddress } from './address.ts';
import { endpointNames } from './endpoint-names.ts';
import type { SurveyDraft } from './expand.ts';
import { liveServices, servicesOf, type LiveService } from './live-service.ts';
import { liveWorkloads } from './live-workloads.ts';
import { dnsNamespace } from './namespaces.ts';
import { probedPorts } from './probed-ports.ts';
import { entryOf } from './workload-entry.ts';

/** What a survey looks at. */
export interface SurveySubject {
  /** The namespace that the survey is about. */
  readonly namespace: string;
  /** The objects of every namespace to be probed, as they are in the cluster. */
  readonly manifests: readonly Manifest[];
  /** Namespace of flowproof's own pods, where the stranger lives. */
  readonly toolNamespace: string;
  /** Cluster IP and port of the Service default/kubernetes. */
  readonly apiServer: HostAddress;
  /** @defaultValue nobody beyond the cluster is tried, the metadata address included */
  readonly outside?: HostAddress | undefined;
}

/** What a survey tries, and what a reader has to know of it. */
export interface PlannedSurvey {
  readonly draft: SurveyDraft;
  /** Whole sentences. */
  readonly notes: readonly string[];
}

/** Names of the endpoints that every survey has. */
export const stranger = 'stranger';
export const dnsName = 'kube-dns';
export const apiServerName = 'api-server';
export const metadataName = 'metadata';
export const outsideName = 'outside-address';

/**
 * Plans the survey of a namespace as it is: an endpoint for each workload of the live objects, DNS, the API server,
 * the cloud's metadata address and one address outside, if that is wanted, and a stranger; every pair is probed.
 *
 * @throws {@link UsageError} when the namespace has no pod that could be probed.
 */
export function surveyOf({ namespace, manifests, toolNamespace, apiServer, outside }: SurveySubject): PlannedSurvey {
  const { workloads, notes } = liveWorkloads(manifests);
  const services = liveServices(manifests);
  // The cluster's own pods are left in peace: its DNS servers are asked, and nothing is sent as them.
  const chosen = workloads
    .filter((one) => namespace === dnsNamespace || one.namespace !== dnsNamespace)
    .toSorted((a, b) => Number(b.namespace === namespace) - Number(a.namespace === namespace));
  if (!chosen.some((workload) => workload.namespace === namespace)) {
    throw new UsageError(
      [
        `namespace ${namespace} has no pod that could be probed`,
        ...notes.filter((note) => note.startsWith(`${namespace} `)),
      ].join('\n'),
      `Look with: kubectl get pods -n ${namespace}`,
    );
  }
  const names = endpointNames(chosen, [stranger, dnsName, apiServerName, metadataName, outsideName]);
  const entries = chosen.map((workload, index) => ({ name: names[index] ?? '', ...entryOf(workload, services) }));
  const lookUps = namespace === dnsNamespace ? [] : dnsEntries(workloads, services);
  const hosts: (readonly [string, HostAddress])[] = [
    [apiServerName, apiServer],
    ...(outside
      ? ([
          [metadataName, { host: metadataAddress, port: 80 }],
          [outsideName, outside],
        ] as const)
      : []),
  ];
  return {
    draft: {
      name: namespace,
      endpoints: Object.fromEntries([
        ...entries.map(({ name, entry }) => [name, entry]),
        [stranger, { client: { namespace: toolNamespace } }],
        ...lookUps,
        ...hosts.map(([name, { host, port }]) => [name, { host: { address: host, ports: [port] } }]),
      ]),
    },
    notes: [
      ...notes.filter((note) => namespace === dnsNamespace || !note.startsWith(`${dnsNamespace} `)),
      ...entries.flatMap((entry) => entry.notes),
      ...(lookUps.length > 0 || namespace === dnsNamespace
        ? []
        : [`Look-ups are not probed: no Service kube-dns in ${dnsNamespace} leads to a Ready pod.`]),
    ],
  };
}

/** The Service of the cluster's DNS servers, which has this name in every distribution, as an address to ask. */
function dnsEntries(workloads: readonly Workload[], services: readonly LiveService[]): [string, EndpointEntry][] {
  const isBehind = (service: LiveService): boolean =>
    workloads.some((workload) => servicesOf(workload, [service]).length > 0);
  const dns = services.find(
    (service) => service.namespace === dnsNamespace && service.name === dnsName && isBehind(service),
  );
  if (dns?.clusterIp === undefined) return [];
  const ports = probedPorts(dns.ports).ports.filter((port) => String(port).startsWith('53/'));
  return ports.length > 0 ? [[dnsName, { host: { address: dns.clusterIp, ports } }]] : [];
}
