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
      expect(edges.filter(({ points }) => points.length < 2)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('a group is as wide as its label, however short its only box is', () => {
  const [only] = layOutGraph({ nodes: [{ label: 'gateway', group: 'envoy-gateway-system' }], edges: [] }).groups;
  expect(only?.width).toBeGreaterThan('envoy-gateway-system'.length * 9);
});

test('what a box sends to itself is below it, within its group, with its label on the way', () => {
  const { groups, nodes, edges } = layOutGraph({
    nodes: ['api', 'web'].map((label) => ({ label, group: 'shop' })),
    edges: [{ from: 0, to: 0, label: '8080' }],
  });
  const { points, label } = edges[0] ?? { points: [], label: { x: 0, y: 0 } };
  const [api, web] = nodes;
  const bottom = (api?.y ?? 0) + (api?.height ?? 0);
  expect(points.map(({ y }) => y)).toEqual([bottom, label.y, label.y, bottom]);
  expect(points[0]?.x).toBeLessThan(label.x);
  expect(points[3]?.x).toBeGreaterThan(label.x);
  const text = { label: '', x: label.x - 14, y: label.y - 7, width: 28, height: 14 };
  expect([api, web].filter((node) => node && overlap(node, text))).toEqual([]);
  expect(groups.every((group) => holds(group, text))).toBe(true);
});
