import type { Endpoint, Flow } from '../../model/scenario.ts';
import type { Direction } from '../../policy/network-policy.ts';

/** All pods of a namespace, in one direction. */
export interface Isolation {
  readonly namespace: string;
  readonly direction: Direction;
}

/**
 * Chooses what to isolate so that every blocked flow is denied at one of its ends: first what denies most of them, and of
 * those the receivers, which are guarded then from unforeseen senders as well. The cluster's own namespaces
 * are left alone.
 */
export function isolationsFor(flows: readonly Flow[], endpoints: readonly Endpoint[]): Isolation[] {
  const namespaces = new Map(
    endpoints.flatMap((one) =>
      one.kind === 'pods' || one.kind === 'client' ? [[one.name, one.namespace] as const] : [],
    ),
  );
  const sidesOf = ({ from, to }: Flow): Isolation[] =>
    [
      { namespace: namespaces.get(from) ?? '', direction: 'Egress' as const },
      { namespace: namespaces.get(to) ?? '', direction: 'Ingress' as const },
    ].filter(({ namespace }) => namespace !== '' && !namespace.startsWith('kube-'));
  let open = flows.filter(({ expect }) => expect === 'blocked');
  const chosen: Isolation[] = [];
  while (open.length > 0) {
    const groups = [...Map.groupBy(open.flatMap(sidesOf), isolationKey)];
    const [best] = groups.toSorted(
      ([a, one], [b, other]) =>
        other.length - one.length ||
        Number(b.endsWith('Ingress')) - Number(a.endsWith('Ingress')) ||
        a.localeCompare(b),
    );
    const [isolation] = best?.[1] ?? [];
    // What is left has no end that could be isolated.
    if (!isolation) break;
    chosen.push(isolation);
    open = open.filter((flow) => !sidesOf(flow).some((side) => isolationKey(side) === isolationKey(isolation)));
  }
  return chosen.toSorted((a, b) => isolationKey(a).localeCompare(isolationKey(b)));
}

function isolationKey({ namespace, direction }: Isolation): string {
  return `${namespace} ${direction}`;
}
