import type { Expectation } from '../model/scenario.ts';
import type { FlowEntry, ScenarioFile } from '../scenario/schema.ts';

/** One cell of a matrix, its target as scenarios write it: `api:8000`. */
export interface GroupedCell {
  readonly from: string;
  readonly to: string;
  /** Absent where nothing is known. */
  readonly expect?: Expectation | undefined;
}

/**
 * Writes the cells of a whole matrix as few flows: what most of them do is `otherwise`, unless there are cells of which
 * nothing is known, which `otherwise` would name as well.
 */
export function groupFlows(cells: readonly GroupedCell[]): Pick<ScenarioFile, 'otherwise' | 'flows'> {
  const otherwise = cells.every(({ expect }) => expect !== undefined) ? mostOf(cells) : undefined;
  const [bySender, byTarget] = (['from', 'to'] as const).map((side) => entriesBy(side, cells, otherwise));
  const flows = [byTarget ?? [], bySender ?? []].toSorted((a, b) => a.length - b.length)[0] ?? [];
  return { ...(otherwise ? { otherwise } : {}), ...(flows.length > 0 ? { flows } : {}) };
}

type Side = 'from' | 'to';

/** What is said of one line of the matrix: of all its cells, or of some. */
interface Statement {
  readonly line: string;
  readonly others: '*' | readonly string[];
  readonly expect: Expectation;
}

function entriesBy(side: Side, cells: readonly GroupedCell[], otherwise: Expectation | undefined): FlowEntry[] {
  const across = side === 'from' ? 'to' : 'from';
  const lines = [...Map.groupBy(cells, (cell) => cell[side])];
  const statements = lines.flatMap(([line, own]) => statementsOn(line, own, across, otherwise));
  const alike = Map.groupBy(statements, ({ others, expect }) => JSON.stringify([others, expect]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const sides = { [side]: oneOrMore(group.map(({ line }) => line)), [across]: oneOrMore(first.others) };
    const { from = '', to = '' } = sides;
    return [{ from, to, expect: first.expect }];
  });
}

/** A line of which everything is known is told by what most of it does, and the exceptions, which count for more. */
function statementsOn(
  line: string,
  own: readonly GroupedCell[],
  across: Side,
  otherwise: Expectation | undefined,
): Statement[] {
  const some = (expect: Expectation): Statement[] => {
    const others = own.filter((cell) => cell.expect === expect).map((cell) => cell[across]);
    return others.length > 0 ? [{ line, others, expect }] : [];
  };
  if (own.some(({ expect }) => expect === undefined)) return [...some('allowed'), ...some('blocked')];
  const most = mostOf(own);
  const exceptions = some(most === 'allowed' ? 'blocked' : 'allowed');
  return most === otherwise ? exceptions : [{ line, others: '*', expect: most }, ...exceptions];
}

/** Where it is even, blocked: then what is allowed is listed, as in policies. */
function mostOf(cells: readonly GroupedCell[]): Expectation {
  const allowed = cells.filter(({ expect }) => expect === 'allowed').length;
  return allowed * 2 > cells.length ? 'allowed' : 'blocked';
}

function oneOrMore(names: '*' | readonly string[]): string | string[] {
  return names === '*' ? '*' : names.length === 1 ? (names[0] ?? '') : [...names];
}
