import { portLabel } from '../model/label.ts';
import type { Report, StageReport } from '../model/report.ts';
import type { Cell, Scenario, Stage } from '../model/scenario.ts';
import { markOf, type Mark } from './mark.ts';

const legendOrder: readonly Mark[] = [
  'allowed',
  'blocked',
  'mixed',
  'leak',
  'cut',
  'rejected',
  'flaky',
  'inconclusive',
];

/** A matrix: senders down, ports of receivers across, and what each pair did. */
export interface Grid {
  readonly sources: readonly string[];
  /** As scenarios write them: `task-api:8000`. */
  readonly targets: readonly string[];
  /** `undefined` for a pair that is not probed. */
  readonly markAt: (source: string, target: string) => Mark | undefined;
  /** What the legend says, where that is not what probes showed. */
  readonly words?: { readonly meanings: Partial<Record<Mark, string>>; readonly blank: string } | undefined;
  /** Namespaces of the rows and columns that may become one where there is no room, since all that they have is as expected. */
  readonly folds?: Record<'sources' | 'targets', ReadonlyMap<string, string>> | undefined;
  /** Whether some did. */
  readonly isFolded?: boolean | undefined;
}

/** The matrix of one stage; the same rows and columns in every stage of a report, so that they compare at a glance. */
export function gridOf({ results }: StageReport, report: Report): Grid {
  const cells = new Map(results.map((result) => [cellKey(result.flow.from, targetLabel(result.flow)), markOf(result)]));
  return {
    ...axesOf(report.stages.flatMap((stage) => stage.results.map(({ flow }) => flow))),
    markAt: (source, target) => cells.get(cellKey(source, target)),
    folds: foldsOf(report),
  };
}

/** What is as expected in all stages, so that all of them fold alike. */
function foldsOf({ endpoints = [], stages }: Report): Grid['folds'] {
  const results = stages.flatMap((stage) => stage.results);
  const differing = results.filter(({ outcome }) => outcome !== 'as-expected').map(({ flow }) => flow);
  const named = new Set(differing.flatMap((flow) => [flow.from, targetLabel(flow)]));
  const namespaces = new Map(endpoints.map(({ name, namespace }) => [name, namespace]));
  const folding = (ends: readonly (readonly [label: string, endpoint: string])[]): Map<string, string> =>
    new Map(
      ends.flatMap(([label, endpoint]) => {
        const namespace = namespaces.get(endpoint);
        return namespace === undefined || named.has(label) ? [] : [[label, namespace]];
      }),
    );
  return {
    sources: folding(results.map(({ flow }) => [flow.from, flow.from])),
    targets: folding(results.map(({ flow }) => [targetLabel(flow), flow.to])),
  };
}

/** The matrix of what is expected at a stage; the same rows and columns in every stage of a scenario. */
export function expectedGrid({ flows }: Stage, { stages }: Scenario): Grid {
  const expectations = new Map(flows.map((flow) => [cellKey(flow.from, targetLabel(flow)), flow.expect]));
  return {
    ...axesOf(stages.flatMap((stage) => stage.flows)),
    markAt: (source, target) => expectations.get(cellKey(source, target)),
  };
}

/** Rows and columns for flows, both in the order in which the endpoints first send, then receive. */
export function axesOf(flows: readonly Cell[]): Pick<Grid, 'sources' | 'targets'> {
  const sources = [...new Set(flows.map(({ from }) => from))];
  const endpoints = [...new Set([...sources, ...flows.map(({ to }) => to)])];
  const order = new Map(endpoints.map((name, index) => [name, index]));
  const receiving = flows.toSorted((a, b) => (order.get(a.to) ?? 0) - (order.get(b.to) ?? 0));
  return { sources, targets: [...new Set(receiving.map(targetLabel))] };
}

/** The marks that occur in a matrix, in the order of legends. */
export function marksIn(grid: Grid): readonly Mark[] {
  const seen = new Set(cellsOf(grid));
  return legendOrder.filter((mark) => seen.has(mark));
}

/** Whether some pair is not probed. */
export function hasGaps(grid: Grid): boolean {
  return cellsOf(grid).includes(undefined);
}

/** A receiving port as scenarios write it: `task-api:8000`. */
export function targetLabel({ to, port }: Pick<Cell, 'to' | 'port'>): string {
  return `${to}:${portLabel(port)}`;
}

function cellsOf({ sources, targets, markAt }: Grid): readonly (Mark | undefined)[] {
  return sources.flatMap((source) => targets.map((target) => markAt(source, target)));
}

function cellKey(source: string, target: string): string {
  return `${source} ${target}`;
}
