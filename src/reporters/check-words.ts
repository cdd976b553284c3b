import { flowLabel } from '../model/label.ts';
import type { Position } from '../model/scenario.ts';
import type { CheckedStage, CheckReport, CheckResult } from '../analysis/check.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import { count } from './headline.ts';
import type { Mark } from './mark.ts';

/** What a checked flow looks like in a matrix. */
export function checkMark({ outcome, predicted, flow }: CheckResult): Mark {
  if (outcome === 'unknown') return 'inconclusive';
  if (outcome === 'as-declared') return flow.expect;
  if (predicted === 'mixed') return flow.expect === 'allowed' ? 'cut' : 'leak';
  return predicted === 'allowed' ? 'leak' : 'cut';
}

/** What a flow should do, and what the policies do to it instead, or that there is no path, in one sentence. */
export function messageOf({ flow, outcome, predicted, reason }: CheckResult): string {
  if (outcome === 'unknown') return `${flowLabel(flow)} cannot be told: its sender or its receiver has no pods`;
  const verb = flow.expect === 'allowed' ? 'block' : 'allow';
  const what = `the policies ${verb} ${predicted === 'mixed' ? 'some of its paths' : 'this'}`;
  return `${flowLabel(flow)} should be ${flow.expect}, yet ${what}${reason ? `: ${reason.text}` : ''}`;
}

/** The headline: what differs, or that nothing does. */
export function checkHeadline({ stages }: CheckReport): string {
  const results = stages.flatMap((stage) => stage.results);
  const flows = `${count(results.length, 'flow')} in ${count(stages.length, 'stage')}`;
  const differing = results.filter(({ outcome }) => outcome === 'mismatch').length;
  const unknown = results.filter(({ outcome }) => outcome === 'unknown').length;
  const partial = stages.some(({ foreign }) => foreign.length > 0) ? '; partial: some policies are not understood' : '';
  const parts = [
    ...(differing > 0 ? [`the policies mean something else for ${differing} of ${flows}`] : []),
    ...(unknown > 0 ? [`${unknown} cannot be told, for want of pods`] : []),
  ];
  return `${parts.join('; ') || `${flows}: the policies mean what is declared`}${partial}`;
}

/** A finding once, with the stages that have it: a wrong policy is wrong in each stage from its own on. */
export interface RepeatedFinding {
  readonly result: CheckResult;
  readonly stages: readonly string[];
  /** Where to look: at the policy, or else at what was declared. */
  readonly position: Position;
}

/** The stages that have a finding: `stage final`, `stages a, b`. */
export function stagesLabel(stages: readonly string[]): string {
  return `${stages.length === 1 ? 'stage' : 'stages'} ${stages.join(', ')}`;
}

/** The flows that are not as declared, each once for the same reason. */
export function repeatedFindings({ stages }: CheckReport): RepeatedFinding[] {
  const all = stages.flatMap(({ name, results }) =>
    results
      .filter(({ outcome }) => outcome !== 'as-declared')
      .map((result) => ({ name, result, position: result.reason?.position ?? result.flow.position })),
  );
  const alike = Map.groupBy(all, ({ result, position }) =>
    JSON.stringify([flowLabel(result.flow), result.outcome, position, result.reason?.text]),
  );
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map(({ result, position }) => ({ result, position, stages: group.map(({ name }) => name) })),
  );
}

/** The policies, and parts of policies, that are not understood, each once. */
export function foreignIn(stages: readonly CheckedStage[]): ForeignPolicy[] {
  const all = stages.flatMap(({ foreign }) => foreign);
  return [...new Map(all.map((policy) => [foreignMessage(policy), policy])).values()];
}

/** What is said of a policy that is not understood. */
export function foreignMessage({ kind, name, part }: ForeignPolicy): string {
  if (part !== undefined) return `${kind} ${name}: ${part}`;
  return `${kind} ${name} is not understood: it may allow or deny more than is said here`;
}
