import { portLabel } from '../../model/label.ts';
import type { Cell } from '../../model/scenario.ts';
import type { ContentFlow, ContentStage, PageContent } from './content.ts';
import { firstKind, type CellKind, type PageSource, type PageTarget } from './page-data.ts';

/** Where flows are in the matrix. */
export interface Places {
  readonly sources: readonly PageSource[];
  readonly targets: readonly PageTarget[];
  /** Row by row. */
  readonly cellOf: (flow: Cell) => number;
}

/** Rows and columns for all flows, grouped by namespace, the same at every stage. */
export function placesOf({ stages, endpoints }: Pick<PageContent, 'stages' | 'endpoints'>): Places {
  const namespaces = new Map(endpoints.map(({ name, namespace }) => [name, namespace]));
  const flows = stages.flatMap((stage) => stage.flows.map(({ flow }) => flow));
  const names = new Set([...flows.map(({ from }) => from), ...flows.map(({ to }) => to)]);
  const order = new Map(grouped([...names], namespaces).map((name, index) => [name, index]));
  const inOrder = <T extends PageSource>(ends: ReadonlyMap<string, T>): T[] =>
    [...ends.values()].toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
  const sourceOf = (name: string): PageSource => ({ name, namespace: namespaces.get(name) });
  const targetOf = ({ to, port }: Cell): PageTarget => ({ ...sourceOf(to), port: portLabel(port) });
  const sources = inOrder(new Map(flows.map(({ from }) => [from, sourceOf(from)])));
  const targets = inOrder(new Map(flows.map((flow) => [targetKey(flow), targetOf(flow)])));
  const rows = new Map(sources.map(({ name }, index) => [name, index]));
  const columns = new Map(targets.map(({ name, port }, index) => [`${name} ${port}`, index]));
  return {
    sources,
    targets,
    cellOf: (flow) => (rows.get(flow.from) ?? 0) * targets.length + (columns.get(targetKey(flow)) ?? 0),
  };
}

/** All that cells are. */
export function kindsOf(stages: readonly ContentStage[]): CellKind[] {
  const kinds = stages.flatMap(({ flows }) => flows.map((flow) => [kindKey(flow), kindOf(flow)] as const));
  return [...new Map(kinds).values()];
}

/** A stage's cells as the page has them. */
export function cellsOf({ flows }: ContentStage, places: Places, kinds: readonly CellKind[]): string {
  const { sources, targets, cellOf } = places;
  const codes = new Map(kinds.map((kind, index) => [kindKey(kind), String.fromCodePoint(firstKind + index)]));
  const cells = Array.from({ length: sources.length * targets.length }, () => ' ');
  for (const one of flows) cells[cellOf(one.flow)] = codes.get(kindKey(one)) ?? ' ';
  return cells.join('');
}

function kindOf({ mark, expect, verdict }: ContentFlow): CellKind {
  return { mark, expect, verdict };
}

function kindKey({ mark, expect, verdict }: CellKind): string {
  return `${mark} ${expect} ${verdict}`;
}

function targetKey({ to, port }: Cell): string {
  return `${to} ${portLabel(port)}`;
}

/** Namespaces in the order in which they first come, what has none last. */
function grouped(names: readonly string[], namespaces: ReadonlyMap<string, string | undefined>): string[] {
  const groups = Map.groupBy(names, (name) => namespaces.get(name));
  const within = [...groups].filter(([namespace]) => namespace !== undefined).flatMap(([, members]) => members);
  return [...within, ...(groups.get(undefined) ?? [])];
}
