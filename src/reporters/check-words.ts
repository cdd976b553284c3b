import { flowLabel } from '../model/label.ts';
import type { Position } from '../model/scenario.ts';
import type { CheckedStage, CheckReport, CheckResult } from '../analysis/check.ts';
import type { ForeignPolicy } from '../policy/foreign.ts';
import { count } from './headline.ts';
import { groupByCause, touchedBy, type Touched } from './by-cause.ts';
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

/** Flows that are not as declared for one cause: a wrong policy is wrong for several, and in each stage from its own on. */
export interface CheckFinding {
  /** Of the first flow, in its first stage. */
  readonly result: CheckResult;
  readonly stages: readonly string[];
  /** Where to look: at the policy, or else at what was declared. */
  readonly position: Position;
  /** The other flows that it touches. */
  readonly also: readonly (Touched & { readonly result: CheckResult })[];
}

/** The flows that are not as declared, in their order, those with one cause as one finding. */
export function checkFindings({ stages }: CheckReport): CheckFinding[] {
  const all = stages.flatMap(({ name, results }) =>
    results.filter(({ outcome }) => outcome !== 'as-declared').map((result) => ({ stage: name, result })),
  );
  return groupByCause(all, ({ result }) => causeKeyOf(result)).flatMap((group): CheckFinding[] => {
    const [first, ...also] = touchedBy(group);
    if (!first) return [];
    const { result, stages: own } = first;
    return [{ result, stages: own, position: result.reason?.position ?? result.flow.position, also }];
  });
}

/** The edit that mends it, or else the place to look at; where nothing is written there, what was declared of the receiver. */
function causeKeyOf({ flow, outcome, reason, edit }: CheckResult): string {
  if (edit) return JSON.stringify([outcome, edit.diff]);
  if (reason?.position) return JSON.stringify([outcome, flow.expect, reason.position]);
  return JSON.stringify([outcome, flow.expect, flow.position, flow.to]);
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
