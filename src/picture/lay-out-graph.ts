import { Graph, layout } from '@dagrejs/dagre';

/** Boxes with arrows between them, before anybody knows where they go. */
export interface BoxGraph {
  readonly nodes: readonly { readonly label: string; readonly group?: string | undefined }[];
  /** By the places of nodes; no two have the same ends. */
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/** The same, each thing with its place; lengths in pixels, for a text of 14 pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedBox[];
  /** In the order of the graph, as the edges are. */
  readonly nodes: readonly PlacedBox[];
  readonly edges: readonly { readonly points: readonly Point[] }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box by its upper left corner. */
export interface PlacedBox extends Point {
  readonly label: string;
  readonly width: number;
  readonly height: number;
}

/** Height of the letters that boxes are made for, in pixels. */
const textSize = 14;
/** No font is known where a picture is made; most letters of most fonts are narrower. */
const letterWidth = textSize * 0.62;
const nodeHeight = textSize * 2;
/** Room for the label of a group above its nodes. */
const groupHead = textSize * 1.5;
/** Room at the other sides. */
const groupEdge = textSize / 2;

/** Lays out a graph from left to right; the one place where pictures get theirs. */
export function layOutGraph({ nodes, edges }: BoxGraph): Picture {
  const graph = new Graph({ compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 10, marginy: 10 + groupHead });
  graph.setDefaultEdgeLabel(() => ({}));
  const groups = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  for (const group of groups) graph.setNode(`group ${group}`, {});
  for (const [index, { label, group }] of nodes.entries()) {
    graph.setNode(`${index}`, { width: label.length * letterWidth + textSize * 2, height: nodeHeight });
    if (group !== undefined) graph.setParent(`${index}`, `group ${group}`);
  }
  for (const { from, to } of edges) if (from !== to) graph.setEdge(`${from}`, `${to}`);
  layout(graph);
  const boxOf = (id: string, label: string): PlacedBox => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<PlacedBox>;
    return { label, x: x - width / 2, y: y - height / 2, width, height };
  };
  const { width = 0, height = 0 } = graph.graph() as Partial<PlacedBox>;
  const boxes = nodes.map(({ label }, index) => boxOf(`${index}`, label));
  return {
    width,
    height,
    // Closer around their nodes than what was laid out, so that the label is in nobody's way.
    groups: groups.map((label) =>
      around(
        label,
        boxes.filter((_, index) => nodes[index]?.group === label),
      ),
    ),
    nodes: boxes,
    edges: edges.map(({ from, to }) => ({
      points: from === to ? [] : (graph.edge(`${from}`, `${to}`) as { readonly points: Point[] }).points,
    })),
  };
}

function around(label: string, boxes: readonly PlacedBox[]): PlacedBox {
  const x = Math.min(...boxes.map((box) => box.x)) - groupEdge;
  const y = Math.min(...boxes.map((box) => box.y)) - groupHead;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + groupEdge;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + groupEdge;
  return { label, x, y, width: right - x, height: bottom - y };
}
