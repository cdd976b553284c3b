import type { Connections } from '../connections/connections.ts';
import { partyNames, type PartyItem } from './party-items.ts';
import { portsText } from './port-words.ts';

/** Who may connect to whom as boxes and arrows: what has one name in the list is one box. */
export interface ConnectionGraph {
  readonly nodes: readonly PartyItem[];
  /** By the places of nodes; no two have the same ends. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly ports: string }[];
}

/** The picture of all connections; where there are too many arrows to be told apart, it is one of namespaces. */
export function graphOfConnections(connections: Connections): ConnectionGraph {
  const detailed = draw(connections, (item) => item);
  return detailed.edges.length <= mostArrows ? detailed : draw(connections, namespaceOf);
}

const mostArrows = 120;

function namespaceOf({ label, namespace }: PartyItem): PartyItem {
  return namespace === undefined ? { label, short: label } : { label: namespace, short: namespace };
}

function draw(connections: Connections, as: (item: PartyItem) => PartyItem): ConnectionGraph {
  const places = new Map<string, number>();
  const nodes: PartyItem[] = [];
  const placeOf = (item: PartyItem): number => {
    const shown = as(item);
    const place = places.get(shown.label) ?? nodes.push(shown) - 1;
    places.set(shown.label, place);
    return place;
  };
  const { itemsOf } = partyNames(connections);
  const arrows = connections.groups.flatMap((group) => {
    const to = itemsOf(group.to).map(placeOf);
    return itemsOf(group.from)
      .map(placeOf)
      .flatMap((from) => to.map((receiver) => ({ from, to: receiver, ports: portsText(group.ports) })));
  });
  const edges = [...Map.groupBy(arrows, ({ from, to }) => `${from} ${to}`).values()].flatMap((alike) =>
    alike.slice(0, 1).map((arrow) => ({ ...arrow, ports: [...new Set(alike.map(({ ports }) => ports))].join('; ') })),
  );
  return { nodes, edges };
}
