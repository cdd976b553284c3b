import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutGraph, type BoxGraph, type PlacedBox } from '../../src/picture/lay-out-graph.ts';

const anyGraph: fc.Arbitrary<BoxGraph> = fc
  .array(fc.record({ label: fc.stringMatching(/^[a-z-]{1,20}$/), group: fc.constantFrom('shop', 'data', undefined) }), {
    minLength: 1,
    maxLength: 9,
  })
  .chain((nodes) => {
    const end = fc.nat(nodes.length - 1);
    const edges = fc.uniqueArray(fc.record({ from: end, to: end }), {
      maxLength: 16,
      selector: ({ from, to }) => `${from} ${to}`,
    });
    return edges.map((all) => ({ nodes, edges: all }));
  });

const overlap = (a: PlacedBox, b: PlacedBox): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const holds = (outer: Omit<PlacedBox, 'label'>, { x, y, width, height }: PlacedBox): boolean =>
  x >= outer.x - 1 &&
  y >= outer.y - 1 &&
  x + width <= outer.x + outer.width + 1 &&
  y + height <= outer.y + outer.height + 1;

test('boxes do not overlap, stay within their group alone and the picture, and each way has two ends', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const { width, height, groups, nodes, edges } = layOutGraph(graph);
      const wrong = nodes.filter((node, index) => {
        const group = groups.find(({ label }) => label === graph.nodes[index]?.group);
        const others = nodes.filter((other, place) => place !== index && overlap(node, other));
        const intruded = groups.filter(({ label }) => label !== graph.nodes[index]?.group);
        if (intruded.some((other) => overlap(node, other))) return true;
        return others.length > 0 || (group && !holds(group, node)) || !holds({ x: 0, y: 0, width, height }, node);
      });
      expect(wrong).toEqual([]);
      const lost = edges.filter(({ points }, index) => {
        const isLoop = graph.edges[index]?.from === graph.edges[index]?.to;
        return isLoop ? points.length > 0 : points.length < 2;
      });
      expect(lost).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
