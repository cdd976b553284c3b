import type { Point, PlacedBox } from '../picture/lay-out-graph.ts';
import type { PageData, PageGraph } from '../reporters/html/page-data.ts';
import type { Mark } from '../reporters/mark.ts';
import { worstOf } from './cells.ts';
import type { MatrixModel } from './matrix-model.ts';

/** Flows from one box to another that got through, or that should have. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
  readonly ports: readonly string[];
  /** One of its cells: the worst. */
  readonly cell: number;
  readonly points: readonly Point[];
}

/** What is drawn of the cells that the filter asks for: all but what is blocked as it should be. */
export function arrowsOf(
  { graph, targets }: Pick<PageData, 'graph' | 'targets'>,
  model: Pick<MatrixModel, 'cells'>,
): Arrow[] {
  const rows = nodeByMember(graph, 'sources');
  const columns = nodeByMember(graph, 'targets');
  const flows = model
    .cells()
    .filter(({ mark }) => mark !== 'blocked')
    .map(({ mark, cell }) => {
      const column = cell % targets.length;
      const [from, to] = [rows.get(Math.floor(cell / targets.length)) ?? 0, columns.get(column) ?? 0];
      return { from, to, mark, cell, port: targets[column]?.port ?? '' };
    });
  const ways = new Map(graph.edges.map(({ from, to, points }) => [`${from} ${to}`, points]));
  return [...Map.groupBy(flows, ({ from, to }) => `${from} ${to}`)].flatMap(([key, alike]) => {
    const marks = alike.map(({ mark }) => mark);
    const worst = worstOf(marks);
    const found = alike.find(({ mark }) => mark === worst) ?? alike[0];
    if (!found || !worst) return [];
    const { from, to, cell } = found;
    const ports = [...new Set(alike.filter(({ mark }) => mark === worst).map(({ port }) => port))];
    const way = ways.get(key);
    return [
      { from, to, cell, mark: worst, ports, points: way?.length ? way : straight(graph.nodes[from], graph.nodes[to]) },
    ];
  });
}

function nodeByMember({ nodes }: PageGraph, kind: 'sources' | 'targets'): Map<number, number> {
  return new Map(nodes.flatMap((node, index) => node[kind].map((member) => [member, index] as const)));
}

/** From side to side, or a loop above a box that sends to itself. */
function straight(from: PlacedBox | undefined, to: PlacedBox | undefined): Point[] {
  if (!from || !to) return [];
  if (from === to) {
    const [left, right, above] = [from.x + from.width / 3, from.x + (2 * from.width) / 3, from.y - 14];
    return [
      { x: left, y: from.y },
      { x: left, y: above },
      { x: right, y: above },
      { x: right, y: from.y },
    ];
  }
  const isForward = from.x <= to.x;
  return [
    { x: isForward ? from.x + from.width : from.x, y: from.y + from.height / 2 },
    { x: isForward ? to.x : to.x + to.width, y: to.y + to.height / 2 },
  ];
}

/** The head of an arrow, as the points of a polygon. */
export function headOf(points: readonly Point[]): string {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (!before || !tip) return '';
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const corner = (turn: number): string =>
    `${tip.x - 10 * Math.cos(angle + turn)},${tip.y - 10 * Math.sin(angle + turn)}`;
  return `${tip.x},${tip.y} ${corner(0.4)} ${corner(-0.4)}`;
}

/** Where the label of an arrow stands. */
export function middleOf(points: readonly Point[]): Point {
  const [a, b] = [points[Math.ceil(points.length / 2) - 1], points[Math.floor(points.length / 2)]];
  return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: 0, y: 0 };
}
