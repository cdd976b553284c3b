import type { Connections } from '../connections/connections.ts';
import { isGiven } from '../connections/group-pairs.ts';
import type { WorkloadParty } from '../connections/party.ts';
import { addressesLabel, blocksOf } from '../policy/address-space.ts';

/** One or more parties under the shortest name that they have together. */
export interface PartyItem {
  /** As it stands by itself: `shop/api`, `every workload of shop`, `anyone but shop/web`, `10.0.0.0/8`. */
  readonly label: string;
  /** The same within its namespace: `api`, `every workload`. */
  readonly short: string;
  /** Absent for what is in none, or in more than one. */
  readonly namespace?: string | undefined;
}

type Ends = Pick<Connections, 'parties' | 'parts'>;

/** Names parties, given by their places: almost all of them at once, the whole of a namespace at once, addresses as blocks. */
export function itemsOf(places: readonly number[], ends: Ends): PartyItem[] {
  const wanted = new Set(places);
  let shortest = singleItems(places, ends);
  let shortestCost = shortest.length;
  for (const { name, members } of crowdsOf(ends)) {
    const exceptions = singleItems(
      members.filter((place) => !wanted.has(place)),
      ends,
    );
    const crowd = new Set(members);
    const rest = singleItems(
      places.filter((place) => !crowd.has(place)),
      ends,
    );
    const cost = 1 + exceptions.length + rest.length;
    if (exceptions.length > mostExceptions || cost >= shortestCost) continue;
    const but = exceptions.map((item) => item.label).join(' and ');
    const label = but === '' ? name : `${name} but ${but}`;
    shortest = [{ label, short: label }, ...rest];
    shortestCost = cost;
  }
  return shortest;
}

/** Whoever reads more of them has forgotten the first. */
const mostExceptions = 3;

/** What many parties are called together, the largest first. */
function crowdsOf({ parties }: Ends): { readonly name: string; readonly members: readonly number[] }[] {
  const places = [...parties.keys()];
  const given = places.filter((place) => isGiven(parties[place]));
  const namespaces = new Set(given.map((place) => namespaceAt(place, parties)));
  return [
    { name: 'anyone', members: places },
    { name: 'every pod', members: places.filter((place) => parties[place]?.kind !== 'addresses') },
    ...(namespaces.size > 1 ? [{ name: 'every workload of every namespace', members: given }] : []),
  ];
}

function namespaceAt(place: number, parties: Ends['parties']): string {
  const party = parties[place];
  return party?.kind === 'workload' ? party.namespace : '';
}

/** The same, each workload or namespace by itself. */
export function singleItems(places: readonly number[], { parties, parts }: Ends): PartyItem[] {
  const members = new Set(places);
  const workloads = parties.flatMap((party, place) => (party.kind === 'workload' ? [{ party, place }] : []));
  const others = places.filter((place) => parties[place]?.kind === 'other-pods').map(() => 'other pods');
  const outside = new Set(
    places.flatMap((place) => {
      const party = parties[place];
      return party?.kind === 'addresses' ? party.part : [];
    }),
  );
  const addresses = addressesLabel(blocksOf(parts, (part) => outside.has(part)));
  const unplaced = [...others, addresses].filter((label) => label !== '').map((label) => ({ label, short: label }));
  return [...ofNamespaces(workloads, members), ...unplaced];
}

interface PlacedWorkload {
  readonly party: WorkloadParty;
  readonly place: number;
}

function ofNamespaces(workloads: readonly PlacedWorkload[], members: ReadonlySet<number>): PartyItem[] {
  return [...Map.groupBy(workloads, ({ party }) => party.namespace)].flatMap(([namespace, own]) => {
    const isIn = ({ place }: PlacedWorkload): boolean => members.has(place);
    const byOwner = [...Map.groupBy(own, ({ party: { owner } }) => `${owner.kind}/${owner.name}`).values()];
    if (byOwner.length > 1 && own.every(isIn)) {
      return [{ label: `every workload of ${namespace}`, short: 'every workload', namespace }];
    }
    return byOwner.flatMap((parts): PartyItem[] => {
      const named = parts.filter(isIn);
      const [first] = named;
      if (!first) return [];
      const { name } = first.party.owner;
      const pods = named.flatMap(({ party }) => party.pods.map((pod) => pod.name));
      const short = named.length === parts.length ? name : `${name} (${pods.join(', ')})`;
      return [{ label: `${namespace}/${short}`, short, namespace }];
    });
  });
}
