import type { Connections } from '../connections/connections.ts';
import { isGiven } from '../connections/group-pairs.ts';
import { workloadKey, type Party, type WorkloadParty } from '../connections/party.ts';
import type { OtherPods } from '../connections/other-pods.ts';
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

/** Names some of many parties, given by their places in order. */
export interface PartyNames {
  /** Almost all of them at once, the whole of a namespace at once, addresses as blocks. */
  readonly itemsOf: (places: readonly number[]) => PartyItem[];
  /** Each workload by itself. */
  readonly eachOf: (places: readonly number[]) => PartyItem[];
}

/** Prepares names for parties. */
export function partyNames(ends: Ends): PartyNames {
  const crowds = crowdsOf(ends.parties);
  const togetherOf = namer(ends);
  return {
    itemsOf: (places) => {
      const shortest = togetherOf(places);
      for (const crowd of crowds) {
        if (places.length * 2 < crowd.members.size) continue;
        const named = withCrowd(crowd, places, togetherOf);
        if (named && named.cost < shortest.length) return named.items;
      }
      return shortest;
    },
    eachOf: (places) => {
      const workloads = places.filter((place) => ends.parties[place]?.kind === 'workload');
      const rest = places.filter((place) => ends.parties[place]?.kind !== 'workload');
      return [...workloads.map((place) => [place]), rest].flatMap(togetherOf);
    },
  };
}

/** Many parties, and what they are called together. */
interface Crowd {
  readonly name: string;
  readonly members: ReadonlySet<number>;
}

/** The largest first. */
function crowdsOf(parties: readonly Party[]): Crowd[] {
  const places = [...parties.keys()];
  const given = places.filter((place) => isGiven(parties[place]));
  const namespaces = new Set(given.map((place) => namespaceOf(parties[place])));
  return [
    { name: 'anyone', members: new Set(places) },
    { name: 'every pod', members: new Set(places.filter((place) => parties[place]?.kind !== 'addresses')) },
    ...(namespaces.size > 1 ? [{ name: 'every workload of every namespace', members: new Set(given) }] : []),
  ];
}

function namespaceOf(party: Party | undefined): string {
  return party?.kind === 'workload' ? party.namespace : '';
}

/** A crowd but for some, and who else there is; the cost is what a reader has to take in. Nothing where too many are not in it. */
function withCrowd(
  { name, members }: Crowd,
  places: readonly number[],
  togetherOf: PartyNames['itemsOf'],
): { readonly items: PartyItem[]; readonly cost: number } | undefined {
  const wanted = new Set(places);
  const exceptions = togetherOf([...members].filter((place) => !wanted.has(place)));
  if (exceptions.length > mostExceptions) return undefined;
  const rest = togetherOf(places.filter((place) => !members.has(place)));
  const but = exceptions.map((item) => item.label).join(' and ');
  const label = but === '' ? name : `${name} but ${but}`;
  return { items: [{ label, short: label }, ...rest], cost: 1 + exceptions.length + rest.length };
}

/** Whoever reads more of them has forgotten the first. */
const mostExceptions = 3;

/** Names workloads, or a namespace whose workloads are all meant, and addresses. */
function namer({ parties, parts }: Ends): PartyNames['itemsOf'] {
  const sizes = Map.groupBy(parties, namespaceOf);
  const owners = Map.groupBy(
    parties.filter((party) => party.kind === 'workload'),
    workloadKey,
  );
  const ownersIn = Map.groupBy(owners.values(), ([first]) => namespaceOf(first));
  const inNamespace = (namespace: string, meant: readonly WorkloadParty[]): PartyItem[] => {
    const isWhole = meant.length === sizes.get(namespace)?.length;
    if (isWhole && (ownersIn.get(namespace)?.length ?? 0) > 1)
      return [{ label: `every workload of ${namespace}`, short: 'every workload', namespace }];
    return [...Map.groupBy(meant, workloadKey)].flatMap(([key, own]): PartyItem[] => {
      const name = own[0]?.owner.name ?? '';
      const pods = own.flatMap((party) => party.pods.map((pod) => pod.name));
      const short = own.length === owners.get(key)?.length ? name : `${name} (${pods.join(', ')})`;
      return [{ label: `${namespace}/${short}`, short, namespace }];
    });
  };
  return (places) => {
    const meant = places.flatMap((place) => parties[place] ?? []);
    const workloads = meant.filter((party) => party.kind === 'workload');
    const others = otherPodsIn(meant).map(otherPodsLabel);
    const outside = new Set(meant.flatMap((party) => (party.kind === 'addresses' ? party.part : [])));
    const addresses = outside.size > 0 ? [addressesLabel(blocksOf(parts, (part) => outside.has(part)))] : [];
    return [
      ...[...Map.groupBy(workloads, namespaceOf)].flatMap(([namespace, own]) => inNamespace(namespace, own)),
      ...[...others, ...addresses].map((label) => ({ label, short: label })),
    ];
  };
}

/** Other pods among some parties; where those of which nothing is known are meant, whatever else is known does not matter. */
function otherPodsIn(parties: readonly Party[]): OtherPods[] {
  const others = parties.flatMap((party) => (party.kind === 'other-pods' ? party.known : []));
  const strangers = others.find(
    (one) => isEmpty(one.labels) && typeof one.namespace !== 'string' && isEmpty(one.namespace),
  );
  return strangers ? [strangers] : others;
}

/** `other pods with app=web in namespaces with team=blue (none here)`. */
export function otherPodsLabel({ labels, namespace, areThere }: OtherPods): string {
  const of = isEmpty(labels) ? '' : ` with ${labelsText(labels)}`;
  const place =
    typeof namespace === 'string'
      ? ` in ${namespace}`
      : isEmpty(namespace)
        ? ''
        : ` in namespaces with ${labelsText(namespace)}`;
  const isKnown = of !== '' || place !== '';
  return `other pods${of}${place}${isKnown && !areThere ? ' (none here)' : ''}`;
}

/** A label that only has to be there is named alone. */
function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .join(',');
}

function isEmpty(labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(labels).length === 0;
}
