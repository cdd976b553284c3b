import { Graph, layout } from '@dagrejs/dagre';

/** Boxes with arrows between them, before anybody knows where they go. */
export interface BoxGraph {
  readonly nodes: readonly { readonly label: string; readonly group?: string | undefined }[];
  /** By the places of nodes; no two have the same ends. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly label?: string | undefined }[];
}

/** The same, each thing with its place; lengths in pixels, for a text of 14 pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedBox[];
  /** In the order of the graph, as the edges are. */
  readonly nodes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
}

interface PlacedEdge {
  readonly points: readonly Point[];
  /** The middle of its label. */
  readonly label: Point;
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
  for (const [index, { label, group = '' }] of nodes.entries()) {
    // A group is as wide as what is in it, so that its label makes them wide.
    const width = Math.max(textWidth(label) + textSize * 2, textWidth(group) * boldness + groupEdge);
    graph.setNode(`${index}`, { width, height: nodeHeight });
    if (group !== '') graph.setParent(`${index}`, `group ${group}`);
  }
  for (const { from, to, label = '' } of edges) {
    graph.setEdge(`${from}`, `${to}`, { width: textWidth(label), height: label === '' ? 0 : textSize, labelpos: 'c' });
  }
  layout(graph);
  const boxOf = (id: string, label: string): PlacedBox => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<PlacedBox>;
    return { label, x: x - width / 2, y: y - height / 2, width, height };
  };
  const { width = 0, height = 0 } = graph.graph() as Partial<PlacedBox>;
  const boxes = nodes.map(({ label }, index) => boxOf(`${index}`, label));
  const ways = edges.map(({ from, to }): PlacedEdge => {
    const { points, x = 0, y = 0 } = graph.edge(`${from}`, `${to}`) as Partial<Point> & Pick<PlacedEdge, 'points'>;
    const box = boxes[from];
    return { points: from === to && box ? loopBelow(box, y) : points, label: { x, y } };
  });
  return {
    width,
    height,
    // Closer around their nodes than what was laid out, so that the label is in nobody's way.
    groups: groups.map((label) => {
      const isWithin = (index: number): boolean => nodes[index]?.group === label;
      const loops = ways.filter(
        (_, index) => edges[index]?.from === edges[index]?.to && isWithin(edges[index]?.to ?? -1),
      );
      return around(
        label,
        boxes.filter((_, index) => isWithin(index)),
        loops.flatMap(({ points }) => points),
      );
    }),
    nodes: boxes,
    edges: ways,
  };
}

/** No font is known where a picture is made, so that it is for one of the widest. */
function textWidth(text: string): number {
  const widths = Array.from(text, (letter) => (narrow.test(letter) ? 0.4 : wide.test(letter) ? 0.97 : 0.64));
  return textSize * widths.reduce((sum, width) => sum + width, 0);
}

const narrow = /[\sfijlrt.,:;/()|-]/;
const wide = /[mwMW@%]/;
/** How much wider bold letters are, in which groups have their labels. */
const boldness = 1.15;

/** What a box sends to itself; the layout leaves room for it. */
function loopBelow({ x, y, width, height }: PlacedBox, lowest: number): Point[] {
  const [left, right, bottom] = [x + textSize, x + width - textSize, y + height];
  return [
    { x: left, y: bottom },
    { x: left, y: lowest },
    { x: right, y: lowest },
    { x: right, y: bottom },
  ];
}

/** A group by its boxes and the loops below them. */
function around(label: string, boxes: readonly PlacedBox[], loops: readonly Point[]): PlacedBox {
  const x = Math.min(...boxes.map((box) => box.x)) - groupEdge;
  const y = Math.min(...boxes.map((box) => box.y)) - groupHead;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + groupEdge;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height), ...loops.map((point) => point.y)) + groupEdge;
  return { label, x, y, width: right - x, height: bottom - y };
}
