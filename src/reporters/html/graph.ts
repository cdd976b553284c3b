import { layOutGraph } from '../../picture/lay-out-graph.ts';
import type { Places } from './cells.ts';
import type { ContentStage } from './content.ts';
import type { PageGraph, PageSource } from './page-data.ts';

/** Arrows that can still be told apart; where there are more, namespaces are drawn instead of endpoints. */
const maxArrows = 120;

interface GraphNode {
  readonly label: string;
  readonly group?: string | undefined;
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

/**
 * Places the ends of flows for a picture that is the same at all stages: by what gets through at the last one, and by what is
 * not as expected at any.
 */
export function graphOf(stages: readonly ContentStage[], { sources, targets }: Places): PageGraph {
  const drawn = stages.flatMap(({ flows }, index) =>
    flows
      .filter(({ mark, expect }) => mark !== 'blocked' && (index === stages.length - 1 || mark !== expect))
      .map(({ flow }) => flow),
  );
  const draw = (endOf: (end: PageSource) => Pick<GraphNode, 'label' | 'group'>): PageGraph => {
    const keyOf = (end: PageSource): string => JSON.stringify(endOf(end));
    const all = [...new Map([...sources, ...targets].map((end) => [keyOf(end), endOf(end)]))];
    const places = new Map(all.map(([key], index) => [key, index]));
    const membersOf = (ends: readonly PageSource[], key: string): number[] =>
      ends.flatMap((end, index) => (keyOf(end) === key ? [index] : []));
    const ends = new Map([...sources, ...targets].map((end) => [end.name, places.get(keyOf(end)) ?? 0]));
    const pairs = drawn.map(({ from, to }) => ({ from: ends.get(from) ?? 0, to: ends.get(to) ?? 0 }));
    const edges = [...new Map(pairs.map((pair) => [`${pair.from} ${pair.to}`, pair])).values()];
    const picture = layOutGraph({ nodes: all.map(([, node]) => node), edges });
    return {
      width: picture.width,
      height: picture.height,
      groups: picture.groups,
      nodes: picture.nodes.map((box, index) => {
        const key = all[index]?.[0] ?? '';
        return { ...box, sources: membersOf(sources, key), targets: membersOf(targets, key) };
      }),
      edges: edges.map((edge, index) => ({ ...edge, points: picture.edges[index]?.points ?? [] })),
    };
  };
  const pairs = new Set(drawn.map(({ from, to }) => `${from} ${to}`)).size;
  return pairs <= maxArrows
    ? draw(({ name, namespace }) => ({ label: name, group: namespace }))
    : draw(({ name, namespace }) => ({ label: namespace ?? name }));
}
