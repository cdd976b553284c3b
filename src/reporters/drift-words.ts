import type { Change, ChangeKind, ComparedRun, Drift, FlowPair } from '../verdict/drift/compare-reports.ts';
import type { FlowResult, StandingPolicy } from '../model/report.ts';
import { policyLabel } from '../verdict/drift/policy-drift.ts';
import { flowLabel } from '../model/label.ts';
import { byCause, type Finding, type Told } from './finding.ts';
import { count } from './headline.ts';
import { timeLabel } from './time.ts';

/** What became of a flow, in a word or two. */
export const kindWords: Readonly<Record<ChangeKind, string>> = {
  opened: 'newly open',
  closed: 'newly closed',
  changed: 'changed',
  unknown: 'unknown now',
  known: 'known now',
  redeclared: 'expected otherwise now',
  new: 'new',
  vanished: 'no longer probed',
};

/** What a flow did and does: `was blocked, is allowed`. */
export function changeText({ before, after }: FlowPair): string {
  const was = before && `was ${stateOf(before)}`;
  const is = after && `is ${stateOf(after)}`;
  if (was === undefined || is === undefined) return was ?? is ?? '';
  if (before?.flow.expect === after?.flow.expect) return `${was}, ${is}`;
  return `${was}, ${is}; expected ${after?.flow.expect} now`;
}

/** A flow as scenarios write it. */
export function pairLabel({ before, after }: FlowPair): string {
  const result = after ?? before;
  return result ? flowLabel(result.flow) : '';
}

/** The changes whose flows are worth telling in full: they are not what the scenario expects, or nobody knows. */
export function findingsOfDrift({ changes }: Drift, expected: Change['expected']): Finding[] {
  const told = changes.filter((change) => change.expected === expected);
  return [...Map.groupBy(told, ({ kind }) => kind).values()].flatMap((alike) =>
    byCause(
      alike.flatMap((change): Told[] => {
        const { kind, stage, after } = change;
        const text = `${kindWords[kind]}: ${changeText(change)}`;
        return after ? [{ stage, result: after, preface: [['change', [text]]] }] : [];
      }),
    ),
  );
}

/** A run as comparisons name it: `run 3f2a91bc of 2026-01-05 10:00:00 UTC, cluster staging`. */
export function runLine({ runId, startedAt, environment, failure }: ComparedRun): string {
  return `run ${runId} of ${timeLabel(startedAt)}, ${environment}${failure ? ', which ended early' : ''}`;
}

/** Endpoints and policies that differ, with what became of them; what does not occur is left out. */
export function differences({ endpoints, policies }: Drift): [label: string, lines: string[]][] {
  const named = (list: readonly StandingPolicy[] = []): string[] => list.map(policyLabel);
  const all: [string, string[]][] = [
    ['endpoints that are new', [...endpoints.new]],
    ['endpoints no longer probed', [...endpoints.vanished]],
    ['policies that are new', named(policies?.new)],
    ['policies that are gone', named(policies?.gone)],
    ['policies that were changed', named(policies?.changed)],
    ['policies that only one of the runs could list', [...(policies?.unknownKinds ?? [])]],
    ['policies', policies ? [] : ['not compared, since a run ended early']],
  ];
  return all.filter(([, lines]) => lines.length > 0);
}

/** One line: how many changes there are and what they mean. */
export function driftHeadline({ changes, stillMismatched, stillUnknown, newer }: Drift): string {
  const counted = (wanted: Change['expected']): number => changes.filter(({ expected }) => expected === wanted).length;
  const [unexpected, unknown, expected] = [counted('unexpected'), counted('unknown'), counted('expected')];
  return [
    ...(newer.failure ? ['the run ended early'] : []),
    ...(newer.flowCount === 0 ? ['nothing was probed'] : []),
    ...(unexpected > 0 ? [`${count(unexpected, 'change')} that the scenario does not expect`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'flow')} unknown now`] : []),
    ...(expected > 0 ? [`${count(expected, 'change')} as the scenario expects`] : []),
    ...(changes.length === 0 && newer.flowCount > 0 ? ['no flow changed'] : []),
    ...(stillMismatched.length > 0
      ? [`${count(stillMismatched.length, 'known mismatch', 'known mismatches')} still there`]
      : []),
    ...(stillUnknown.length > 0 ? [`${stillUnknown.length} inconclusive as before`] : []),
  ].join(', ');
}

/** Silence that proves nothing is no block. */
function stateOf({ outcome, verdict }: FlowResult): string {
  return outcome === 'inconclusive' ? 'unknown' : verdict;
}
