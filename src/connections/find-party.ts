import { addressFamily, parseCidr } from '../kubernetes/cidr.ts';
import type { Connections } from './connections.ts';
import type { WorkloadParty } from './party.ts';

/** Places of the parties that a name means: `shop/api`, `shop/deployment/api`, `api`, a namespace, `outside` or an address. */
export function partiesNamed(name: string, { parties, parts }: Connections): ReadonlySet<number> {
  const address = addressPart(name, parts);
  return new Set(
    parties.flatMap((party, place) => {
      if (party.kind === 'other-pods') return [];
      if (party.kind === 'addresses') return name === outside || party.part === address ? [place] : [];
      return namesOf(party).includes(name) ? [place] : [];
    }),
  );
}

/** Every name that {@link partiesNamed} finds something by, but addresses. */
export function partyNames({ parties }: Connections): string[] {
  const names = parties.flatMap((party) => (party.kind === 'workload' ? namesOf(party) : []));
  return [...new Set([...names, outside])];
}

const outside = 'outside';

function namesOf({ namespace, owner: { kind, name } }: Pick<WorkloadParty, 'namespace' | 'owner'>): string[] {
  return [`${namespace}/${name}`, `${namespace}/${kind}/${name}`, name, namespace];
}

/** The part that holds an address: the smallest block that does, which comes last. */
function addressPart(text: string, parts: Connections['parts']): number | undefined {
  if (addressFamily(text) === undefined) return undefined;
  return parts.findLastIndex(({ block }) => parseCidr(block)?.holds(text) === true);
}
