import type { Direction, Transport } from '../policy/network-policy.ts';
import type { ConnectionGroup, Connections } from './connections.ts';

/** What a reader wants to see of all connections. */
export interface Focus {
  /** Places of the parties at one end; all of them without. */
  readonly workloads?: ReadonlySet<number> | undefined;
  /** Places of the parties at the other end; all of them without. */
  readonly peers?: ReadonlySet<number> | undefined;
  /** As the workloads see it; both without. */
  readonly direction?: Direction | undefined;
  /** Every port without. */
  readonly port?: { readonly number: number; readonly protocol: Transport } | undefined;
}

/** The connections that a focus is on. */
export function focused(connections: Connections, focus: Focus): Connections {
  const isMeant = endsOf(focus);
  const groups = connections.groups
    .flatMap((group) =>
      isMeant.map(({ from, to }) => ({ ...group, from: group.from.filter(from), to: group.to.filter(to) })),
    )
    .filter(({ from, to }) => from.length > 0 && to.length > 0);
  return { ...connections, groups: groups.flatMap((group) => atPort(group, focus)) };
}

interface Ends {
  readonly from: (place: number) => boolean;
  readonly to: (place: number) => boolean;
}

/** Pairs of ends that are meant; none is in two of them. */
function endsOf({ workloads, peers, direction }: Focus): Ends[] {
  const isOwn = (place: number): boolean => workloads?.has(place) ?? true;
  const isPeer = (place: number): boolean => peers?.has(place) ?? true;
  const received = { from: isPeer, to: isOwn };
  if (direction === 'Ingress') return [received];
  if (direction === 'Egress') return [{ from: isOwn, to: isPeer }];
  return [
    received,
    { from: isOwn, to: (place) => isPeer(place) && !isOwn(place) },
    { from: (place) => isOwn(place) && !isPeer(place), to: (place) => isPeer(place) && isOwn(place) },
  ];
}

function atPort(group: ConnectionGroup, { port }: Focus): ConnectionGroup[] {
  if (port === undefined || group.ports === 'unknown') return [group];
  const { number, protocol } = port;
  const isIn = group.ports.some((one) => one.protocol === protocol && one.first <= number && number <= one.last);
  return isIn ? [{ ...group, ports: [{ protocol, first: number, last: number }] }] : [];
}
