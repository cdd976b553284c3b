import type { Connections } from '../connections/connections.ts';
import { isGiven } from '../connections/group-pairs.ts';
import { partiesNamed, partyNames } from '../connections/find-party.ts';
import type { Focus } from '../connections/focus.ts';
import { canonicalCidr } from '../kubernetes/cidr.ts';
import { didYouMean } from '../model/did-you-mean.ts';
import { UsageError } from '../model/errors.ts';

/** A focus as a user names it. */
export interface FocusFlags extends Pick<Focus, 'port'> {
  readonly workload?: string;
  readonly peer?: string;
  readonly direction?: 'ingress' | 'egress';
  readonly fromOutside?: boolean;
  readonly exposure?: boolean;
}

/**
 * The focus that a user named.
 *
 * @throws {@link UsageError} for a name of nothing, and for what cannot be meant together.
 */
export function focusFor(
  { workload, peer, direction, fromOutside, exposure, port }: FocusFlags,
  connections: Connections,
): Focus {
  if (fromOutside && (peer !== undefined || direction !== undefined))
    throw new UsageError(
      '--from-outside names the peer and the direction already',
      'Leave out --peer and --direction.',
    );
  if (direction !== undefined && workload === undefined && !exposure)
    throw new UsageError('--direction is as a workload sees it, and none is named', 'Name one with --workload.');
  if (exposure && peer !== undefined)
    throw new UsageError('--exposure is to what is not there, and --peer is there', 'Leave out one of them.');
  const own = workload === undefined ? undefined : named(workload, connections);
  const everyWorkload = new Set(connections.parties.flatMap((party, place) => (isGiven(party) ? [place] : [])));
  const sees = direction && ({ ingress: 'Ingress', egress: 'Egress' } as const)[direction];
  if (fromOutside)
    return { workloads: own ?? everyWorkload, peers: named('outside', connections), direction: 'Ingress', port };
  if (!exposure)
    return { workloads: own, peers: peer === undefined ? undefined : named(peer, connections), direction: sees, port };
  const notThere = connections.parties.flatMap(({ kind }, place) => (kind === 'workload' ? [] : [place]));
  return { workloads: own ?? everyWorkload, peers: new Set(notThere), direction: sees, port };
}

function named(name: string, connections: Connections): ReadonlySet<number> {
  const places = partiesNamed(name, connections);
  if (places.size > 0) return places;
  refuseBlock(name);
  const names = partyNames(connections);
  throw new UsageError(
    `nothing here is called "${name}"${didYouMean(name, names)}`,
    'Name a workload (shop/api), a namespace, an address, or outside.',
  );
}

/** Its addresses may be of several parties, some of them in part. */
function refuseBlock(name: string): void {
  const [address = '', prefix] = name.split('/');
  if (prefix === undefined || canonicalCidr(`${address}/0`) === undefined) return;
  const longest = address.includes(':') ? 128 : 32;
  const problem =
    canonicalCidr(name) === undefined
      ? `${name} is no block of addresses: a prefix is 0 to ${longest}`
      : `${name} is a block of addresses, and what it holds may be of several peers`;
  throw new UsageError(problem, `Name one address, for example ${address}.`);
}
