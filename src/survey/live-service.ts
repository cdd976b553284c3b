import type { Manifest } from '../model/scenario.ts';
import { selects } from '../kubernetes/selector.ts';
import { namespaceOf, type Workload } from '../kubernetes/workload.ts';

/** A live Service, as far as clients see it. */
export interface LiveService {
  readonly namespace: string;
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  /** Absent of a headless Service. */
  readonly clusterIp?: string | undefined;
  readonly headless: boolean;
  readonly ports: readonly ServedPort[];
}

/** A port in Kubernetes' words. */
export interface ServedPort {
  readonly number: number;
  readonly protocol: string;
}

/** The Services among live objects that lead to pods by a selector. */
export function liveServices(manifests: readonly Manifest[]): LiveService[] {
  return manifests
    .filter(({ object }) => object.kind === 'Service')
    .map(({ object }): LiveService => {
      const { selector = {}, clusterIP, ports } = (object['spec'] ?? {}) as ServiceSpec;
      return {
        namespace: namespaceOf(object),
        name: object.metadata.name,
        selector,
        ...(clusterIP === 'None' ? { headless: true } : { headless: false, clusterIp: clusterIP }),
        ports: (ports ?? []).map(({ port, protocol }) => ({ number: port, protocol: protocol ?? 'TCP' })),
      };
    })
    .filter(({ selector, ports }) => Object.keys(selector).length > 0 && ports.length > 0);
}

/** The Services that select the pods of a workload, the one that most clients would use first. */
export function servicesOf({ namespace, labels, name }: Workload, services: readonly LiveService[]): LiveService[] {
  return services
    .filter((service) => service.namespace === namespace && selects({ matchLabels: service.selector }, labels))
    .toSorted(
      (a, b) =>
        Number(a.headless) - Number(b.headless) ||
        Number(b.name === name) - Number(a.name === name) ||
        b.ports.length - a.ports.length ||
        a.name.localeCompare(b.name),
    );
}

interface ServiceSpec {
  readonly selector?: Readonly<Record<string, string>>;
  readonly clusterIP?: string;
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[];
}
