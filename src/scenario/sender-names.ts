import type { Cell, Scenario } from '../model/scenario.ts';

/** Names of the endpoints that flows of some stage start at. */
export function senderNames({ stages }: Pick<Scenario<Cell>, 'stages'>): ReadonlySet<string> {
  return new Set(stages.flatMap(({ flows }) => flows.map(({ from }) => from)));
}
