import type { Connections } from '../../connections/connections.ts';
import type { Party } from '../../connections/party.ts';
import { blocksOf } from '../../policy/address-space.ts';
import { otherPodsLabel } from '../party-items.ts';

/** What a party is called in lists, and who that is. */
export type NamedParty = readonly [name: string, meaning: object];

/**
 * Names parties, given by their places: `shop/deployment/api`, `shop/statefulset/db#2` for the second part of a workload
 * whose pods are told apart, `10.0.0.0/8 except 10.0.1.0/24`.
 */
export function partyNamer({
  parties,
  parts,
}: Pick<Connections, 'parties' | 'parts'>): (places: readonly number[]) => NamedParty[] {
  const counts = new Map<string, number>();
  const pods = parties.map((party): NamedParty[] => {
    if (party.kind !== 'workload') return otherPods(party);
    const { namespace, owner, isPart, pods: own } = party;
    const name = `${namespace}/${owner.kind}/${owner.name}`;
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    const meaning = { namespace, ...owner };
    return [isPart ? [`${name}#${number}`, { ...meaning, pods: own.map((pod) => pod.name) }] : [name, meaning]];
  });
  return (places) => {
    const outside = new Set(
      places.flatMap((place) => {
        const party = parties[place];
        return party?.kind === 'addresses' ? party.part : [];
      }),
    );
    const blocks = blocksOf(parts, (part) => outside.has(part)).map((one): NamedParty => {
      const { block, except } = one;
      return [except.length > 0 ? `${block} except ${except.join(', ')}` : block, one];
    });
    return [...places.flatMap((place) => pods[place] ?? []), ...blocks];
  };
}

function otherPods(party: Exclude<Party, { readonly kind: 'workload' }>): NamedParty[] {
  if (party.kind === 'addresses') return [];
  const { labels, namespace, areThere } = party.known;
  return [[otherPodsLabel(party.known), { otherPods: { labels, namespace, areThere } }]];
}

/** Those of some lists, each once. */
export function meanings(lists: readonly (readonly NamedParty[])[]): Readonly<Record<string, object>> {
  return Object.fromEntries(lists.flat());
}

export function namesIn(list: readonly NamedParty[]): string[] {
  return list.map(([name]) => name);
}
