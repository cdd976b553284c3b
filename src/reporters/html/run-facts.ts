import type { Attempt, Report, RunRecord } from '../../model/report.ts';
import { policyLabel } from '../../verdict/drift/policy-drift.ts';
import { durationLabel } from '../duration.ts';
import { timeLabel } from '../time.ts';
import { longestStall, slowestEnforcement } from '../worst-times.ts';
import type { Fact, Trouble } from './page-data.ts';

/** What a run sent, stage by stage. */
interface SentStage {
  readonly probeCount: number;
  readonly enforcementMs?: number | undefined;
  readonly attempts: readonly Attempt[];
}

/** What a run was, in labelled facts. */
export function factsOfRun(run: RunRecord, stages: readonly SentStage[]): Fact[] {
  const { environment, startedAt, durationMs, connectTimeoutMs, file, runId, policies } = run;
  const probes = stages.reduce((sum, { probeCount }) => sum + probeCount, 0);
  return [
    ['enforced by', [environment]],
    ['made', [`${timeLabel(startedAt)}, in ${durationLabel(durationMs)}`]],
    ['probes', [`${probes}, each waiting ${durationLabel(connectTimeoutMs)} for an answer at the most`]],
    ...enforcement(stages),
    ...stalls(stages),
    ...(file === '' ? [] : [['declared in', [file]] as const]),
    ['run', [runId]],
    ...(policies.length === 0 ? [] : [['policies in force', policies.map(policyLabel)] as const]),
  ];
}

/** Why a run ended early, and what it could not remove. */
export function troublesOf({ failure, leftovers }: Pick<Report, 'failure' | 'leftovers'>): Trouble[] {
  return [
    ...(failure ? [{ ...failure, title: `The run ended early (${failure.kind}); nothing after this was probed` }] : []),
    ...(leftovers ? [{ ...leftovers, title: 'Not everything is removed; what was found stands' }] : []),
  ];
}

function enforcement(stages: readonly SentStage[]): Fact[] {
  const slowest = slowestEnforcement(stages);
  return slowest === undefined ? [] : [['enforcement', [`in force after ${durationLabel(slowest)} at the most`]]];
}

function stalls(stages: readonly SentStage[]): Fact[] {
  const longest = longestStall(stages.flatMap(({ attempts }) => attempts));
  return longest === 0 ? [] : [['stalls', [`probes stood still for ${durationLabel(longest * 1000)} at the most`]]];
}
