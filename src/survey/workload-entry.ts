import type { EndpointEntry } from '../scenario/schema.ts';
import type { Workload } from '../kubernetes/workload.ts';
import { servicesOf, type LiveService } from './live-service.ts';
import { workloadLabel } from './live-workloads.ts';
import { probedPorts } from './probed-ports.ts';

/** The endpoint of a workload, through the Service that most clients would use; notes are whole sentences. */
export function entryOf(
  workload: Workload,
  services: readonly LiveService[],
): { readonly entry: EndpointEntry; readonly notes: readonly string[] } {
  const { namespace, kind, name, containerPorts } = workload;
  const [service, ...others] = servicesOf(workload, services);
  const { ports, skipped } = probedPorts(service?.ports ?? containerPorts);
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
