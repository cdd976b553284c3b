import type { Grid } from './grid.ts';
import type { Mark } from './mark.ts';

/**
 * A matrix with one row and one column for each namespace, in which everything is as expected; what differs keeps its name.
 * The matrix itself where that saves nothing.
 */
export function foldGrid(grid: Grid): Grid {
  const { folds } = grid;
  if (!folds) return grid;
  const sources = fold(grid.sources, folds.sources);
  const targets = fold(grid.targets, folds.targets);
  if (sources.size === grid.sources.length && targets.size === grid.targets.length) return grid;
  return {
    ...grid,
    sources: [...sources.keys()],
    targets: [...targets.keys()],
    markAt: (source, target) =>
      sumUp(
        (sources.get(source) ?? []).flatMap((from) => (targets.get(target) ?? []).map((to) => grid.markAt(from, to))),
      ),
    isFolded: true,
  };
}

/** What each name of an axis stands for, in the place of the first of them; a namespace that has only one is left out. */
function fold(names: readonly string[], namespaces: ReadonlyMap<string, string>): Map<string, readonly string[]> {
  const groups = Map.groupBy(names, (name) => {
    const namespace = namespaces.get(name);
    return namespace === undefined ? name : `${namespace}/*`;
  });
  return new Map(
    [...groups].map(([label, members]) => (members.length === 1 ? [members[0] ?? label, members] : [label, members])),
  );
}

/** Pairs that are not probed, such as an endpoint and itself, say nothing. */
function sumUp(marks: readonly (Mark | undefined)[]): Mark | undefined {
  const [first, ...others] = new Set(marks.filter((mark) => mark !== undefined));
  return others.length === 0 ? first : 'mixed';
}
