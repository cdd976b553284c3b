import type { ConnectionGroup, Connections } from '../connections/connections.ts';
import { isGiven } from '../connections/group-pairs.ts';
import type { PartyItem, PartyNames } from './party-items.ts';

/** Connections that a reader sees together. */
export interface ConnectionSection {
  readonly title: string;
  readonly lines: readonly ConnectionLine[];
}

/** One line: these may connect to those. */
export interface ConnectionLine {
  readonly from: readonly PartyItem[];
  readonly to: readonly PartyItem[];
  /** Of a group only the receivers of this line. */
  readonly group: ConnectionGroup;
}

/** Connections as people read them: by the namespace of who receives, then those that leave the manifests. */
export function sectionsOf(connections: Connections, names: PartyNames): ConnectionSection[] {
  const lines = connections.groups.flatMap((group) => linesOf(group, connections, names));
  return [...Map.groupBy(lines, ({ title }) => title)]
    .map(([title, own]) => ({ title, lines: own }))
    .toSorted((a, b) => rankOf(a.title) - rankOf(b.title) || (a.title < b.title ? -1 : 1));
}

const several = 'several namespaces';
const beyond = 'beyond these workloads';

function rankOf(title: string): number {
  return title === several ? 0 : title === beyond ? 2 : 1;
}

/** A group once, and once more if it has receivers that are in no manifest. */
function linesOf(
  group: ConnectionGroup,
  { parties }: Connections,
  { itemsOf }: PartyNames,
): (ConnectionLine & { readonly title: string })[] {
  const from = itemsOf(group.from);
  const [given = [], rest = []] = [true, false].map((is) => group.to.filter((place) => isGiven(parties[place]) === is));
  const to = itemsOf(given);
  const [namespace, another] = new Set(to.map((item) => item.namespace));
  const title = another === undefined ? (namespace ?? several) : several;
  const beyondThese = itemsOf(rest);
  return [
    ...(to.length > 0 ? [{ title, from, to, group: { ...group, to: given } }] : []),
    ...(rest.length > 0 ? [{ title: beyond, from, to: beyondThese, group: { ...group, to: rest } }] : []),
  ];
}
