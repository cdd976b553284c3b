import { namespaceOf, workloadsOf, type Workload } from '../kubernetes/workload.ts';
import type { Manifest } from '../model/scenario.ts';
import { builtInNames } from '../scenario/built-in.ts';
import { namespacesAmong } from '../scenario/namespaces.ts';
import type { EndpointEntry, FlowEntry, ScenarioFile } from '../scenario/schema.ts';
import { endpointNames } from '../survey/endpoint-names.ts';
import { liveServices } from '../survey/live-service.ts';
import { entryOf } from '../survey/workload-entry.ts';

/** What the user said of a system that has no scenario yet. */
export interface Wishes {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /** Those that the manifests do not have: clients, servers, hosts. */
  readonly endpoints: Readonly<Record<string, EndpointEntry>>;
  /** Namespaces or endpoints; where there are none, the namespaces of the manifests' workloads. */
  readonly protect: readonly string[];
  readonly allow: readonly Pick<FlowEntry, 'from' | 'to'>[];
}

/** A first scenario: the workloads of the manifests and what was declared beside them, closed but for what is allowed. */
export function initialScenario({ name, manifests, endpoints, protect, allow }: Wishes): ScenarioFile {
  const workloads = workloadsOf(manifests).filter(canBeEndpoint);
  const services = liveServices(manifests);
  const names = endpointNames(workloads, [...Object.keys(endpoints), ...builtInNames]);
  const own = workloads.map((workload, index) => [names[index] ?? '', entryOf(workload, services).entry] as const);
  return {
    name,
    protect: protect.length > 0 ? [...protect] : [...new Set(workloads.map(({ namespace }) => namespace))],
    endpoints: { ...Object.fromEntries(own), ...endpoints },
    ...(allow.length > 0 ? { flows: allow.map((flow) => ({ ...flow, expect: 'allowed' as const })) } : {}),
  };
}

/** Namespaces that something is to be in and that nobody creates, in the order of their first use. */
export function missingNamespaces({ endpoints }: ScenarioFile, manifests: readonly Manifest[]): string[] {
  const there = namespacesAmong(manifests);
  const used = [
    ...manifests.map(({ object }) => namespaceOf(object)),
    ...Object.values(endpoints).flatMap((entry) => (entry.pods ?? entry.client ?? entry.server)?.namespace ?? []),
  ];
  return [...new Set(used)].filter((namespace) => !there.includes(namespace));
}

/** What ends before it could be probed, what no policy selects, and what belongs to the cluster is none. */
function canBeEndpoint({ kind, hostNetwork, labels, namespace }: Workload): boolean {
  return kind !== 'cronjob' && !hostNetwork && Object.keys(labels).length > 0 && namespace !== 'kube-system';
}
