import type { Party } from './party.ts';

/** Each of some senders stands to each of some receivers in the same way. */
export interface PairGroup<T> {
  /** By their places among the parties, in order. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly value: T;
}

/**
 * Groups all pairs of parties: receivers to which the same senders stand in the same way are of one group. No pair is in
 * two. Pairs of which neither was asked about are left out.
 *
 * @param between - How one party stands to another; equal values have to be identical. Undefined is left out.
 */
export function groupPairs<T extends string | number>(
  parties: readonly Party[],
  between: (from: number, to: number) => T | undefined,
): PairGroup<T>[] {
  const groups = new Map<string, PairGroup<T> & { readonly to: number[] }>();
  const everybody = [...parties.keys()];
  const given = everybody.filter((place) => isGiven(parties[place]));
  for (const to of everybody) {
    const senders = isGiven(parties[to]) ? everybody : given;
    const byValue = new Map<T, number[]>();
    for (const from of senders) {
      const value = between(from, to);
      if (value === undefined) continue;
      const alike = byValue.get(value);
      if (alike) alike.push(from);
      else byValue.set(value, [from]);
    }
    for (const [value, from] of byValue) {
      const key = `${value} ${from.join(' ')}`;
      const group = groups.get(key);
      if (group) group.to.push(to);
      else groups.set(key, { from, to: [to], value });
    }
  }
  return [...groups.values()];
}

/** Whether a party is what was asked about; between others, nobody wants to know. */
export function isGiven(party: Party | undefined): boolean {
  return party?.kind === 'workload' && !party.isAssumed;
}
