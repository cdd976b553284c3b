import type { Problem } from '../model/errors.ts';
import type { Cell, Flow } from '../model/scenario.ts';
import type { Fallback } from './fallback.ts';
import { cellKey, type Rule } from './flows.ts';

/** What settles the expectations of one stage, strongest first. */
export interface Expectations {
  /** A cell's expectation comes from the first list with a rule that selects it. */
  readonly layers: readonly (readonly Rule[])[];
  /** For cells that no rule selects: the first that covers one. Those that none covers are not probed. */
  readonly fallbacks: readonly Fallback[];
}

/**
 * Settles the expectation of every cell: the rule with the fewest `*` wins, and stages override the scenario.
 *
 * Two rules of the same layer and rank that contradict each other are a problem, reported once per pair of rules.
 */
export function planFlows(
  cells: readonly Cell[],
  { layers, fallbacks }: Expectations,
): { flows: Flow[]; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const indexes = layers.map(rulesByCell);
  const flows = cells.flatMap((cell): Flow[] => {
    const selecting = indexes.map((index) => index.get(cellKey(cell)) ?? []).find((rules) => rules.length > 0);
    if (!selecting) {
      const { expect, position } = fallbacks.find((fallback) => fallback.covers(cell)) ?? {};
      return expect && position ? [{ ...cell, expect, position }] : [];
    }
    const fewest = Math.min(...selecting.map(({ wildcards }) => wildcards));
    const [first, ...others] = selecting.filter(({ wildcards }) => wildcards === fewest);
    if (!first) return [];
    const contrary = others.find(({ expect }) => expect !== first.expect);
    if (contrary) {
      const key = `${first.position.line}/${contrary.position.line}`;
      if (!problems.has(key)) problems.set(key, contradiction(cell, first, contrary));
    }
    const { expect, name, reason, position } = first;
    return [{ ...cell, expect, name, reason, position }];
  });
  return { flows, problems: [...problems.values()] };
}

function rulesByCell(rules: readonly Rule[]): Map<string, Rule[]> {
  const index = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const cell of rule.cells) {
      const key = cellKey(cell);
      index.set(key, [...(index.get(key) ?? []), rule]);
    }
  }
  return index;
}

function contradiction({ from, to, port }: Cell, first: Rule, contrary: Rule): Problem {
  const flow = `${from} → ${to}:${port.number}/${port.protocol}`;
  const remedy = first.wildcards > 0 ? 'name the flow without "*" to settle it' : 'leave out one of the two';
  return {
    position: contrary.position,
    text: `${flow} is ${contrary.expect} here and ${first.expect} in line ${first.position.line}; ${remedy}`,
  };
}
