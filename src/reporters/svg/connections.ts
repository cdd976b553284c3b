import type { Connections } from '../../connections/connections.ts';
import { layOutGraph, type PlacedBox, type Point } from '../../picture/lay-out-graph.ts';
import { graphOfConnections } from '../connection-graph.ts';
import { escapeXml } from '../xml.ts';

/** Renders who may connect to whom as a picture (SVG 1.1), which needs nothing else to be looked at. */
export function renderConnectionsSvg(connections: Connections): string {
  const { nodes, edges } = graphOfConnections(connections);
  const picture = layOutGraph({
    nodes: nodes.map(({ short, namespace }) => ({ label: short, group: namespace })),
    edges: edges.map(({ ports, ...ends }) => ({ ...ends, label: ports })),
  });
  const boxes = [
    ...picture.groups.map((box) => `<g class="group">${rectangle(box)}${textAt(box.x + 8, box.y + 16, box.label)}</g>`),
    ...picture.nodes.map(
      (box) => `<g class="node">${rectangle(box)}${textAt(box.x + 14, box.y + box.height / 2 + 5, box.label)}</g>`,
    ),
  ];
  const arrows = picture.edges.map(({ points, label: { x, y } }, index) => {
    const label = textAt(x, y + 4, edges[index]?.ports ?? '');
    return `<g class="arrow"><path d="${pathOf(points)}" marker-end="url(#head)"/>${label}</g>`;
  });
  const [width, height] = [Math.ceil(picture.width), Math.ceil(picture.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<style>${style}</style>`,
    `<defs><marker id="head" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...boxes,
    ...arrows,
    '</svg>\n',
  ].join('\n');
}

const style = [
  'text{font:14px sans-serif;fill:#1f2328}',
  '.paper{fill:#fff}',
  '.group rect{fill:#f6f8fa;stroke:#d0d7de}',
  '.group text{font-weight:bold}',
  '.node rect{fill:#fff;stroke:#57606a}',
  '.arrow path{fill:none;stroke:#0969da}',
  '#head path{fill:#0969da}',
  '.arrow text{font-size:12px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:6px}',
].join('');

function rectangle({ x, y, width, height }: PlacedBox): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="4"/>`;
}

function textAt(x: number, y: number, text: string): string {
  return `<text x="${round(x)}" y="${round(y)}">${escapeXml(text)}</text>`;
}

function pathOf(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}
